"""The ladder's rules: which proofs reach what, how long it lasts, when a guess must wait, where a code goes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity import rules
from bot.identity.claims import Candidate, claimed
from bot.identity.rules import Contact, Device, Level, Proof, Scope, Step, Way

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
BOTH = frozenset(Way)
A, B, C = (UUID(int=number) for number in (1, 2, 3))

PROOFS = st.frozensets(st.sampled_from(Proof))
SECONDS = st.lists(st.integers(0, 30 * 3600), max_size=60)


def before(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("proofs", "level"),
    [
        ("", Level.NONE),
        ("linked", Level.NONE),
        ("number birth_date", Level.NONE),
        ("number code", Level.NONE),
        ("linked number", Level.NONE),
        ("linked birth_date", Level.OWN),
        ("linked code", Level.OWN),
        ("number birth_date code", Level.OWN),
        ("number birth_date code second_code", Level.HIGH),
        ("linked number birth_date code", Level.HIGH),
    ],
)
def test_proofs_reach_a_level_together(proofs: str, level: Level) -> None:
    assert rules.level_reached(Proof(name) for name in proofs.split()) is level


@given(PROOFS, PROOFS)
def test_more_proofs_never_reach_less(some: frozenset[Proof], more: frozenset[Proof]) -> None:
    assert rules.level_reached(some | more) >= rules.level_reached(some)


@given(PROOFS)
def test_one_guessable_thing_alone_never_reaches_anything(proofs: frozenset[Proof]) -> None:
    """What stands on a letter and a birthday card is not enough without a telephone or mailbox."""
    if not proofs & {Proof.LINKED, Proof.CODE}:
        assert rules.level_reached(proofs) is Level.NONE


@given(st.sampled_from([Level.OWN, Level.HIGH]), st.booleans())
def test_answering_every_question_reaches_the_level(wanted: Level, linked: bool) -> None:
    have = {Proof.LINKED} if linked else set()
    while (asked := rules.next_proof(wanted, have)) is not None:
        assert asked not in have
        have.add(asked)
    assert rules.level_reached(have) >= wanted


def test_an_address_that_is_known_asks_one_thing_and_a_stranger_three() -> None:
    assert rules.next_proof(Level.OWN, {Proof.LINKED}) is Proof.BIRTH_DATE
    assert rules.next_proof(Level.OWN, {Proof.LINKED}, without={Proof.BIRTH_DATE}) is Proof.CODE
    assert rules.next_proof(Level.OWN, ()) is Proof.NUMBER
    assert rules.next_proof(Level.OWN, (), without={Proof.CODE}) is None


@given(st.sampled_from([Level.OWN, Level.HIGH]), st.sampled_from(Device), SECONDS, st.integers(0, 30 * 3600))
def test_no_level_outlives_its_longest_or_a_silence(proven: Level, device: Device, gaps: list[int], ago: int) -> None:
    proven_at = before(ago)
    turns = [before(gap) for gap in gaps]
    left = rules.level_now(proven, proven_at, turns, NOW, device)
    assert left <= proven
    if left is not Level.NONE:
        lasting = rules.LASTS[left, device]
        assert NOW - proven_at <= lasting.longest
        moments = sorted([proven_at, NOW, *(turn for turn in turns if proven_at < turn < NOW)])
        assert max(b - a for a, b in zip(moments, moments[1:], strict=False)) <= lasting.idle


def test_a_silence_ends_it_also_when_somebody_goes_on_talking_afterwards() -> None:
    minutes = [40, 39, 20, 1]
    turns = [before(60 * minute) for minute in minutes]
    assert rules.level_now(Level.OWN, before(60 * 45), turns, NOW, Device.BROWSER) is Level.NONE
    assert rules.level_now(Level.OWN, before(60 * 45), turns, NOW, Device.PERSONAL) is Level.OWN
    assert rules.level_now(Level.OWN, before(60 * 6), (), NOW, Device.SHARED) is Level.NONE


def test_the_higher_level_ends_first() -> None:
    assert rules.level_now(Level.HIGH, before(60 * 4), (), NOW, Device.BROWSER) is Level.HIGH
    assert rules.level_now(Level.HIGH, before(60 * 6), (), NOW, Device.BROWSER) is Level.OWN


@given(st.sampled_from(Step), st.dictionaries(st.sampled_from(Scope), SECONDS))
def test_a_wait_ends_and_is_never_longer_than_a_day(step: Step, made: dict[Scope, list[int]]) -> None:
    tries = {scope: [before(seconds) for seconds in ago] for scope, ago in made.items()}
    until = rules.wait_until(step, tries, NOW)
    if until is not None:
        assert NOW < until <= NOW + timedelta(days=1)


@given(st.sampled_from(list(rules.LIMITS)), st.integers(1, 300))
def test_whoever_always_waits_as_told_stays_within_every_limit(key: tuple[Step, Scope], pace: int) -> None:
    step, scope = key
    now, made = NOW, list[datetime]()
    while len(made) < 40:
        until = rules.wait_until(step, {scope: made}, now)
        if until is None:
            made.append(now)
        now = until or now + timedelta(seconds=pace)
    for limit in rules.LIMITS[key]:
        for moment in made:
            assert sum(moment - limit.within < other <= moment for other in made) <= limit.most


def test_a_typing_error_costs_nothing_and_guessing_costs_ever_more() -> None:
    def wait(tries: int) -> timedelta:
        return (rules.wait_until(Step.CLAIM, {Scope.NUMBER: [NOW] * tries}, NOW) or NOW) - NOW

    waits = [wait(tries) for tries in range(8)]
    assert waits[:3] == [timedelta(0)] * 3
    assert waits == sorted(waits)
    assert waits[6] == timedelta(hours=1)


def test_guesses_in_a_day_have_a_chance_of_less_than_one_in_ten_thousand() -> None:
    per_day = max(limit.most for limit in rules.LIMITS[Step.CODE, Scope.CLAIM])
    assert per_day / 10**rules.CODE_DIGITS < 1e-4


@given(st.integers(0, 999_999))
def test_a_code_has_six_digits_and_its_digest_tells_none_of_them(number: int) -> None:
    code = rules.code_from(number)
    assert rules.is_code(code)
    assert rules.same(rules.digest(b"k", "code", "c", code), rules.digest(b"k", "code", "c", code))
    assert rules.digest(b"k", "code", "c", code) != rules.digest(b"other", "code", "c", code)
    assert rules.digest(b"k", "code", "c", code) != rules.digest(b"k", "code", "d", code)


@pytest.mark.parametrize("number", [-1, 10**6])
def test_no_code_is_made_of_another_number(number: int) -> None:
    with pytest.raises(ValueError, match="below a million"):
        rules.code_from(number)


@pytest.mark.parametrize("text", ["12345", "1234567", "12345a", "١٢٣٤٥٦", ""])
def test_what_has_not_six_plain_digits_is_no_code(text: str) -> None:
    assert not rules.is_code(text)


def contact(way: Way, value: str, *, days: int = 0, shared: bool = False, mobile: bool = True) -> Contact:
    return Contact(way, value, NOW - timedelta(days=days), shared, mobile)


@pytest.mark.parametrize(
    ("contacts", "wanted", "goes_to"),
    [
        ([contact(Way.EMAIL, "e"), contact(Way.SMS, "old", days=9), contact(Way.SMS, "new")], None, "new"),
        ([contact(Way.EMAIL, "e"), contact(Way.SMS, "p")], Way.EMAIL, "e"),
        ([contact(Way.EMAIL, "e"), contact(Way.SMS, "p", shared=True)], None, "e"),
        ([contact(Way.EMAIL, "e"), contact(Way.SMS, "desk", mobile=False)], None, "e"),
        ([contact(Way.SMS, "mine")], None, None),
        ([], None, None),
    ],
)
def test_a_code_goes_where_only_this_person_reads_it(
    contacts: list[Contact], wanted: Way | None, goes_to: str | None
) -> None:
    found = rules.destination(contacts, wanted=wanted, available=BOTH, writes_from="mine")
    assert (found.value if found else None) == goes_to


def test_a_code_goes_by_no_way_that_is_switched_off() -> None:
    assert rules.destination([contact(Way.SMS, "p")], wanted=None, available=frozenset(), writes_from=None) is None


def test_a_claim_fits_one_person_or_nobody() -> None:
    assert claimed([]) is None
    assert claimed([Candidate(A), Candidate(B)]) is None
    assert claimed([Candidate(A), Candidate(B, C)]) is None
    assert claimed([Candidate(A, B), Candidate(A)]) == Candidate(A)
    assert claimed([Candidate(A, B)]) == Candidate(A, B)
