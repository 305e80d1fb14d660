"""Payloads bent out of shape: what nobody announced."""

import json
import random
from collections.abc import Iterator
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**63, 10**40, 1.5, "", "x", "\x00", "\ud800", "x" * 30_000,
    [], {}, [None], {"": None}, "2026-13-45", "-", "١٢٣", "--5", "-5-", "+5", "²", "٣", "1_000", "5.0", " 7 ", "9" * 18,
)  # fmt: skip


def mutated(body: Any, chance: random.Random) -> Any:
    """The same with one or a few places changed: left out, null, another type, doubled, or wrapped."""
    changed = json.loads(json.dumps(body))
    for _ in range(chance.randint(1, 3)):
        places = list(_places(changed))
        if not places:
            return chance.choice(ODD_VALUES)
        holder, name = chance.choice(places)
        match chance.randrange(5):
            case 0 if isinstance(holder, dict):
                del holder[name]
            case 1:
                holder[name] = [holder[name], holder[name]]
            case 2:
                holder[name] = {"omhulsel": holder[name]}
            case _:
                holder[name] = json.loads(json.dumps(chance.choice(ODD_VALUES)))
    return changed


def _places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    if depth > 12:
        return
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from _places(value[name], depth + 1)


def nested(depth: int) -> Any:
    """Objects and lists in each other, so deep."""
    found: Any = {"x": 1}
    for place in range(depth):
        found = [found] if place % 2 else {"d": found}
    return found
