"""Guidance files → models. A mistake is told with the file, the id and what was expected."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.guidance.costs import Band, Tariff
from bot.guidance.deadlines import FACTS
from bot.guidance.models import (
    NEEDS,
    DeadlineWords,
    Guidance,
    Letter,
    Option,
    Place,
    Question,
    Referral,
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
    return int(entry.decimal(key) * 100)


def _basis_points(entry: Entry) -> int:
    return int(entry.decimal("percent") * 100)


def _letter(entry: Entry) -> Letter:
    return Letter(
        id=entry.id,
        name=entry.text("name"),
        stage=entry.optional_text("stage"),
        deadline=entry.optional_text("deadline"),
        words=entry.patterns(),
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
        entry.text("value"), entry.optional_text("title"), entry.patterns(), frozenset(entry.texts("intents"))
    )


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


__all__ = ["ContentError", "load_guidance", "load_tariffs"]
