"""Everything that has a name in code has words at the desk."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from bot.arrangements.disputes import FINDINGS, DisputeOutcome
from bot.arrangements.models import OF_NUDGE, Actor, EventKind
from bot.arrangements.news import By
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.facts import Fact
from bot.arrangements.rules.guarding import Hindrance, Nudge
from bot.arrangements.rules.life import EndReason, State
from bot.channels.notice_kinds import NoticeKind
from bot.conversation.models import Author, Owner
from bot.conversation.models import State as Fate
from bot.handoff.models import Reason
from bot.identity.rules import Way
from bot.settings import PROJECT
from bot.staff import channel_words, telling, texts, words
from bot.staff.agreements import Show
from bot.staff.models import Role
from bot.tenancy.importing.models import Answer, QuestionKind, RunState
from bot.tenancy.models import EntryKind, MarkerKind, Stage

#: The name of a channel in words.
TITLES = {"telegram": "Telegram", "web": "Website"}.__getitem__

WORDED: list[tuple[type[StrEnum], Mapping[str, str]]] = [
    (EventKind, words.EVENTS),
    (Nudge, words.NUDGES),
    (Nudge, words.NUDGE_EVENTS),
    (Hindrance, words.HINDRANCES),
    (State, words.STATES),
    (EndReason, words.END_REASONS),
    (Kind, words.KINDS),
    (Actor, words.ACTORS),
    (Outcome, words.OUTCOMES),
    (Fact, words.FACTS),
    (EntryKind, words.ENTRIES),
    (Stage, words.STAGES),
    (Show, words.SHOWS),
    (Show, words.SHOW_HELP),
    (Show, words.SHOW_EMPTY),
    (DisputeOutcome, words.DISPUTE_OUTCOMES),
    (By, words.WAYS),
    (Way, words.WAYS),
    (MarkerKind, texts.MARKERS),
    (Reason, texts.REASONS),
    (Owner, texts.OWNERS),
    (Author, texts.AUTHORS),
    (Fate, texts.STATES),
    (Role, texts.ROLES),
    (RunState, texts.RUN_STATES),
    (QuestionKind, texts.QUESTIONS),
    (QuestionKind, texts.QUESTION_HELP),
]


@pytest.mark.parametrize(("kinds", "told"), WORDED, ids=lambda one: getattr(one, "__name__", ""))
def test_every_kind_has_words(kinds: type[StrEnum], told: Mapping[str, str]) -> None:
    assert [kind for kind in kinds if not told.get(kind, "").strip()] == []


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_notice_of_a_channel_says_what_it_means_and_what_to_do(kind: NoticeKind) -> None:
    say = channel_words.NOTICES[kind]
    assert all((say.title, say.meaning, *say.steps))
    assert say.steps
    assert max(map(len, (say.title, say.meaning, *say.steps))) < 160


def test_every_finding_that_a_colleague_can_choose_has_words() -> None:
    assert tuple(words.DISPUTE_CHOICES) == FINDINGS


def test_every_answer_a_person_can_give_has_words() -> None:
    assert set(texts.ANSWERS) == set(Answer) - {Answer.RETURNED} if hasattr(Answer, "RETURNED") else set(Answer)


@pytest.mark.parametrize("kind", list(EventKind))
def test_an_event_is_told_in_dutch_and_not_by_its_name(kind: EventKind) -> None:
    told = telling.happened(kind.value, {}, TITLES)
    assert told == words.EVENTS[kind]
    assert "_" not in told
    assert not told.startswith("nudge")


def test_no_kind_of_event_is_written_outside_the_list() -> None:
    """Whoever notes an event takes it from the list: no bare word, which nobody would have words for."""
    noted = re.compile(r"\.note\(\s*session, \w+, [\"']")
    rooms = [*Path(PROJECT / "bot" / "arrangements").rglob("*.py"), *Path(PROJECT / "bot" / "dialogue").rglob("*.py")]
    assert [path.name for path in rooms if noted.search(path.read_text(encoding="utf-8"))] == []


def test_a_way_and_a_reason_are_told_with_an_event() -> None:
    assert (
        telling.happened("told", {"by": "web-hint+sms"}, TITLES)
        == "verteld aan de huurder (een seintje in de webchat, sms)"
    )
    assert telling.happened("told", {"by": "telegram"}, TITLES) == "verteld aan de huurder (Telegram)"
    assert (
        telling.happened(OF_NUDGE[Nudge.REMINDER], {"by": "sms", "instalment": 1}, TITLES)
        == "herinnering gestuurd (sms)"
    )
    assert "niet aan" in telling.happened("task", {"why": "Een bericht kwam niet aan."}, TITLES)
    assert telling.happened("replaced", {"by": "5b1c"}, TITLES) == "vervangen door een nieuwer voorstel"


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ("web", "Ja, via Website."),
        ("person", "Nog niet: een medewerker moet bellen."),
        ("passed", "Nee: niet meer nodig."),
        ("too_late", "Nee: te laat om nog te vertellen."),
    ],
)
def test_whether_the_tenant_heard_is_told_as_it_is(by: str, says: str) -> None:
    assert telling.heard(by, TITLES) == says
