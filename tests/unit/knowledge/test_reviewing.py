"""What of the content a person has to look over."""

from dataclasses import replace
from datetime import date, timedelta

from bot.knowledge.loading import load_knowledge
from bot.knowledge.models import Fact, Source
from bot.knowledge.reviewing import AHEAD, Narrowed, Standing, Use, review, standing_of
from bot.settings import PROJECT

TODAY = date(2026, 11, 23)
KNOWLEDGE = load_knowledge(PROJECT / "content")


def fact(**values: object) -> Fact:
    base = Fact(
        id="f",
        statement="Iets.",
        basis=None,
        sources=(Source("bron", "https://example.nl"),),
        checked_on=date(2026, 1, 1),
        source_date=None,
        valid_from=None,
        valid_until=None,
        next_review=date(2027, 11, 1),
        volatility="yearly",
        confirmed=True,
    )
    return replace(base, **values)  # type: ignore[arg-type]


def test_the_list_is_narrowed_by_standing_room_volatility_and_use() -> None:
    whole = review(KNOWLEDGE, date(2027, 1, 2))
    for narrowed in (
        Narrowed(standing=Standing.PAST),
        Narrowed(room="benefits"),
        Narrowed(volatility="volatile"),
        Narrowed(used=True),
    ):
        shown = whole.narrowed(narrowed)
        assert 0 < len(shown.facts) < len(whole.facts)
        assert all(narrowed.takes(one) for one in shown.facts)
    assert whole.narrowed(Narrowed()) == whole
    assert sum(whole.rooms.values()) == len(whole.facts)
    assert list(whole.rooms.values()) == sorted(whole.rooms.values(), reverse=True)


def test_a_fact_far_from_its_day_needs_nobody() -> None:
    assert standing_of(fact(), TODAY) is None


def test_a_fact_is_on_the_list_from_so_many_days_ahead_and_past_after_its_day() -> None:
    assert standing_of(fact(next_review=TODAY + AHEAD), TODAY) is Standing.SOON
    assert standing_of(fact(next_review=TODAY + AHEAD + timedelta(days=1)), TODAY) is None
    assert standing_of(fact(next_review=TODAY), TODAY) is Standing.SOON
    assert standing_of(fact(next_review=TODAY - timedelta(days=1)), TODAY) is Standing.PAST


def test_a_fact_whose_end_comes_first_is_due_by_that_end() -> None:
    assert standing_of(fact(valid_until=date(2026, 12, 31)), TODAY) is Standing.SOON
    assert standing_of(fact(valid_until=date(2026, 11, 22)), TODAY) is Standing.PAST


def test_a_fact_of_next_year_waits_for_its_day() -> None:
    assert standing_of(fact(valid_from=date(2027, 1, 1)), TODAY) is None


def test_an_unconfirmed_fact_is_always_on_the_list() -> None:
    assert standing_of(fact(confirmed=False), TODAY) is Standing.UNCONFIRMED


def test_what_rests_on_a_fact_is_named_the_dangers_first() -> None:
    late = TODAY + timedelta(days=4000)
    found = {one.fact.id: one for one in review(KNOWLEDGE, late).facts}
    [suicide] = [danger for danger in KNOWLEDGE.dangers.values() if danger.kind == "suicide"]
    uses = found[suicide.facts[0]].uses
    assert uses[0] == Use("dangers", "suicide")
    answer = next(a for a in KNOWLEDGE.answers if a.general.facts)
    assert Use(answer.id, answer.topic_title) in found[answer.general.facts[0]].uses
    assert len(set(uses)) == len(uses)


def test_texts_outside_the_answers_count_too() -> None:
    some = next(iter(KNOWLEDGE.facts.values()))
    found = review(KNOWLEDGE, TODAY + timedelta(days=4000), [("letters, dagvaarding", some.id)])
    [one] = [one for one in found.facts if one.fact.id == some.id]
    assert Use("letters, dagvaarding", "letters, dagvaarding") in one.uses


def test_nothing_is_lost_when_everything_is_past() -> None:
    found = review(KNOWLEDGE, TODAY + timedelta(days=4000))
    assert len(found.facts) == len(KNOWLEDGE.facts)
    assert found.facts == tuple(sorted(found.facts, key=lambda one: list(Standing).index(one.standing)))


def test_a_text_that_a_professional_read_is_off_the_list() -> None:
    kind = next(iter(KNOWLEDGE.dangers))
    checked = replace(KNOWLEDGE.dangers[kind], checked_by="N. Naam, crisisdienst, 3 december 2026")
    knowledge = replace(KNOWLEDGE, dangers={**KNOWLEDGE.dangers, kind: checked})
    assert kind not in {danger.kind for danger in review(knowledge, TODAY).dangers}
    assert kind in {danger.kind for danger in review(KNOWLEDGE, TODAY).dangers}
