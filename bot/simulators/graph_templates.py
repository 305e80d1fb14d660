"""Templates as the Graph API checks and a phone shows them: only approved names, with exactly their variables."""

import re
from collections.abc import Mapping
from typing import Any

Approved = Mapping[str, tuple[str, str]]
_MARK = re.compile(r"\{\{(\d+)\}\}")
_FORBIDDEN_IN_VALUE = re.compile(r"[\n\r\t]| {5,}")


def template_problem(body: Mapping[str, Any], approved: Approved) -> tuple[int, str] | None:
    """Code and detail of what is wrong with a template message; None for a sound one and for any other kind."""
    if body.get("type") != "template":
        return None
    name, given = _name(body), _values(body)
    if name not in approved:
        return 132001, f"Template name does not exist in the translation: {name}"
    text, title = approved[name]
    if len(_MARK.findall(text)) != len(given):
        return 132000, "Number of parameters does not match the expected number of params"
    if any(not value.strip() or _FORBIDDEN_IN_VALUE.search(value) for value in given):
        return 132012, "Parameter format does not match format in the created template"
    if _payloads(body) and not title:
        return 132012, "Buttons do not match the created template"
    return None


def template_text(body: Mapping[str, Any], approved: Approved) -> str:
    text, _ = approved.get(_name(body), ("", ""))
    given = _values(body)
    return _MARK.sub(lambda match: given[int(match[1]) - 1], text)


def template_options(body: Mapping[str, Any], approved: Approved) -> list[tuple[str, str, str]]:
    """Key, title and kind of reply of its quick reply, if it has one."""
    _, title = approved.get(_name(body), ("", ""))
    return [(payload, title, "button") for payload in _payloads(body)] if title else []


def _name(body: Mapping[str, Any]) -> str:
    return str((body.get("template") or {}).get("name", ""))


def _parts(body: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    components = (body.get("template") or {}).get("components") or []
    return [parameter for part in components if part.get("type") == kind for parameter in part.get("parameters") or []]


def _values(body: Mapping[str, Any]) -> list[str]:
    return [str(parameter.get("text", "")) for parameter in _parts(body, "body")]


def _payloads(body: Mapping[str, Any]) -> list[str]:
    return [str(parameter.get("payload", "")) for parameter in _parts(body, "button")]
