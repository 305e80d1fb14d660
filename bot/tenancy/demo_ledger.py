"""From a story to a year of bookings, and to the day of each step of the landlord. Pure; amounts in cents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.handoff.rules import MONTHS
from bot.tenancy import rules
from bot.tenancy.demo_files import DemoArrangement, DemoDataError, DemoStory, DemoTenant, LooseBooking
from bot.tenancy.models import EntryKind, Stage

MONTHS_OF_LEDGER = 12
#: A rent that fell due more recently than this is not called missed yet, so that a demo on the 2nd makes sense.
MONTH_ZERO_AFTER_DAYS = 10
#: Days between the oldest unpaid due date and each step of the demo corporation.
STEP_AFTER_DAYS = {
    Stage.REMINDER: 10,
    Stage.FORMAL_NOTICE: 24,
    Stage.COLLECTION: 45,
    Stage.SUMMONS: 75,
    Stage.JUDGMENT: 120,
    Stage.EVICTION_NOTICE: 180,
}
STAGES = tuple(Stage)
REVERSED_AFTER = timedelta(days=5)
#: Made-up amounts for the court and the bailiff; collection costs follow the legal scale of its lowest band.
COURT_COSTS_CENTS = 64250
SERVICE_COSTS_CENTS = 13671
COLLECTION_COSTS_PERCENT = 15
COLLECTION_COSTS_MINIMUM_CENTS = 4000


@dataclass(frozen=True)
class Booking:
    """A line of the ledger to be; below zero is money in."""

    entry: rules.Entry
    description: str


@dataclass(frozen=True)
class History:
    """All that a tenant's story comes down to on one day."""

    started_on: date
    bookings: tuple[Booking, ...]
    stage_since: date | None
    #: When the file went to collection, for those who came that far.
    collection_since: date | None


def history(tenant: DemoTenant, story: DemoStory, today: date) -> History:
    """The ledger up to and including `today`. Raises DemoDataError where the stage does not fit the payments."""
    started = tenant.started_on or months_back(today, tenant.started_months_ago or 0)
    year = _Year(tenant, story, started, today)
    bookings = [booking for booking in year.bookings() if booking.entry.due_on <= today]
    if tenant.stage is Stage.NONE:
        return History(started, _sorted(bookings), None, None)
    entries = [booking.entry for booking in bookings]
    oldest = rules.settle(entries).oldest_open
    if oldest is None or step_on(tenant.stage, oldest) > today:
        raise DemoDataError(
            f"huurder {tenant.number}: stand '{tenant.stage}' past niet bij het verhaal '{tenant.story}'"
        )
    notice_on = step_on(Stage.FORMAL_NOTICE, oldest)
    claimed = rules.settle(entry for entry in entries if entry.due_on <= notice_on).open_cents
    bookings += _costs(tenant.stage, oldest, claimed)
    collected = STAGES.index(tenant.stage) >= STAGES.index(Stage.COLLECTION)
    since = step_on(Stage.COLLECTION, oldest) if collected else None
    return History(started, _sorted(bookings), step_on(tenant.stage, oldest), since)


def step_on(stage: Stage, oldest_open: date) -> date:
    """The day on which the demo corporation takes this step."""
    return oldest_open + timedelta(days=STEP_AFTER_DAYS[stage])


def months_back(day: date, count: int) -> date:
    """The first of the month, `count` calendar months before the day's own."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def month_zero(today: date) -> date:
    """Due date of the last rent that was due ten or more days ago."""
    return (today - timedelta(days=MONTH_ZERO_AFTER_DAYS)).replace(day=1)


def collection_costs(principal_cents: int) -> int:
    """Legal collection costs over a principal of at most € 2,500, without VAT."""
    return max(COLLECTION_COSTS_MINIMUM_CENTS, (principal_cents * COLLECTION_COSTS_PERCENT + 50) // 100)


@dataclass(frozen=True)
class _Year:
    tenant: DemoTenant
    story: DemoStory
    started: date
    today: date

    def bookings(self) -> Iterator[Booking]:
        for back in reversed(range(MONTHS_OF_LEDGER)):
            due = months_back(self.today, back)
            if due >= self.started.replace(day=1):
                yield from self._month(due)
        for number, loose in enumerate(self.story.loose, 1):
            yield self._loose(loose, number)
        for number, arrangement in enumerate(self.story.arrangements, 1):
            yield from self._instalments(arrangement, number)

    def _rent(self, due: date) -> int:
        """Cents a month; the rent rose on the last first of July."""
        july = date(self.today.year - (self.today.month < 7), 7, 1)
        earlier = self.tenant.earlier_rent_cents
        return earlier if earlier and due < july else self.tenant.rent_cents

    def _due(self, months_ago: int) -> date:
        return months_back(month_zero(self.today), months_ago)

    def _month(self, due: date) -> Iterator[Booking]:
        """The rent of a month, what was paid of it, and what the bank took back."""
        zero = month_zero(self.today)
        # A rent that is newer than month 0 is treated like month 0: who is out of work stays so.
        ago = max(0, (zero.year - due.year) * 12 + zero.month - due.month)
        month = f"{MONTHS[due.month - 1]} {due.year}"
        rent, key = self._rent(due), f"huur-{due:%Y-%m}"
        yield _booking(key, EntryKind.RENT, rent, due, f"Huur {month}")
        if ago in self.story.unpaid:
            return
        paid = rent * self.story.shares.get(ago, 100) // 100
        on = due + timedelta(days=self._days_after(ago))
        way = "Automatische incasso" if self.tenant.direct_debit else "Betaling"
        payment = f"{key}{rules.SETTLES}betaling"
        yield _booking(payment, EntryKind.PAYMENT, -paid, on, f"{way} huur {month}")
        if ago in self.story.reversed:
            back = f"{payment}{rules.SETTLES}terug"
            note = f"Automatische incasso huur {month} teruggeboekt: te weinig saldo"
            yield _booking(back, EntryKind.REVERSAL, paid, on + REVERSED_AFTER, note)

    def _days_after(self, ago: int) -> int:
        usual = self.tenant.income_day - 1 if self.story.on_income_day else self.story.days_after
        return self.story.late.get(ago, usual)

    def _loose(self, loose: LooseBooking, number: int) -> Booking:
        due = self._due(loose.months_ago)
        cents = loose.cents or self._rent(due) * (loose.percent or 0) // 100
        sign = 1 if loose.kind is EntryKind.COST else -1
        on = due + timedelta(days=loose.days_after)
        return _booking(f"los-{number}", EntryKind(loose.kind), sign * cents, on, loose.description)

    def _instalments(self, arrangement: DemoArrangement, number: int) -> Iterator[Booking]:
        """The terms that were kept; equal, and the last one absorbs the rounding."""
        total = sum(self._rent(self._due(ago)) for ago in arrangement.of)
        each = total // arrangement.terms
        for term in range(1, arrangement.kept + 1):
            cents = each if term < arrangement.terms else total - each * (arrangement.terms - 1)
            on = self._due(arrangement.first - term + 1) + timedelta(days=self.tenant.income_day - 1)
            note = f"Termijn {term} van {arrangement.terms}, betalingsregeling"
            yield _booking(f"regeling-{number}-{term}", EntryKind.PAYMENT, -cents, on, note)


def _costs(stage: Stage, oldest: date, claimed_cents: int) -> Iterator[Booking]:
    """What each step so far has cost the tenant; `claimed_cents` is what the formal notice asked for."""
    steps = (
        (Stage.COLLECTION, collection_costs(claimed_cents), "Incassokosten"),
        (Stage.JUDGMENT, COURT_COSTS_CENTS, "Proceskosten volgens het vonnis"),
        (Stage.EVICTION_NOTICE, SERVICE_COSTS_CENTS, "Kosten van de deurwaarder voor het brengen van het vonnis"),
    )
    for step, cents, note in steps:
        if STAGES.index(stage) >= STAGES.index(step):
            yield _booking(f"kosten-{step}", EntryKind.COST, cents, step_on(step, oldest), note)


def _booking(key: str, kind: EntryKind, cents: int, on: date, description: str) -> Booking:
    return Booking(rules.Entry(key, kind, cents, on), description)


def _sorted(bookings: Sequence[Booking]) -> tuple[Booking, ...]:
    return tuple(sorted(bookings, key=lambda booking: (booking.entry.due_on, booking.entry.key)))
