"""Pure rules of a batch that came in: what of it shares a transaction, and in which order."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.channels.elements import Element, Reported

#: Statuses that share one transaction.
TOGETHER = 100


def grouped(elements: Sequence[Element]) -> list[list[Element]]:
    """What shares a transaction: all of one person in its order; statuses in small lots; the rest one by one.

    A lot is always taken in one order, so that copies of it that come in at the same moment do not block each other.
    """
    by_person: dict[str, list[Element]] = {}
    statuses: list[Element] = []
    rest: list[list[Element]] = []
    for element in elements:
        sender = getattr(element, "sender", None)
        if sender is not None and sender.aliases:
            by_person.setdefault(sender.aliases[0], []).append(element)
        elif isinstance(element, Reported):
            statuses.append(element)
        else:
            rest.append([element])
    by_person = {person: in_time(own) for person, own in by_person.items()}
    statuses.sort(key=lambda element: element.key)
    lots = [statuses[at : at + TOGETHER] for at in range(0, len(statuses), TOGETHER)]
    return [*by_person.values(), *lots, *rest]


def in_time(elements: list[Element]) -> list[Element]:
    """A batch comes in no order: by the moment that the provider gives; what has none stays behind what it followed."""
    latest = datetime.min.replace(tzinfo=UTC)
    moments = []
    for element in elements:
        latest = getattr(element, "at", None) or latest
        moments.append(latest)
    order = sorted(range(len(elements)), key=lambda place: moments[place])
    return [elements[place] for place in order]
