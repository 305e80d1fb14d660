"""All lines of a file together: doubles, lines that contradict each other, and how many of what. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.tenancy.importing.lines import Booking, LeftOut, Line, LineReader, Tenancy
from bot.tenancy.rules import SETTLES

#: So many remarks are kept word for word; all are counted.
REMARKS_KEPT = 1_000


@dataclass(frozen=True)
class Remark:
    line: int
    left_out: bool
    text: str

    def __str__(self) -> str:
        return f"Regel {self.line}{' overgeslagen' if self.left_out else ''}: {self.text}"


@dataclass
class Gathering:
    """Takes lines one by one; what it gives on is free of doubles, `withdrawn` bookings apart."""

    remarks: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    #: Contract and key of bookings that were given on and that a later line contradicts: neither is taken.
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    #: Contracts of which a line was left out: what else is missing of them says nothing.
    unsure: set[str] = field(default_factory=set)
    #: A line was left out and nobody can tell whose it was.
    blind: bool = False
    _bookings: dict[tuple[str, str], tuple[int, tuple[Any, ...], str]] = field(default_factory=dict)
    _contracts: dict[str, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    _persons: dict[str, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)

    def sift(
        self,
        reader: LineReader,
        lines: Iterable[tuple[int, Sequence[str]]],
        tell: Callable[[int], None] = lambda count: None,
    ) -> Iterator[Line]:
        """The lines to stage."""
        for number, cells in lines:
            self.counts["lines"] += 1
            if self.counts["lines"] % 5_000 == 0:
                tell(self.counts["lines"])
            try:
                line = reader.read(number, cells)
            except LeftOut as problem:
                self._leave_out(number, str(problem), problem.contract)
                continue
            for note in reader.notes:
                self._remark(Remark(number, False, note))
            if self._fits(line):
                yield line

    def _fits(self, line: Line) -> bool:
        tenancy = line.tenancy
        who = tenancy.who[:4]
        first, before = self._persons.setdefault(tenancy.person, (line.number, who))
        if who != before:
            told = f"debiteur {tenancy.person} heeft hier een andere naam of geboortedatum dan op regel {first}"
            self._leave_out(line.number, told, tenancy.contract)
            return False
        facts = (tenancy.home, tenancy.terms)
        first, known = self._contracts.setdefault(tenancy.contract, (line.number, facts))
        if facts != known:
            told = f"adres, huur of fase van {tenancy.contract} is hier anders dan op regel {first}; regel {first} telt"
            self._remark(Remark(line.number, False, told))
        return line.booking is None or self._is_new(line.number, tenancy, line.booking)

    def _is_new(self, number: int, tenancy: Tenancy, booking: Booking) -> bool:
        said = (booking.kind, booking.amount_cents, booking.settled_cents, booking.due_on)
        place = (tenancy.contract, booking.key)
        first, before, person = self._bookings.setdefault(place, (number, said, tenancy.person))
        if first == number:
            return True
        if before != said:
            self._contradict(place, first, number)
            return False
        if person == tenancy.person:
            self.counts["doubles"] += 1
            self._remark(Remark(number, False, f"staat er dubbel in, zie regel {first}; telt één keer"))
            return False
        # A co-tenant's line repeats the booking: it counts once, and the person counts.
        return True

    def _contradict(self, place: tuple[str, str], first: int, second: int) -> None:
        contract, key = place
        own = key.rpartition(SETTLES)[2]
        self._leave_out(second, f"boeking {own} is anders dan op regel {first}", contract)
        if place not in self.withdrawn:
            self.withdrawn.add(place)
            self._leave_out(first, f"boeking {own} is anders dan op regel {second}", contract)

    def _leave_out(self, line: int, told: str, contract: str | None) -> None:
        self.counts["left_out"] += 1
        if contract:
            self.unsure.add(contract)
        else:
            self.blind = True
        self._remark(Remark(line, True, told))

    def _remark(self, remark: Remark) -> None:
        self.counts["remarks"] += 1
        if len(self.remarks) < REMARKS_KEPT:
            self.remarks.append(remark)
