"""What became of every message of a measured talk, laid beside what the telephones received."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bot.database.engine import Database

_OPEN = text("""
    SELECT c.channel || ':' || c.address FROM conversations c WHERE EXISTS (
        SELECT FROM messages m WHERE m.conversation_id = c.id AND (
            (m.author = 'tenant' AND m.handled_at IS NULL) OR m.state IN ('pending', 'sending')))
""")
_LINES = text("""
    SELECT c.channel || ':' || c.address AS person, m.id, m.author, m.text, m.state, m.error, m.turn_id, m.sent_id,
        m.template
    FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE c.channel = ANY(:channels) ORDER BY c.id, m.seq NULLS LAST, m.at, m.id
""")

#: Nobody can say more of these than that they were sent: Telegram never tells what arrived.
ARRIVED = ("sent", "delivered", "read")
#: Shown at the desk as what they are, with the reason.
NOT_ARRIVED = ("failed", "parked")


async def still_open(database: Database) -> set[str]:
    """`channel:address` of every conversation in which something waits for an answer, or for being sent."""
    async with database.reading() as session:
        return {str(row[0]) for row in (await session.execute(_OPEN)).all()}


@dataclass
class Fates:
    """Counted faults of ours; all of them are to be zero. `states` counts the answers by what became of them."""

    lost: int = 0
    doubled: int = 0
    unanswered: int = 0
    disordered: int = 0
    #: Something else than what the telephone shows: said to have arrived and did not, or the other way round.
    untrue: int = 0
    #: Not arrived, or perhaps not, and no word of it for who reads along.
    without_reason: int = 0
    states: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> int:
        return self.lost + self.doubled + self.unanswered + self.disordered + self.untrue + self.without_reason


async def fates(
    database: Database, said: Mapping[str, Sequence[str]], received: Mapping[str, Sequence[str]], channels: list[str]
) -> Fates:
    """`said`: the words of each `channel:address`, in their order. `received`: what each telephone got, in its order:
    our own id where the provider gives it back (WhatsApp), else the provider's (Telegram).
    """
    lines: dict[str, list[Any]] = defaultdict(list)
    async with database.reading() as session:
        for row in (await session.execute(_LINES, {"channels": channels})).all():
            lines[row.person].append(row)
    found = Fates()
    for person, words in said.items():
        _heard(found, lines[person], words)
        _answered(found, lines[person])
        _shown(found, person, lines[person], received.get(person, ()))
    return found


def _heard(found: Fates, lines: Sequence[Any], words: Sequence[str]) -> None:
    mine = [line.text for line in lines if line.author == "tenant"]
    counted, wanted = Counter(mine), Counter(words)
    found.lost += (wanted - counted).total()
    found.doubled += (counted - wanted).total()
    found.disordered += counted == wanted and mine != list(words)


def _answered(found: Fates, lines: Sequence[Any]) -> None:
    """Every message belongs to a turn, and every turn has said something."""
    spoken = {line.turn_id for line in lines if line.author != "tenant" and line.turn_id}
    found.unanswered += sum(line.author == "tenant" and line.turn_id not in spoken for line in lines)


def _shown(found: Fates, person: str, lines: Sequence[Any], received: Sequence[str]) -> None:
    """What our transcript says of each answer, against the telephone's own list."""
    own_ids = person.startswith("whatsapp:")
    ours = [line for line in lines if line.author != "tenant"]
    got = Counter(received)
    found.doubled += sum(times - 1 for times in got.values())
    known: list[str] = []
    for line in ours:
        found.states[line.state] += 1
        name = _name(line, own_ids)
        known += [name] if name in got else []
        if line.state in ARRIVED:
            found.untrue += name not in got
        elif line.state in NOT_ARRIVED:
            found.untrue += name in got
        found.without_reason += line.state in (*NOT_ARRIVED, "unknown") and not line.error
    unknown = sum(line.state == "unknown" for line in ours)
    strangers = len(set(got) - set(known))
    # Of what hung up after taking, Telegram's telephone shows a message whose id we were never told: that is `unknown`.
    found.untrue += strangers if own_ids else max(0, strangers - unknown)
    found.disordered += [name for name in received if name in set(known)] != known


def _name(line: Any, own_ids: bool) -> str:
    return str(UUID(str(line.id))) if own_ids else str(line.sent_id)
