"""Policy files: what is wrong is told in Dutch with its place; the stamp tells one content from another."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.arrangements.loading import load_policy
from bot.arrangements.rules.policy import PolicyError, parse_policy
from tests.unit.arrangements import published
from tests.unit.arrangements.cases import DEMO, DEMO_FOLDER


def changed(path: str, value: Any) -> dict[str, Any]:
    raw = deepcopy(published.TABLIS_WOONPARTNERS)
    *way, last = path.split(".")
    part: Any = raw
    for step in way:
        part = part[int(step) if step.isdigit() else step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("arrangement.terms.maximum", "zes", "arrangement.terms.maximum: moet een heel getal zijn"),
        ("arrangement.terms.maximum", 99, "arrangement.terms.maximum: is te groot; hoogstens 60"),
        ("arrangement.terms.minimum", 7, "arrangement.terms: minimum is groter dan maximum"),
        ("arrangement.terms.offered", [9], "arrangement.terms: 'offered' noemt aantallen tussen minimum en maximum"),
        ("arrangement.minimum_instalment", 50, 'een bedrag staat tussen aanhalingstekens, bijvoorbeeld "50.00"'),
        ("arrangement.minimum_instalment", "50,00", 'een bedrag staat tussen aanhalingstekens, bijvoorbeeld "50.00"'),
        ("arrangement.due", {"rule": "before_day"}, "arrangement.due: 'day' hoort bij before_day"),
        ("arrangement.due.rule", "ooit", "arrangement.due.rule: kennen we niet; het kan zijn: 'after_income' of"),
        ("arrangement.conditions.0.fact", "shoe_size", "arrangement.conditions.0.fact: kennen we niet"),
        ("arrangement.conditions.0.at_least", ..., "vraagt precies één grens"),
        ("arrangement.conditions.0.at_most", 3, "vraagt precies één grens"),
        ("arrangement.conditions.1.is", ..., "is ja of nee: gebruik alleen 'is'"),
        ("arrangement.conditions.0.says", "", "wie weigert, zegt waarom (says) en wat dan wel kan (next)"),
        ("arrangement.conditions.1.id", "twelve-months-between", "twee voorwaarden hebben dezelfde id"),
        ("arrangement.conditions.0.id", "Twaalf Maanden", "mag alleen kleine letters, cijfers en streepjes hebben"),
        ("arrangement.terms.maxinum", 6, "arrangement.terms.maxinum: kennen we niet (tikfout?)"),
        ("stages.summons", ..., "stages: geen regel voor summons"),
        ("stages.summons", {"agrees": "bailiff"}, "stages.summons: wie weigert, zegt waarom"),
        ("version", 2026, "version: moet een tekst zijn; zet het tussen aanhalingstekens"),
        ("name", ..., "name: ontbreekt"),
        ("guarding", {"from_time": "06:00"}, "guarding: berichten gaan uit tussen 08:00 en 21:00"),
        ("pay_date", {"days": [1], "proof": {25: "brief"}}, "bewijs gevraagd voor een dag die niet kan: 25"),
        ("deferral", "ja", "deferral: moet een blok met velden zijn"),
    ],
)
def test_a_mistake_is_told_in_dutch_with_its_place(path: str, value: Any, told: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(changed(path, value))
    assert told in str(refused.value)


def test_all_mistakes_are_told_at_once() -> None:
    raw = changed("arrangement.terms.maximum", "zes")
    del raw["name"]
    with pytest.raises(PolicyError, match=r"name: ontbreekt.*arrangement.terms.maximum"):
        parse_policy(raw)


@pytest.mark.parametrize(
    ("text", "told"),
    [(None, "niet te lezen"), ("a: [", r"geen geldige YAML \(regel 1\)"), ("- los", "het bestand: moet een blok")],
)
def test_a_file_that_is_no_policy_is_refused_by_name(tmp_path: Path, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / "policy.yml").write_text(text)
    with pytest.raises(PolicyError, match=rf"policy.yml: {told}"):
        load_policy(tmp_path)


def test_the_stamp_names_the_version_and_changes_with_any_word() -> None:
    assert load_policy(DEMO_FOLDER).stamp == DEMO.stamp
    assert DEMO.stamp.startswith("2026-11#")
    stamps = {parse_policy(raw).stamp for raw in (*published.ALL, changed("arrangement.terms.maximum", 7))}
    assert len(stamps) == len(published.ALL) + 1
