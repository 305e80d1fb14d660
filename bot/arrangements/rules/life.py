"""The life of an agreement: which states there are, what leads from one to the next, and what a day does to it.

Nothing lives without an explicit yes to the very text that was shown. What has ended stays ended.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from bot.arrangements.rules.policy import Breach


class State(enum.StrEnum):
    #: Somebody made a plan; nobody has looked yet.
    PROPOSED = "proposed"
    AWAITING_APPROVAL = "awaiting_approval"
    #: On the table, with its text, for the tenant's yes.
    OFFERED = "offered"
    ACTIVE = "active"
    #: An instalment was missed, or the tenant said that it will be.
    AT_RISK = "at_risk"
    COMPLETED = "completed"
    BROKEN = "broken"
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN = frozenset({State.PROPOSED, State.AWAITING_APPROVAL, State.OFFERED})
LIVE = frozenset({State.ACTIVE, State.AT_RISK})
#: Once lived: these carry a yes.
CONSENTED = LIVE | {State.COMPLETED, State.BROKEN, State.ENDED}
OVER = frozenset(State) - OPEN - LIVE
NOBODY_ASKED: Mapping[int, date] = MappingProxyType({})


class Event(enum.StrEnum):
    ASK_APPROVAL = "ask_approval"
    OFFER = "offer"
    APPROVE = "approve"
    DECLINE = "decline"
    AGREE = "agree"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    MISS = "miss"
    TROUBLE = "trouble"
    RECOVER = "recover"
    COMPLETE = "complete"
    BREAK = "break"
    END = "end"


class EndReason(enum.StrEnum):
    """Why an agreement is over."""

    KEPT = "kept"
    EARLY_PAYOFF = "early_payoff"
    BREACH = "breach"
    RENEGOTIATED = "renegotiated"
    MOVED = "moved"
    DEATH = "death"
    ADMINISTRATOR = "administrator"
    DEBT_SCHEME = "debt_scheme"
    AGREED_OTHERWISE = "agreed_otherwise"


#: What a person may give as a reason to end a living agreement; the others follow from what happens.
BY_HAND = frozenset(
    {EndReason.MOVED, EndReason.DEATH, EndReason.ADMINISTRATOR, EndReason.DEBT_SCHEME, EndReason.AGREED_OTHERWISE}
)

TRANSITIONS: dict[tuple[State, Event], State] = {
    (State.PROPOSED, Event.ASK_APPROVAL): State.AWAITING_APPROVAL,
    (State.PROPOSED, Event.OFFER): State.OFFERED,
    (State.AWAITING_APPROVAL, Event.APPROVE): State.OFFERED,
    (State.AWAITING_APPROVAL, Event.DECLINE): State.DECLINED,
    (State.AWAITING_APPROVAL, Event.WITHDRAW): State.WITHDRAWN,
    (State.OFFERED, Event.AGREE): State.ACTIVE,
    (State.OFFERED, Event.WITHDRAW): State.WITHDRAWN,
    (State.OFFERED, Event.EXPIRE): State.EXPIRED,
    (State.ACTIVE, Event.MISS): State.AT_RISK,
    (State.ACTIVE, Event.TROUBLE): State.AT_RISK,
    (State.ACTIVE, Event.COMPLETE): State.COMPLETED,
    (State.ACTIVE, Event.END): State.ENDED,
    (State.AT_RISK, Event.TROUBLE): State.AT_RISK,
    (State.AT_RISK, Event.RECOVER): State.ACTIVE,
    (State.AT_RISK, Event.COMPLETE): State.COMPLETED,
    (State.AT_RISK, Event.BREAK): State.BROKEN,
    (State.AT_RISK, Event.END): State.ENDED,
}


class NotNow(Exception):
    """This cannot happen to an agreement in this state."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{event} kan niet bij {state}")
        self.state = state
        self.event = event


class OtherText(Exception):
    """The yes was to another text than the one that is offered; it has to be shown again."""


class OfferExpired(Exception):
    """The offer's last day has passed."""


def after(state: State, event: Event) -> State:
    """The state that follows. Raises NotNow."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise NotNow(state, event) from None


@dataclass(frozen=True)
class Held:
    """An instalment and what has come in for it. Amounts in cents, `0 <= paid <= amount`."""

    number: int
    due_on: date
    amount_cents: int
    paid_cents: int = 0
    #: The day on which it was fully paid.
    paid_on: date | None = None

    @property
    def open_cents(self) -> int:
        return self.amount_cents - self.paid_cents

    @property
    def is_paid(self) -> bool:
        return self.paid_cents >= self.amount_cents


@dataclass(frozen=True)
class Life:
    """An agreement as far as its life goes. Every step gives a new one."""

    state: State
    terms: tuple[Held, ...]
    text_digest: str
    valid_until: date
    consent_digest: str | None = None
    end_reason: EndReason | None = None
    #: Number of the instalment that the tenant said will not work.
    trouble: int | None = None

    @property
    def total_cents(self) -> int:
        return sum(term.amount_cents for term in self.terms)

    @property
    def open_cents(self) -> int:
        return sum(term.open_cents for term in self.terms)

    @property
    def next_term(self) -> Held | None:
        """The first that is not fully paid."""
        return next((term for term in self.terms if not term.is_paid), None)

    def step(self, event: Event) -> "Life":
        """Raises NotNow. A yes and an end have their own ways: they need more than the event."""
        return replace(self, state=after(self.state, event))

    def agree(self, shown_digest: str, today: date) -> "Life":
        """The tenant's explicit yes to a text, told by its digest. Raises NotNow, OtherText, OfferExpired."""
        agreed = self.step(Event.AGREE)
        if today > self.valid_until:
            raise OfferExpired
        if shown_digest != self.text_digest:
            raise OtherText
        return replace(agreed, consent_digest=shown_digest)

    def end(self, reason: EndReason) -> "Life":
        return replace(self.step(Event.END), end_reason=reason)

    def break_off(self) -> "Life":
        return replace(self.step(Event.BREAK), end_reason=EndReason.BREACH)

    def report_trouble(self, number: int) -> "Life":
        """This instalment will not work. Raises NotNow; LookupError when it is no open instalment of this."""
        if not any(term.number == number and not term.is_paid for term in self.terms):
            raise LookupError(number)
        return replace(self.step(Event.TROUBLE), trouble=number)

    def paid(self, terms: tuple[Held, ...], today: date) -> "Life":
        """With what the ledger says came in; done when nothing is open. The terms themselves cannot change here."""
        if [(t.number, t.due_on, t.amount_cents) for t in terms] != [
            (t.number, t.due_on, t.amount_cents) for t in self.terms
        ]:
            raise ValueError("payments do not change a plan")
        if self.state not in LIVE:
            return self
        life = replace(self, terms=terms, trouble=self._still_trouble(terms))
        if terms and not life.open_cents:
            early = today < terms[-1].due_on
            reason = EndReason.EARLY_PAYOFF if early and len(terms) > 1 else EndReason.KEPT
            return replace(life.step(Event.COMPLETE), end_reason=reason)
        return life

    def _still_trouble(self, terms: tuple[Held, ...]) -> int | None:
        return next((t.number for t in terms if t.number == self.trouble and not t.is_paid), None)

    def missed(self, breach: Breach, today: date) -> tuple[Held, ...]:
        """Open instalments whose days of grace have passed."""
        grace = timedelta(days=breach.grace_days)
        return tuple(term for term in self.terms if not term.is_paid and today > term.due_on + grace)

    def breaks(self, breach: Breach, today: date, rent_missed: bool = False) -> bool:
        """Whether so much was missed that the policy lets it end."""
        if self.state not in LIVE:
            return False
        rent = 1 if rent_missed and breach.running_rent_counts else 0
        return len(self.missed(breach, today)) + rent >= breach.missed

    def breaks_by_itself(self, breach: Breach, today: date, asked: Mapping[int, date]) -> bool:
        """Whether so many instalments stayed open after our question that the policy ends it without a person.

        `asked`: per instalment the day on which we asked what is going on, or a person was asked because we could not.
        Nobody asks about the running rent, so that alone never ends it: there a person decides.
        """
        if breach.decided_by != "automatic" or self.state not in LIVE:
            return False
        answer = timedelta(days=breach.answer_days)
        missed = self.missed(breach, today)
        unanswered = [term for term in missed if term.number in asked and today > asked[term.number] + answer]
        return len(unanswered) >= breach.missed

    def day(
        self,
        today: date,
        breach: Breach,
        *,
        rent_missed: bool = False,
        halted: bool = False,
        asked: Mapping[int, date] = NOBODY_ASKED,
    ) -> "Life":
        """What the turn of a day does: offers lapse, misses put at risk, catching up recovers.

        It breaks by itself only where the policy says so and after we asked (`asked`, see `breaks_by_itself`), and
        never while something halts us (a danger, a dispute, an administrator): then a person decides.
        """
        if self.state is State.OFFERED and today > self.valid_until:
            return self.step(Event.EXPIRE)
        if self.state not in LIVE:
            return self
        behind = bool(self.missed(breach, today)) or (rent_missed and breach.running_rent_counts)
        life = self
        if behind and life.state is State.ACTIVE:
            life = life.step(Event.MISS)
        if not behind and life.trouble is None and life.state is State.AT_RISK:
            return life.step(Event.RECOVER)
        if not halted and life.breaks_by_itself(breach, today, asked):
            return life.break_off()
        return life
