"""The contracts between the layers forget nobody. Whether they are kept, `lint-imports` tells."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import PROJECT

DATABASE_WEB_AND_WIRING = {"sqlalchemy", "psycopg", "asyncpg", "procrastinate", "aiohttp", "jinja2", "bot.database"}
DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)
SAYS_IT_IS_PURE = re.compile(r"\bpure\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def purity() -> dict[str, Any]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["name"].startswith("Rules are pure"))


def held_to(contract: dict[str, Any], module: str) -> bool:
    """Whether the contract is about this module: it or a package around it is named, perhaps by a pattern."""
    for expression in contract["source_modules"]:
        pattern = re.escape(expression).replace(r"\*\*", r"[\w.]+").replace(r"\*", r"\w+")
        if re.fullmatch(rf"{pattern}(\..+)?", module):
            return True
    return False


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((PROJECT / "bot").rglob("*.py")):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def pure_by_intent() -> Iterator[str]:
    for module, path in modules():
        named = any(part == "rules" or part.endswith("_rules") for part in module.split("."))
        says = DOCSTRING.match(path.read_text(encoding="utf-8"))
        if named or (says and SAYS_IT_IS_PURE.search(says[1])):
            yield module


def test_every_rules_module_and_whatever_says_that_it_is_pure_is_held_to_it(purity: dict[str, Any]) -> None:
    meant = list(pure_by_intent())
    assert {"bot.guidance.rules", "bot.dialogue.arranging.rules", "bot.tenancy.matching"} <= set(meant)
    assert [module for module in meant if not held_to(purity, module)] == []


def test_what_is_held_to_it_exists(purity: dict[str, Any]) -> None:
    there = {module for module, _ in modules()}
    named = {module for module in purity["source_modules"] if "*" not in module}
    assert named <= there


def test_neither_database_nor_web_is_known_to_what_is_pure(purity: dict[str, Any]) -> None:
    assert set(purity["forbidden_modules"]) >= DATABASE_WEB_AND_WIRING
