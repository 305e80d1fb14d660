"""Pure rules of the desk: who may do what, when a session ends, when sign-in is locked, what is late."""

import enum
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import in_amsterdam
from bot.conversation.models import Owner
from bot.handoff.rules import in_words
from bot.staff.models import Role

# ── who may do what ───────────────────────────────────────────────────────────────────────────────


class Permission(enum.StrEnum):
    #: The inbox, and reading and answering what waits for a person.
    WORK = "work"
    #: What the assistant made of a message: its subject and the signals it noticed.
    SEE_UNDERSTANDING = "see_understanding"
    #: How sure the assistant was, and what else it considered.
    SEE_CONFIDENCE = "see_confidence"
    #: All conversations, masked.
    REVIEW = "review"
    #: Taking in the file with tenants and bookings, and saying what became of what is gone from it.
    IMPORT = "import"
    #: Proposals and agreements: looking, approving, changing, declining, ending.
    AGREE = "agree"
    #: Looking up tenants, with all that is on file of them.
    TENANTS = "tenants"
    #: Carrying out what tenants agreed to be signed up for.
    REFER = "refer"
    #: What of the content has to be looked over.
    CONTENT = "content"
    #: Trying a changed policy on the past.
    TRY_POLICY = "try_policy"
    #: Who works here: making, closing and opening accounts, their roles, and other passwords.
    ACCOUNTS = "accounts"
    #: How the channels are: what a provider reports of our number, account and templates.
    CHANNELS = "channels"


#: Whole files of tenants are for who deals with their debts.
ABOUT_DEBTS = frozenset({Permission.AGREE, Permission.TENANTS, Permission.TRY_POLICY})

#: A coordinator stands in for a collector when needed; what anybody opens unmasked is in the read log.
PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.COLLECTOR: frozenset({Permission.WORK, Permission.SEE_UNDERSTANDING, Permission.REFER, *ABOUT_DEBTS}),
    Role.COORDINATOR: frozenset(Permission) - ABOUT_DEBTS - {Permission.ACCOUNTS, Permission.CHANNELS},
    Role.ADMIN: frozenset(Permission),
}


def may(role: Role, permission: Permission) -> bool:
    return permission in PERMISSIONS[role]


def may_read_unmasked(owner: Owner, involved: bool) -> bool:
    """Only what needs a person, or what you were part of, is read in full; for the rest, take it over first.

    Without this the masked overview could be walked around by changing an address.
    """
    return owner is not Owner.ASSISTANT or involved


# ── sessions ──────────────────────────────────────────────────────────────────────────────────────

SESSION_LASTS = timedelta(hours=12)
SESSION_IDLE = timedelta(hours=2)
#: A session's last use is written at most this often.
SEEN_EVERY = timedelta(minutes=1)


def session_alive(now: datetime, last_seen: datetime, expires: datetime) -> bool:
    return now < expires and now - last_seen < SESSION_IDLE


def same_secret(given: str | None, expected: str) -> bool:
    """Whether two tokens are the same, in a time that does not tell how far they are."""
    return hmac.compare_digest((given or "").encode(), expected.encode())


def same_origin(origin: str | None, fetch_site: str | None, host: str) -> bool:
    """Whether a POST comes from a page of our own, as far as the browser tells.

    A browser that tells nothing is let through: the token decides. `null` is what a page without a
    referrer sends, also one of our own, so it counts only when the browser says nothing better.
    """
    if fetch_site is not None and fetch_site not in ("same-origin", "none"):
        return False
    if origin is None or (origin == "null" and fetch_site == "same-origin"):
        return True
    return origin.partition("://")[2] == host


def safe_return(path: str | None, base: str) -> str:
    """Where to go after signing in: a page of the desk itself, never an address of somebody else's."""
    if path and re.fullmatch(rf"{re.escape(base)}/[\w\-./?=&%+]*", path) and ".." not in path and "//" not in path:
        return path
    return f"{base}/"


# ── lock-out ──────────────────────────────────────────────────────────────────────────────────────

FAILURES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=15)
#: A longer lock would hand a stranger the means to keep a colleague out for days.
LONGEST_LOCK = timedelta(hours=4)


def lock_after(failures: int) -> timedelta | None:
    """How long to lock after so many failures in a row: 15, 30, 60 … minutes at every fifth; None in between."""
    if failures <= 0 or failures % FAILURES_BEFORE_LOCK:
        return None
    doublings = min(failures // FAILURES_BEFORE_LOCK - 1, 10)
    factor: int = 2**doublings
    return min(FIRST_LOCK * factor, LONGEST_LOCK)


def is_locked(now: datetime, locked_until: datetime | None) -> bool:
    return locked_until is not None and now < locked_until


# ── passwords ─────────────────────────────────────────────────────────────────────────────────────

PASSWORD_MIN = 12
PASSWORD_MAX = 256
_COMMON = frozenset(
    {
        *("wachtwoord", "welkom", "password", "huurkompas", "geheim", "qwerty", "qwertyuiop", "asdfghjkl", "admin"),
        *("letmein", "iloveyou", "woningcorporatie", "incasso", "lente", "zomer", "herfst", "winter", "nederland"),
    }
)


class PasswordProblem(enum.StrEnum):
    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    PERSONAL = "personal"


def password_problem(password: str, email: str, name: str) -> PasswordProblem | None:
    """What is wrong with a chosen password, or None when it will do."""
    if len(password) < PASSWORD_MIN:
        return PasswordProblem.SHORT
    if len(password) > PASSWORD_MAX:
        return PasswordProblem.LONG
    plain = password.lower()
    personal = [*re.split(r"[@.\-_+]", email.lower()), *re.split(r"\W+", name.lower())]
    if any(len(part) >= 4 and part in plain for part in personal) or email.lower() in plain:
        return PasswordProblem.PERSONAL
    words = re.findall(r"[a-zà-ÿ]+", plain)
    if len(set(plain)) < 4 or (words and all(word in _COMMON for word in words)):
        return PasswordProblem.COMMON
    return None


# ── the inbox ─────────────────────────────────────────────────────────────────────────────────────


class Show(enum.StrEnum):
    """What the inbox lists."""

    WORK = "werk"
    WAITING = "wacht"
    MINE = "mij"
    OPEN = "open"


class Outcome(enum.StrEnum):
    """How a person's part of a conversation ended."""

    ANSWERED = "answered"
    ARRANGEMENT = "arrangement"
    DEFERRAL = "deferral"
    REFERRED = "referred"
    CALLBACK = "callback"
    VISIT = "visit"
    NO_RESPONSE = "no_response"
    OTHER = "other"


class PromiseState(enum.StrEnum):
    KEPT = "kept"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"


#: From here on a promise is marked as about to pass.
SOON = timedelta(minutes=15)


def promise_state(now: datetime, promised: datetime, taken: datetime | None) -> PromiseState:
    if taken is not None:
        return PromiseState.KEPT
    if now >= promised:
        return PromiseState.LATE
    return PromiseState.SOON if promised - now <= SOON else PromiseState.RUNNING


def promise_words(promised: datetime, now: datetime) -> str:
    """`vóór 11.00 uur` when that is today, else with the day."""
    return in_words(promised, now).removeprefix("vandaag ")


def waiting_words(since: datetime, now: datetime) -> str:
    """`zojuist`, `12 min`, `3 uur`, `2 dagen`: short enough for a list."""
    minutes = int((now - since).total_seconds() // 60)
    if minutes < 1:
        return "zojuist"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} uur"
    days = (in_amsterdam(now).date() - in_amsterdam(since).date()).days
    return f"{days} dag" if days == 1 else f"{days} dagen"


@dataclass(frozen=True)
class Place:
    """What decides on the order of the inbox."""

    danger: bool
    urgency: int
    waiting_since: datetime | None
    last_activity: datetime


def inbox_order(place: Place) -> tuple[bool, bool, int, datetime]:
    """Danger first; then what waits for an answer, by urgency and waiting time; answered ones last."""
    answered = place.waiting_since is None
    return (not place.danger, answered, place.urgency, place.waiting_since or place.last_activity)
