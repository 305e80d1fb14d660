"""Guidance files → models. A mistake is told with the file, the id and what was expected."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from bot.guidance.costs import Band, Tariff
from bot.guidance.deadlines import FACTS
from bot.guidance.models import (
    NEEDS,
    Case,
    DeadlineWords,
    Denial,
    Explained,
    Guidance,
    Letter,
    Meant,
    Option,
    Place,
    Plain,
    Question,
    Referral,
    Single,
    StageWords,
    Takes,
)
from bot.guidance.timeline import DayWords
from bot.knowledge.fields import ContentError, Entry, read_entries, read_yaml
from bot.knowledge.models import Source

TAKES: tuple[Takes, ...] = ("nothing", "date", "amount", "place", "phone", "text")
REFERRALS = "referrals"
MUNICIPALITIES = "municipalities"
QUESTIONS = "questions"


def load_guidance(content: Path, corporation: Path) -> Guidance:
    """Read everything; `corporation` is the corporation's own folder, for its municipalities."""
    folder = content / "guidance"
    road = read_yaml(folder / "timeline.yml")
    # The corporation's own entries come first: it knows its municipality best.
    folders = [content / REFERRALS, corporation / REFERRALS, content / REFERRALS / MUNICIPALITIES]
    referrals, places = _directory(folders)
    return Guidance(
        letters={e.id: _letter(e) for e in read_entries(folder / "letters.yml", "letters")},
        deadline_words={
            e.id: _deadline_words(e) for e in read_entries(folder / "letters.yml", "deadlines", id_key="kind")
        },
        here=str(road["here"]),
        steps=tuple((step.get("stage"), str(step["title"])) for step in road["steps"]),
        stages={words.stage: words for words in _stages(road)},
        days=dict(_days(folder / "timeline.yml")),
        questions=_questions(folder / QUESTIONS),
        referrals=tuple(referrals),
        places=tuple(places),
    )


def load_tariffs(content: Path) -> tuple[Tariff, ...]:
    """The scales of collection costs, newest first."""
    entries = read_entries(content / "guidance" / "collection-costs.yml", "tariffs")
    return tuple(sorted((_tariff(entry) for entry in entries), key=lambda tariff: tariff.valid_from, reverse=True))


Patterns = tuple[tuple[re.Pattern[str], str], ...]
Meanings = tuple[tuple[re.Pattern[str], Meant], ...]


class Behaviour(NamedTuple):
    """`conduct.yml` as patterns, in the order in which they are tried."""

    threats: tuple[re.Pattern[str], ...]
    yes: Meanings
    dangers: Patterns
    sources: tuple[re.Pattern[str], ...]
    explained: tuple[Explained, ...]
    denied: tuple[Denial, ...]
    no: Meanings
    plains: tuple[Plain, ...]
    unfelt: tuple[Denial, ...]
    cases: tuple[Case, ...]
    beside_another: tuple[re.Pattern[str], ...]
    singles: tuple[Single, ...]


def load_conduct(content: Path) -> Behaviour:
    """How the assistant behaves, from conduct.yml; every pattern compiled, in the order in which it is tried."""
    file = content / "guidance" / "conduct.yml"
    threats = tuple(p for entry in read_entries(file, "threats") for p in _patterns(entry))
    yes, no = _meanings(file, "agreed"), _meanings(file, "refused")
    dangers = tuple((p, entry.id) for entry in read_entries(file, "dangers") for p in _patterns(entry))
    sources = tuple(p for entry in read_entries(file, "sources") for p in _patterns(entry))
    explained = tuple(_explained(entry) for entry in read_entries(file, "explained"))
    denied, unfelt = _denials(file, "denied"), _denials(file, "unfelt")
    cases = tuple(_case(entry) for entry in read_entries(file, "cases"))
    beside = tuple(p for entry in read_entries(file, "beside_another") for p in _patterns(entry))
    plains = tuple(plain for entry in read_entries(file, "plain") for plain in _plains(entry))
    singles = tuple(single for entry in read_entries(file, "single") for single in _singles(entry))
    return Behaviour(threats, yes, dangers, sources, explained, denied, no, plains, unfelt, cases, beside, singles)


def _explained(entry: Entry) -> Explained:
    below = _decimal(entry, "below")
    if not 0 < below <= 1:
        raise entry.error("'below' must lie between 0 and 1 (hoort tussen 0 en 1 te liggen)")
    return Explained(entry.id, _patterns(entry), _patterns(entry, "unless"), float(below))


def _denials(file: Path, key: str) -> tuple[Denial, ...]:
    return tuple(Denial(entry.id, _patterns(entry), _patterns(entry, "unless")) for entry in read_entries(file, key))


def _case(entry: Entry) -> Case:
    return Case(entry.id, _patterns(entry), _patterns(entry, "beside"), _patterns(entry, "unless"))


def _meanings(file: Path, key: str) -> Meanings:
    return tuple((p, _meant(entry)) for entry in read_entries(file, key) for p in _patterns(entry))


def _plains(entry: Entry) -> Iterable[Plain]:
    when = entry.one_of("when", ("asked", "in_flow", "always"), default="asked")
    beside = frozenset(entry.texts("beside"))
    return (Plain(pattern, entry.text("intent"), when, beside) for pattern in _patterns(entry))


def _singles(entry: Entry) -> Iterable[Single]:
    to = _patterns(entry, "to")
    subjects = frozenset(entry.texts("subjects"))
    in_flow = entry.one_of("when", ("talk", "in_flow"), default="talk") == "in_flow"
    always = not to and not subjects
    return (Single(p, to, subjects, entry.text("intent"), in_flow, always) for p in _patterns(entry))


def _meant(entry: Entry) -> Meant:
    values = entry.raw.get("values") or {}
    return Meant(entry.text("intent"), tuple((str(name), str(value)) for name, value in values.items()))


def _tariff(entry: Entry) -> Tariff:
    bands = tuple(
        Band(_cents(part, "up_to") if part.has("up_to") else None, _basis_points(part)) for part in entry.parts("bands")
    )
    ends = [band.up_to_cents for band in bands]
    if not bands or ends[-1] is not None or ends[:-1] != sorted(end for end in ends[:-1] if end is not None):
        raise entry.error("'bands' must rise and end with an open one (schijven kloppen niet)")
    return Tariff(
        entry.day("valid_from"),
        entry.optional_day("valid_until"),
        _cents(entry, "minimum"),
        _cents(entry, "maximum"),
        bands,
        entry.texts("facts"),
    )


def _cents(entry: Entry, key: str) -> int:
    return int(_decimal(entry, key) * 100)


def _basis_points(entry: Entry) -> int:
    return int(_decimal(entry, "percent") * 100)


def _decimal(entry: Entry, key: str) -> Decimal:
    """A number with at most two decimals, written as a text so that nothing rounds it."""
    try:
        value = Decimal(entry.text(key))
    except InvalidOperation as error:
        raise entry.error(f"'{key}' must be a number in quotes (geen getal)") from error
    if value != value.quantize(Decimal("0.01")):
        raise entry.error(f"'{key}' has more than two decimals")
    return value


def _letter(entry: Entry) -> Letter:
    return Letter(
        id=entry.id,
        name=entry.text("name"),
        stage=entry.optional_text("stage"),
        deadline=entry.optional_text("deadline"),
        words=_patterns(entry),
        facts=entry.texts("facts"),
        means=entry.texts("means"),
        denies=entry.text("not"),
        act=entry.texts("act"),
        late=entry.texts("late"),
        simpler=entry.text("simpler"),
        genuine=entry.text("genuine"),
        keep=entry.text("keep"),
    )


def _deadline_words(entry: Entry) -> DeadlineWords:
    return DeadlineWords(
        entry.id, entry.text("ahead"), entry.text("today"), entry.text("passed"), entry.text("unknown")
    )


def _stages(road: dict[str, Any]) -> Iterable[StageWords]:
    yield _stage(Entry("guidance/timeline.yml", "unknown", road["unknown"]), None)
    for raw in road["stages"]:
        entry = Entry("guidance/timeline.yml", str(raw.get("stage")), raw)
        yield _stage(entry, entry.text("stage"))


def _stage(entry: Entry, stage: str | None) -> StageWords:
    return StageWords(stage, entry.texts("facts"), entry.texts("text"), entry.texts("next"), entry.text("simpler"))


def _days(file: Path) -> Iterable[tuple[str, DayWords]]:
    for entry in read_entries(file, "days", id_key="kind"):
        if entry.id not in FACTS:
            raise entry.error("no such kind of deadline (onbekende soort termijn)")
        yield entry.id, DayWords(entry.optional_text("stage"), entry.text("text"))


def _questions(folder: Path) -> dict[str, Question]:
    """The questions of every flow, a file for each; one id in two files is refused."""
    found: dict[str, Question] = {}
    for entry in (entry for file in sorted(folder.glob("*.yml")) for entry in read_entries(file, "questions")):
        if entry.id in found:
            raise entry.error("this id is used twice (deze id staat er al)")
        found[entry.id] = _question(entry)
    if not found:
        raise ContentError(folder.name, "questions", "the folder holds no questions (er staan geen vragen in)")
    return found


def _question(entry: Entry) -> Question:
    return Question(
        id=entry.id,
        texts=entry.texts("text"),
        again=entry.text("again"),
        takes=entry.one_of("takes", TAKES, default="nothing"),
        options=tuple(_option(part) for part in entry.parts("options")),
    )


def _option(entry: Entry) -> Option:
    return Option(
        entry.text("value"), entry.optional_text("title"), _patterns(entry), frozenset(entry.texts("intents"))
    )


def _patterns(entry: Entry, key: str = "words") -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry.texts(key))
    except re.error as error:
        raise entry.error(f"a pattern is no regular expression: {error}") from error


def _directory(folders: Iterable[Path]) -> tuple[list[Referral], list[Place]]:
    found: dict[str, Referral] = {}
    places: list[Place] = []
    for file in (file for folder in folders for file in sorted(folder.glob("*.yml"))):
        place = _place(file)
        if place:
            places.append(place)
        for entry in read_entries(file, "referrals"):
            if entry.id in found:
                raise entry.error("this id is used twice (deze id staat er al)")
            found[entry.id] = _referral(entry, place)
    return list(found.values()), places


def _place(file: Path) -> Place | None:
    raw = read_yaml(file).get("place")
    if raw is None:
        return None
    entry = Entry(f"{file.parent.name}/{file.name}", "place", raw)
    ranges = tuple((int(low), int(high)) for low, high in raw.get("postcodes", ()))
    if any(not 0 <= low <= high <= 9999 for low, high in ranges):
        raise entry.error("'postcodes' must be pairs of four digits, low before high (postcodes kloppen niet)")
    return Place(entry.text("name"), entry.texts("towns"), ranges)


def _source(entry: Entry) -> Source | None:
    raw = entry.raw.get("source")
    if raw is None:
        return None
    part = Entry(entry.file, entry.id, raw)
    return Source(part.text("name"), part.text("url"))


def _referral(entry: Entry, place: Place | None) -> Referral:
    fact, checked = entry.optional_text("fact"), entry.optional_day("checked_on")
    if fact is None and checked is None:
        raise entry.error("needs a 'fact', or 'checked_on' with 'next_review' (bron of datum ontbreekt)")
    needs = tuple(need for need in NEEDS if need in entry.some_of("needs", NEEDS))
    if not needs:
        raise entry.error("'needs' must name what it helps with (waarvoor ontbreekt)")
    return Referral(
        id=entry.id,
        name=entry.text("name"),
        needs=tuple(need for raw in entry.texts("needs") for need in NEEDS if need == raw),
        helps=entry.text("helps"),
        cost=entry.text("cost"),
        reach=entry.text("reach"),
        waiting=entry.optional_text("waiting"),
        fact=fact,
        checked_on=checked,
        next_review=entry.day("next_review") if checked else None,
        source=_source(entry),
        warm=entry.flag("warm") if entry.has("warm") else False,
        place=place,
    )


__all__ = ["ContentError", "load_conduct", "load_guidance", "load_tariffs"]
