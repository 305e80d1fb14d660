"""Where a page's link back leads: to the list that somebody came from, as it was filtered. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode, urlsplit

#: Lists of the desk by their path below its base. A page about one thing is no place to go back to: two of those
#: would send people round in circles.
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "/": "Postvak",
        "/agreements": "Afspraken",
        "/disputes": "Bezwaren",
        "/referrals": "Aanmeldingen",
        "/tenants": "Huurders",
        "/overzicht": "Overzicht",
    }
)
#: What a list only tells once.
ONCE = frozenset({"melding"})


@dataclass(frozen=True)
class WayBack:
    href: str
    label: str


def way_back(referer: str | None, host: str, base: str, home: str) -> WayBack:
    """The list that the browser says it comes from, with its filters; else the list at `home`."""
    known = WayBack(f"{base}{home}", LISTS[home])
    try:
        came = urlsplit(referer or "")
    except ValueError:
        return known
    label = LISTS.get(came.path.removeprefix(base)) if came.path.startswith(f"{base}/") else None
    if came.netloc != host or label is None:
        return known
    kept = urlencode([(name, value) for name, value in parse_qsl(came.query) if name not in ONCE])
    return WayBack(f"{came.path}?{kept}" if kept else came.path, label)
