"""The life of an agreement under random events and jumps of the clock."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from bot.arrangements.rules import changes, schedule
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.life import (
    BY_HAND,
    CONSENTED,
    LIVE,
    OPEN,
    OVER,
    TRANSITIONS,
    EndReason,
    Event,
    Held,
    Life,
    NotNow,
    OfferExpired,
    OtherText,
    State,
)
from bot.arrangements.rules.matching import Ground, match
from bot.arrangements.rules.schedule import Impossible, Term, Wish
from bot.tenancy.models import EntryKind
from bot.tenancy.rules import Entry
from tests.unit.arrangements.cases import DEMO, HARSH, KIND, TODAY

RULES = DEMO.arrangement


@dataclass
class Desk:
    """What a database holds for one debt: every life there ever was, and what was paid."""

    today: date = TODAY
    lives: list[Life] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    ever: list[list[State]] = field(default_factory=list)


class AnyLife(RuleBasedStateMachine):
    """Proposals, yeses, payments, misses, changes, ends and jumps of the clock, in any order."""

    offers = Bundle("offers")

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()

    def put(self, place: int, life: Life) -> None:
        before = self.desk.lives[place].state
        if life.state is not before:
            # Several steps may be taken at once; the first of them leaves from where it was.
            assert before not in OVER
            self.desk.ever[place].append(life.state)
        self.desk.lives[place] = life

    def live(self) -> int | None:
        places = [place for place, life in enumerate(self.desk.lives) if life.state in LIVE]
        return places[0] if places else None

    @rule(target=offers, total=st.integers(5_000, 300_000), terms=st.integers(2, 9), approve=st.booleans())
    def propose(self, total: int, terms: int, approve: bool) -> int:
        try:
            plan = schedule.arrange(RULES, Wish(terms=terms), total, self.desk.today, 24)
        except Impossible:
            return -1
        return self.lay_down(plan.terms, approve)

    def lay_down(self, terms: tuple[Term, ...], approve: bool) -> int:
        for place, lying in enumerate(self.desk.lives):
            if lying.state in OPEN:
                self.put(place, lying.step(Event.WITHDRAW))
        held = tuple(Held(t.number, t.due_on, t.amount_cents) for t in terms)
        place = len(self.desk.lives)
        born = Life(State.PROPOSED, held, f"text {place}", self.desk.today + timedelta(days=7))
        self.desk.lives.append(born.step(Event.ASK_APPROVAL if approve else Event.OFFER))
        self.desk.ever.append([self.desk.lives[-1].state])
        self.desk.totals.append(born.total_cents)
        counted = frozenset(entry.key for entry in self.desk.entries)
        self.desk.grounds.append(Ground(frozenset(), counted, self.desk.today))
        return place

    @rule(place=offers, event=st.sampled_from([Event.APPROVE, Event.DECLINE, Event.WITHDRAW]))
    def decide(self, place: int, event: Event) -> None:
        if place >= 0 and (self.desk.lives[place].state, event) in TRANSITIONS:
            self.put(place, self.desk.lives[place].step(event))

    @rule(place=offers, right=st.booleans())
    def say_yes(self, place: int, right: bool) -> None:
        """As the service does: refused while another lives, which a change replaces in the same moment."""
        if place < 0:
            return
        life, living = self.desk.lives[place], self.live()
        try:
            agreed = life.agree(life.text_digest if right else "something else", self.desk.today)
        except (NotNow, OtherText, OfferExpired):
            return
        assert right
        if living is not None:
            self.put(living, self.desk.lives[living].end(EndReason.RENEGOTIATED))
        self.desk.grounds[place] = Ground(
            frozenset(), frozenset(entry.key for entry in self.desk.entries), self.desk.today
        )
        self.put(place, agreed)

    @precondition(lambda self: self.live() is not None)
    @rule(cents=st.integers(1, 60_000))
    def pay(self, cents: int) -> None:
        key = f"p{len(self.desk.entries)}"
        self.desk.entries.append(Entry(key, EntryKind.PAYMENT, -cents, self.desk.today))
        self.lay_payments()

    @precondition(lambda self: self.live() is not None)
    @rule()
    def pay_the_next(self) -> None:
        place = self.live()
        assert place is not None
        term = self.desk.lives[place].next_term
        assert term is not None
        self.pay(term.open_cents)

    @precondition(lambda self: bool(self.desk.entries))
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.desk.entries))
        key = f"{entry.key}::back"
        if "::" not in entry.key and key not in {e.key for e in self.desk.entries}:
            self.desk.entries.append(Entry(key, EntryKind.REVERSAL, -entry.amount_cents, self.desk.today))
            self.lay_payments()

    def lay_payments(self) -> None:
        place = self.live()
        if place is not None:
            life = self.desk.lives[place]
            found = match(life.terms, self.desk.grounds[place], self.desk.entries)
            self.put(place, life.paid(found.terms, self.desk.today))

    @rule(days=st.integers(0, 70), harsh=st.booleans(), halted=st.booleans(), rent=st.booleans(), asked=st.booleans())
    def time_passes(self, days: int, harsh: bool, halted: bool, rent: bool, asked: bool) -> None:
        said = self.desk.today
        self.desk.today += timedelta(days=days)
        today, breach = self.desk.today, HARSH if harsh else KIND
        for place, life in enumerate(self.desk.lives):
            questions = {term.number: said for term in life.terms} if asked else {}
            after = life.day(today, breach, rent_missed=rent, halted=halted, asked=questions)
            assert asked or life.state is State.BROKEN or after.state is not State.BROKEN
            self.put(place, after)

    @precondition(lambda self: self.live() is not None)
    @rule(number=st.integers(1, 9))
    def tell_trouble(self, number: int) -> None:
        place = self.live()
        assert place is not None
        life = self.desk.lives[place]
        if any(term.number == number and not term.is_paid for term in life.terms):
            self.put(place, life.report_trouble(number))

    @precondition(lambda self: self.live() is not None)
    @rule(target=offers, number=st.integers(1, 9), days=st.integers(1, 14), terms=st.integers(1, 9), move=st.booleans())
    def change(self, number: int, days: int, terms: int, move: bool) -> int:
        place = self.live()
        assert place is not None
        life = self.desk.lives[place]
        runs = changes.Running(Kind.ARRANGEMENT, self.desk.grounds[place].agreed_on, (life.terms,))
        try:
            if move:
                to = life.terms[min(number, len(life.terms)) - 1].due_on + timedelta(days=days)
                plan = changes.move(DEMO, runs, min(number, len(life.terms)), to, self.desk.today)
            else:
                plan = changes.respread(DEMO, runs, Wish(terms=terms), self.desk.today, 24)
        except Impossible:
            return -1
        assert plan.total_cents == life.open_cents
        return self.lay_down(plan.terms, approve=False)

    @precondition(lambda self: self.live() is not None)
    @rule(reason=st.sampled_from(sorted(BY_HAND)))
    def end(self, reason: EndReason) -> None:
        place = self.live()
        assert place is not None
        self.put(place, self.desk.lives[place].end(reason))

    @invariant()
    def at_most_one_lives_and_one_lies_on_the_table(self) -> None:
        assert sum(life.state in LIVE for life in self.desk.lives) <= 1
        assert sum(life.state in OPEN for life in self.desk.lives) <= 1

    @invariant()
    def nothing_ever_lived_without_a_yes_to_its_own_text(self) -> None:
        for life in self.desk.lives:
            assert (life.consent_digest is not None) == (life.state in CONSENTED)
            assert life.consent_digest in (None, life.text_digest)

    @invariant()
    def sums_never_change(self) -> None:
        for life, total in zip(self.desk.lives, self.desk.totals, strict=True):
            assert life.total_cents == total
            assert all(0 <= term.paid_cents <= term.amount_cents for term in life.terms)

    @invariant()
    def what_is_over_never_moves_again_and_says_why(self) -> None:
        for states, life in zip(self.desk.ever, self.desk.lives, strict=True):
            assert not any(state in OVER for state in states[:-1])
            once_lived = life.state in {State.COMPLETED, State.BROKEN, State.ENDED}
            assert (life.end_reason is not None) == once_lived

    @invariant()
    def done_means_that_nothing_is_open(self) -> None:
        for life in self.desk.lives:
            assert life.state is not State.COMPLETED or life.open_cents == 0
            assert life.state not in LIVE or life.open_cents > 0


TestAnyLife = AnyLife.TestCase
