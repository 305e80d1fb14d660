"""What an import found, in Dutch: the same words on the command line and in the console. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Name, said of one, said of more. In the order of importance to who reads; an empty group is left away.
GROUPS: Sequence[tuple[str, Sequence[tuple[str, str, str]]]] = (
    (
        "Gelezen",
        (
            ("lines", "regel in het bestand", "regels in het bestand"),
            ("left_out", "regel overgeslagen", "regels overgeslagen"),
            ("doubles", "dubbele regel, één keer geteld", "dubbele regels, één keer geteld"),
        ),
    ),
    (
        "Nieuw",
        (
            ("contracts_new", "overeenkomst", "overeenkomsten"),
            ("people_new", "huurder", "huurders"),
            ("contacts_new", "telefoonnummer of e-mailadres", "telefoonnummers en e-mailadressen"),
            ("bookings_new", "boeking", "boekingen"),
            ("markers_new", "bijzonderheid", "bijzonderheden"),
        ),
    ),
    (
        "Gewijzigd",
        (
            ("contracts_changed", "overeenkomst", "overeenkomsten"),
            ("people_changed", "huurder", "huurders"),
            (
                "contacts_replaced",
                "telefoonnummer of e-mailadres vervangen",
                "telefoonnummers en e-mailadressen vervangen",
            ),
            ("bookings_changed", "boeking", "boekingen"),
            ("returned", "vraag vervallen, want weer in het bestand", "vragen vervallen, want weer in het bestand"),
        ),
    ),
    (
        "Vragen voor een mens",
        (
            ("ask_contracts", "overeenkomst verdwenen uit het bestand", "overeenkomsten verdwenen uit het bestand"),
            ("ask_bookings", "boeking verdwenen uit het bestand", "boekingen verdwenen uit het bestand"),
            ("ask_back", "boeking terug die betaald heette", "boekingen terug die betaald heetten"),
            ("ask_parties", "huurder niet meer op de overeenkomst", "huurders niet meer op de overeenkomst"),
            (
                "ask_markers",
                "bijzonderheid die volgens het bestand niet meer geldt",
                "bijzonderheden die volgens het bestand niet meer gelden",
            ),
        ),
    ),
)
CHANGES = frozenset(name for _, lines in GROUPS[1:] for name, *_ in lines)

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
        Group(title, tuple(_line(counts[name], one, more) for name, one, more in lines if counts.get(name)))
        for title, lines in GROUPS
    )
    return tuple(group for group in told if group.lines)


def _line(count: int, one: str, more: str) -> tuple[int, str]:
    return count, one if count == 1 else more


def changes_nothing(counts: Mapping[str, int]) -> bool:
    return not any(counts.get(name) for name in CHANGES)
