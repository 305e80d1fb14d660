"""Pure rules of a conversation: who may speak, when a burst is complete, when to try again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.models import Author, Kind, Owner

#: Turns after which the engine gets a fresh session, so that a turn costs the same at any length.
TURNS_PER_ENGINE_SESSION = 25
#: Silence after which the engine starts afresh as well.
ENGINE_SESSION_IDLE = timedelta(hours=12)
#: While the engine is down, the full line is not repeated within this time; a short one is.
FULL_DOWN_LINE_AFTER = timedelta(minutes=15)
#: So often answering a message is tried before a person is called instead.
TURN_TRIES = 3
#: A burst is never held up longer than this many windows, however fast somebody types.
MAX_WINDOWS = 4
MAX_ATTEMPTS = 6
#: So long somebody who gave a conversation back may undo it; afterwards it is taken over like any other.
TAKE_BACK_WITHIN = timedelta(minutes=10)
#: What comes in bursts: words, and an album of pictures.
MERGED = (Kind.TEXT, Kind.MEDIA)


@dataclass(frozen=True)
class Arrival:
    """What the merge rule needs to know of a waiting message."""

    at: datetime
    kind: Kind
    text: str


@dataclass(frozen=True)
class Ownership:
    owner: Owner
    version: int
    taken_version: int


def may_speak(author: Author, draft_version: int | None, now: Ownership) -> bool:
    """Whether an outbound message may still go out, given who owns the conversation at this moment.

    The assistant falls silent the moment a person owns the conversation, and what it composed before a person
    took over is never sent afterwards either. People and notices of the system always may.
    """
    if author is not Author.ASSISTANT:
        return True
    if now.owner is Owner.PERSON:
        return False
    return draft_version is not None and draft_version >= now.taken_version


def may_take_back(given_at: datetime, now: datetime) -> bool:
    """Whether giving a conversation back can still be undone."""
    return now - given_at <= TAKE_BACK_WITHIN


def remaining_wait(now: datetime, arrivals: Sequence[Arrival], window: timedelta, urgent: re.Pattern[str]) -> timedelta:
    """How long to wait for more of the same burst; zero when the turn can begin.

    A button or an urgent word cuts the wait short, and no burst is held longer than MAX_WINDOWS windows.
    """
    zero = timedelta(0)
    if not arrivals or window <= zero:
        return zero
    if any(a.kind not in MERGED or urgent.search(a.text) for a in arrivals):
        return zero
    until_quiet = max(a.at for a in arrivals) + window
    until_limit = min(a.at for a in arrivals) + MAX_WINDOWS * window
    # Another machine's clock may be ahead of ours; nobody waits longer than the longest burst for that.
    return min(max(zero, min(until_quiet, until_limit) - now), MAX_WINDOWS * window)


def urgent_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words or phrases, at word boundaries, whatever the capitals."""
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if alternatives else r"(?!)", re.IGNORECASE)


def burst(kinds: Sequence[Kind]) -> int:
    """How many of the waiting messages form one turn: texts together, pictures together, anything else alone."""
    if not kinds:
        return 0
    if kinds[0] not in MERGED:
        return 1
    return next((i for i, kind in enumerate(kinds) if kind is not kinds[0]), len(kinds))


def merged_text(texts: Sequence[str]) -> str:
    return "\n".join(text for text in (t.strip() for t in texts) if text)


def needs_fresh_session(turns: int, in_form: bool, idle: timedelta) -> bool:
    """Whether the next turn goes to a new engine session; never in the middle of a form, unless long abandoned."""
    return idle > ENGINE_SESSION_IDLE or (turns >= TURNS_PER_ENGINE_SESSION and not in_form)


def retry_delay(attempt: int) -> timedelta | None:
    """Seconds before attempt number `attempt` + 1 (1, 4, 16, 64, 256); None when it is time to give up."""
    return None if attempt >= MAX_ATTEMPTS else timedelta(seconds=4 ** (attempt - 1))


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def cleaned(text: str) -> str:
    """The text without control characters and lone surrogates, line ends as \\n; emoji and scripts stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
