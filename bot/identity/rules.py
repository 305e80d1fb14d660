"""Pure rules of the identity ladder: which proofs reach which level, how long one lasts, when a guess must wait.

Nothing here knows whether a tenant exists: who guesses is slowed alike, whatever was typed.
"""

import enum
import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


class Level(enum.IntEnum):
    """What somebody may hear or do. Each level holds what the lower ones do."""

    #: General help.
    NONE = 0
    #: The own amounts and arrangements.
    OWN = 1
    #: Changing where we reach somebody: whoever can do that, gets the next code.
    HIGH = 2


class Proof(enum.StrEnum):
    #: The address on a channel is known to be this person's.
    LINKED = "linked"
    NUMBER = "number"
    BIRTH_DATE = "birth_date"
    #: A one-time code to a phone or e-mail on file, other than the address that is written from.
    CODE = "code"
    #: A second code, over the other kind of contact.
    SECOND_CODE = "second_code"


#: Any one of these sets reaches the level.
REACHES: Mapping[Level, tuple[frozenset[Proof], ...]] = {
    Level.OWN: (
        frozenset({Proof.LINKED, Proof.BIRTH_DATE}),
        frozenset({Proof.LINKED, Proof.CODE}),
        frozenset({Proof.NUMBER, Proof.BIRTH_DATE, Proof.CODE}),
    ),
    Level.HIGH: (
        frozenset({Proof.LINKED, Proof.NUMBER, Proof.BIRTH_DATE, Proof.CODE}),
        frozenset({Proof.NUMBER, Proof.BIRTH_DATE, Proof.CODE, Proof.SECOND_CODE}),
    ),
}


def level_reached(proofs: Iterable[Proof]) -> Level:
    """The highest level that these proofs reach."""
    have = frozenset(proofs)
    reached = [level for level, sets in REACHES.items() if any(wanted <= have for wanted in sets)]
    return max(reached, default=Level.NONE)


_ASKED_IN_ORDER = (Proof.NUMBER, Proof.BIRTH_DATE, Proof.CODE, Proof.SECOND_CODE)


def next_proof(wanted: Level, given: Iterable[Proof], *, without: Iterable[Proof] = ()) -> Proof | None:
    """What to ask for next, by the shortest way to the level; None when everything is given, or no way is open.

    `given` is what was given, whether it fits or not: nobody can tell from the questions. `without` are proofs that
    this person cannot give.
    """
    have, closed = frozenset(given), frozenset(without)
    if Proof.LINKED not in have:
        closed |= {Proof.LINKED}
    open_ways = [wanted_set - have for wanted_set in REACHES.get(wanted, ()) if not (wanted_set - have) & closed]
    shortest = min(open_ways, key=len, default=frozenset[Proof]())
    return next((proof for proof in _ASKED_IN_ORDER if proof in shortest), None)


# ── how long it lasts ─────────────────────────────────────────────────────────────────────────────


class Device(enum.StrEnum):
    """What somebody writes from, as far as it matters to who else may pick it up."""

    #: A telephone with an account of its own.
    PERSONAL = "personal"
    #: A browser: perhaps the library's.
    BROWSER = "browser"
    #: Somebody said that others use it too.
    SHARED = "shared"


def device_of(*, personal: bool, shared: bool) -> Device:
    if shared:
        return Device.SHARED
    return Device.PERSONAL if personal else Device.BROWSER


@dataclass(frozen=True, slots=True)
class Lasting:
    """A proven level ends after this silence, and at the latest after this long."""

    idle: timedelta
    longest: timedelta


LASTS: Mapping[tuple[Level, Device], Lasting] = {
    (Level.OWN, Device.PERSONAL): Lasting(timedelta(minutes=60), timedelta(hours=12)),
    (Level.OWN, Device.BROWSER): Lasting(timedelta(minutes=15), timedelta(hours=2)),
    (Level.OWN, Device.SHARED): Lasting(timedelta(minutes=5), timedelta(minutes=20)),
    (Level.HIGH, Device.PERSONAL): Lasting(timedelta(minutes=10), timedelta(minutes=20)),
    (Level.HIGH, Device.BROWSER): Lasting(timedelta(minutes=5), timedelta(minutes=15)),
    (Level.HIGH, Device.SHARED): Lasting(timedelta(minutes=3), timedelta(minutes=10)),
}
#: Nothing outlives this; older turns need not be looked at.
LONGEST_OF_ALL = max(lasting.longest for lasting in LASTS.values())


def level_now(proven: Level, proven_at: datetime, turns: Iterable[datetime], now: datetime, device: Device) -> Level:
    """What is left of a proven level. `turns` are the moments since then at which something was said.

    One silence that was too long ends it for good, also when somebody goes on talking afterwards. The higher level
    ends first and leaves the lower.
    """
    moments = [proven_at, *sorted(moment for moment in turns if proven_at < moment < now), now]
    silence = max((later - earlier for earlier, later in zip(moments, moments[1:], strict=False)), default=timedelta(0))
    for level in sorted((Level(value) for value in range(Level.OWN, proven + 1)), reverse=True):
        lasting = LASTS[level, device]
        if silence <= lasting.idle and now - proven_at <= lasting.longest:
            return level
    return Level.NONE


# ── wrong guesses ─────────────────────────────────────────────────────────────────────────────────


class Scope(enum.StrEnum):
    """By what tries are counted; each as a keyed digest, whether or not it belongs to anybody."""

    #: The tenant number that was typed.
    NUMBER = "number"
    #: The person that was claimed: number and birth date together.
    CLAIM = "claim"
    #: The address on the channel.
    ADDRESS = "address"
    #: The network address behind a web chat.
    ORIGIN = "origin"


class Step(enum.StrEnum):
    """What is tried."""

    #: Number and birth date, or the birth date that should go with a known address.
    CLAIM = "claim"
    #: Asking for a code.
    SEND = "send"
    #: Typing a code.
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Limit:
    most: int
    within: timedelta


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
LIMITS: Mapping[tuple[Step, Scope], tuple[Limit, ...]] = {
    (Step.CLAIM, Scope.NUMBER): (Limit(6, _HOUR), Limit(12, _DAY)),
    (Step.CLAIM, Scope.ADDRESS): (Limit(6, _HOUR), Limit(12, _DAY)),
    (Step.CLAIM, Scope.ORIGIN): (Limit(30, _HOUR), Limit(100, _DAY)),
    (Step.SEND, Scope.CLAIM): (Limit(3, _HOUR), Limit(6, _DAY)),
    (Step.SEND, Scope.NUMBER): (Limit(6, _HOUR), Limit(12, _DAY)),
    (Step.SEND, Scope.ADDRESS): (Limit(5, _HOUR), Limit(10, _DAY)),
    (Step.SEND, Scope.ORIGIN): (Limit(20, _HOUR), Limit(60, _DAY)),
    (Step.CODE, Scope.CLAIM): (Limit(10, _HOUR), Limit(20, _DAY)),
    (Step.CODE, Scope.ADDRESS): (Limit(12, _HOUR), Limit(25, _DAY)),
    (Step.CODE, Scope.ORIGIN): (Limit(60, _HOUR), Limit(200, _DAY)),
}
#: After so many tries within the hour the next must wait this long since the last: typing errors cost nothing.
PAUSES: Mapping[Step, tuple[tuple[int, timedelta], ...]] = {
    Step.CLAIM: ((3, timedelta(seconds=30)), (4, timedelta(minutes=2)), (5, timedelta(minutes=10))),
    Step.SEND: ((1, timedelta(seconds=30)), (2, timedelta(minutes=2))),
    Step.CODE: ((3, timedelta(seconds=10)), (5, timedelta(minutes=1)), (8, timedelta(minutes=5))),
}
#: Many people share one network address, and two may share a number; their typing errors together slow nobody.
SLOWED_BY: Mapping[Step, frozenset[Scope]] = {
    Step.CLAIM: frozenset({Scope.NUMBER, Scope.ADDRESS}),
    Step.SEND: frozenset({Scope.CLAIM}),
    Step.CODE: frozenset({Scope.CLAIM, Scope.ADDRESS}),
}
#: No try older than this is counted.
COUNTED = _DAY


def wait_until(step: Step, tries: Mapping[Scope, Sequence[datetime]], now: datetime) -> datetime | None:
    """When the next try may be made, or None when it may be made now. Tries are those that no proof followed."""
    moments = [now]
    for scope, made in tries.items():
        known = sorted(moment for moment in made if moment <= now)
        moments += [_limited(limit, known, now) for limit in LIMITS.get((step, scope), ())]
        if scope in SLOWED_BY[step]:
            moments.append(_slowed(step, known, now))
    latest = max(moments)
    return latest if latest > now else None


def _limited(limit: Limit, made: Sequence[datetime], now: datetime) -> datetime:
    recent = [moment for moment in made if now - moment < limit.within]
    return recent[-limit.most] + limit.within if len(recent) >= limit.most else now


def _slowed(step: Step, made: Sequence[datetime], now: datetime) -> datetime:
    recent = [moment for moment in made if now - moment < _HOUR]
    pauses = [pause for after, pause in PAUSES[step] if len(recent) >= after]
    return recent[-1] + pauses[-1] if pauses else now


# ── codes ─────────────────────────────────────────────────────────────────────────────────────────

CODE_DIGITS = 6
CODE_LIVES = timedelta(minutes=10)
#: Wrong tries after which a code is worth nothing any more.
CODE_TRIES = 5


def code_from(number: int) -> str:
    """Six digits, zeros in front included, of a random number below a million."""
    if not 0 <= number < 10**CODE_DIGITS:
        raise ValueError("a code is made of a number below a million")
    return f"{number:0{CODE_DIGITS}}"


def is_code(text: str) -> bool:
    return len(text) == CODE_DIGITS and text.isascii() and text.isdigit()


def digest(key: bytes, purpose: str, *parts: str) -> str:
    """A keyed digest: the same for the same parts, and worth nothing to who has the database but not the key."""
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """In constant time."""
    return hmac.compare_digest(one, other)


# ── where a code goes ─────────────────────────────────────────────────────────────────────────────


class Way(enum.StrEnum):
    SMS = "sms"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number (E.164) or e-mail address on file."""

    way: Way
    value: str
    noted_at: datetime
    #: More people than this one have it on file.
    shared: bool
    #: Whether an SMS can be read there.
    mobile: bool = True


def destination(
    contacts: Iterable[Contact], *, wanted: Way | None, available: frozenset[Way], writes_from: str | None
) -> Contact | None:
    """Where this person's code goes: the newest mobile number, else the newest e-mail; None when nowhere.

    Never to an address that others have on file too (a partner's who left), and never to the very telephone that is
    written from: that would prove the same thing twice.
    """
    fit = [
        contact
        for contact in contacts
        if contact.way in available
        and wanted in (None, contact.way)
        and not contact.shared
        and contact.value != writes_from
        and (contact.way is Way.EMAIL or contact.mobile)
    ]
    return min(fit, key=lambda c: (c.way is Way.EMAIL, -c.noted_at.timestamp(), c.value), default=None)
