"""Content files → models. A mistake in a file is told with the file, the id and what was expected.

The folder: `intents.yml`, `forbidden-claims.yml`, `office-words.yml`, `background-facts.yml`, `knowledge/*.yml` and
`answers/*.yml`, where `dangers.yml`, `feelings.yml` and `conversation.yml` have forms of their own, with
`answers/themes/*.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from bot.knowledge.fields import ContentError, Entry, read_entries
from bot.knowledge.models import (
    Answer,
    AnswerVariant,
    BackgroundFact,
    Button,
    ConversationLine,
    DangerReply,
    Fact,
    ForbiddenClaim,
    IntentName,
    Knowledge,
    LanguageLines,
    OfficeWord,
    Source,
)
from bot.knowledge.vocabulary import DANGERS, FEELINGS, NO_GUESS, STAGES

SPECIAL_ANSWER_FILES = frozenset({"dangers.yml", "feelings.yml", "conversation.yml"})
THEMES = "themes"
#: More lines of the conversation, a file for each subject.
LINES = "lines"
Model = TypeVar("Model")


def load_knowledge(folder: Path) -> Knowledge:
    """Everything under the content folder; raises `ContentError` at the first mistake."""
    answers_folder = folder / "answers"
    conversation = answers_folder / "conversation.yml"
    subjects = sorted(p for p in answers_folder.glob("*.yml") if p.name not in SPECIAL_ANSWER_FILES)
    # The first that fits counts: their numbers say which goes first.
    subjects += sorted((answers_folder / THEMES).glob("*.yml"))
    return Knowledge(
        facts=_by_id(_read_all(sorted((folder / "knowledge").glob("*.yml")), "facts", _fact)),
        answers=tuple(_by_id(_read_all(subjects, "answers", _answer)).values()),
        dangers=_by_id(_read_all([answers_folder / "dangers.yml"], "dangers", _danger, key="kind")),
        feelings=_by_id(_read_all([answers_folder / "feelings.yml"], "feelings", _feeling)),
        lines=_by_id(_read_all([conversation, *sorted((answers_folder / LINES).glob("*.yml"))], "lines", _line)),
        languages=_by_id(_read_all([conversation], "languages", _language, key="code")),
        intents=_by_id(_read_all([folder / "intents.yml"], "intents", _intent, key="intent")),
        forbidden=tuple(_values([folder / "forbidden-claims.yml"], "claims", _claim)),
        office_words=tuple(_values([folder / "office-words.yml"], "words", _office_word, key="word")),
        background=_background(folder / "background-facts.yml"),
    )


# ── one entry of each kind ────────────────────────────────────────────────────────────────────────


def _fact(entry: Entry) -> Fact:
    sources = tuple(Source(name=part.text("name"), url=part.optional_text("url")) for part in entry.parts("sources"))
    return Fact(
        id=entry.id,
        statement=entry.text("statement"),
        basis=entry.optional_text("basis"),
        sources=sources,
        checked_on=entry.day("checked_on"),
        source_date=entry.optional_text("source_date"),
        valid_from=entry.optional_day("valid_from"),
        valid_until=entry.optional_day("valid_until"),
        next_review=entry.day("next_review"),
        volatility=entry.one_of("volatility", ("stable", "yearly", "volatile")),
        confirmed=entry.flag("confirmed"),
        file=entry.file,
        aside=entry.has("aside") and entry.flag("aside"),
    )


def _answer(entry: Entry) -> Answer:
    general = _variant(entry, buttons=())
    by_stage = {
        stage: _variant(part, buttons=general.buttons) for stage, part in entry.named_parts("by_stage", STAGES).items()
    }
    return Answer(
        id=entry.id,
        intents=entry.texts("intents"),
        kind=entry.one_of("kind", ("information", "conversation"), default="information"),
        topic_title=entry.text("topic_title"),
        general=general,
        by_stage=by_stage,
        acknowledges=frozenset(entry.some_of("acknowledges", FEELINGS)),
        when=entry.patterns("when"),
        learned=entry.flag("learned") if entry.has("learned") else False,
        after=frozenset(entry.texts("after")),
        at=frozenset(entry.some_of("at", STAGES)),
        unless=entry.patterns("unless"),
        never_at=frozenset(entry.some_of("never_at", STAGES)),
        never_in=frozenset(entry.texts("never_in")),
        to=entry.texts("to"),
        elsewhere=entry.flag("elsewhere") if entry.has("elsewhere") else False,
        asked=entry.texts("asked"),
        first=entry.flag("first") if entry.has("first") else False,
        listens=entry.flag("listens") if entry.has("listens") else False,
        yields=entry.flag("yields") if entry.has("yields") else False,
        asks_day=entry.optional_text("asks_day"),
        leads=entry.optional_text("leads"),
        guess=entry.optional_text("guess"),
        no_guess=entry.one_of("no_guess", NO_GUESS) if entry.has("no_guess") else None,
        person=entry.one_of("person", ("eviction", "other", "objection"), default="eviction"),
        file=entry.file,
    )


def _variant(entry: Entry, buttons: tuple[Button, ...]) -> AnswerVariant:
    own_buttons = tuple(_button(part) for part in entry.parts("buttons"))
    texts = entry.texts("text")
    if not texts:
        raise entry.error("'text' needs at least one wording (geen enkele tekst)")
    return AnswerVariant(
        facts=entry.texts("facts"),
        texts=texts,
        simpler=entry.optional_text("simpler"),
        timeless=entry.texts("timeless"),
        buttons=own_buttons if entry.has("buttons") else buttons,
        cites=entry.texts("cites") if entry.has("cites") else None,
    )


def _button(entry: Entry) -> Button:
    values = entry.raw.get("values") or {}
    if not isinstance(values, dict):
        raise entry.error("'values' must map names to texts (hoort namen met teksten te zijn)")
    return Button(entry.text("title"), entry.text("intent"), tuple((str(k), str(v)) for k, v in values.items()))


def _danger(entry: Entry) -> DangerReply:
    return DangerReply(
        kind=entry.one_of("kind", DANGERS),
        intents=entry.texts("intents"),
        facts=entry.texts("facts"),
        text=entry.text("text"),
        beside=entry.text("beside"),
        again=entry.texts("again"),
        closed=entry.optional_text("closed"),
        closed_again=entry.texts("closed_again"),
        quiet=entry.optional_text("quiet") or "",
        check=entry.optional_text("check") or "",
        checked_by=entry.optional_text("checked_by"),
    )


def _feeling(entry: Entry) -> tuple[str, ...]:
    entry.one_of("id", FEELINGS)
    return entry.texts("text")


def _line(entry: Entry) -> ConversationLine:
    return ConversationLine(id=entry.id, texts=entry.texts("text"))


def _language(entry: Entry) -> LanguageLines:
    return LanguageLines(
        code=entry.text("code"),
        name=entry.text("name"),
        native_checked=entry.flag("native_checked"),
        lines=entry.texts("lines"),
        again=entry.optional_text("again"),
    )


def _intent(entry: Entry) -> IntentName:
    return IntentName(
        intent=entry.text("intent"),
        group=entry.text("group"),
        label=entry.text("label"),
        guess=entry.text("guess"),
    )


def _claim(entry: Entry) -> ForbiddenClaim:
    return ForbiddenClaim(entry.id, entry.text("never"), entry.text("why"), entry.patterns("patterns"))


def _office_word(entry: Entry) -> OfficeWord:
    return OfficeWord(word=entry.text("word"), plain=entry.text("plain"))


# ── many entries ──────────────────────────────────────────────────────────────────────────────────


def _background(file: Path) -> Mapping[str, BackgroundFact]:
    """Facts put aside, a group of them under one reason. A folder without the file puts none aside."""
    groups = read_entries(file, "groups") if file.exists() else ()
    return {
        fact: BackgroundFact(fact, group.text("reason"), group.day("reviewed_on"))
        for group in groups
        for fact in group.texts("facts")
    }


def _read_all(
    files: Iterable[Path], top_key: str, build: Callable[[Entry], Model], key: str = "id"
) -> Iterable[tuple[Entry, Model]]:
    for file in files:
        for entry in read_entries(file, top_key, key):
            yield entry, build(entry)


def _by_id(pairs: Iterable[tuple[Entry, Model]]) -> Mapping[str, Model]:
    found: dict[str, Model] = {}
    for entry, model in pairs:
        if entry.id in found:
            raise entry.error("this id is used twice (deze id staat er al)")
        found[entry.id] = model
    return found


def _values(files: Iterable[Path], top_key: str, build: Callable[[Entry], Model], key: str = "id") -> Iterable[Model]:
    return _by_id(_read_all(files, top_key, build, key)).values()


__all__ = ["ContentError", "load_knowledge"]
