"""What an import found, in Dutch: the same words on the command line and in the console. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: In the order of importance to who reads; a group without anything in it is left away.
GROUPS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "Gelezen",
        (
            ("lines", "regels in het bestand"),
            ("left_out", "regels overgeslagen"),
            ("doubles", "dubbele regels, één keer geteld"),
        ),
    ),
    (
        "Nieuw",
        (
            ("contracts_new", "overeenkomsten"),
            ("people_new", "huurders"),
            ("contacts_new", "telefoonnummers en e-mailadressen"),
            ("bookings_new", "boekingen"),
            ("markers_new", "bijzonderheden"),
        ),
    ),
    (
        "Gewijzigd",
        (
            ("contracts_changed", "overeenkomsten"),
            ("people_changed", "huurders"),
            ("contacts_replaced", "telefoonnummers en e-mailadressen vervangen"),
            ("bookings_changed", "boekingen"),
            ("returned", "vragen vervallen, want weer in het bestand"),
        ),
    ),
    (
        "Vragen voor een mens",
        (
            ("ask_contracts", "overeenkomsten verdwenen uit het bestand"),
            ("ask_bookings", "boekingen verdwenen uit het bestand"),
            ("ask_back", "boekingen terug die betaald heetten"),
            ("ask_parties", "huurders niet meer op de overeenkomst"),
            ("ask_markers", "bijzonderheden die volgens het bestand niet meer gelden"),
        ),
    ),
)
CHANGES = frozenset(name for _, lines in GROUPS[1:] for name, _ in lines)

NOTHING = "Er verandert niets."
BLIND = (
    "Van een overgeslagen regel is niet te zien van wie hij is. Daarom is niet nagegaan wat er uit het bestand "
    "verdwenen is."
)


@dataclass(frozen=True)
class Group:
    title: str
    lines: tuple[tuple[int, str], ...]


def groups(counts: Mapping[str, int]) -> tuple[Group, ...]:
    """What there is to tell: amounts with their names, nought left away."""
    told = (
        Group(title, tuple((counts[name], label) for name, label in lines if counts.get(name)))
        for title, lines in GROUPS
    )
    return tuple(group for group in told if group.lines)


def changes_nothing(counts: Mapping[str, int]) -> bool:
    return not any(counts.get(name) for name in CHANGES)
