"""All channels there are: our own, and modules from elsewhere that the settings name. Each brings a KIND."""

from collections.abc import Mapping, Sequence
from importlib import import_module

from bot.channels.contract import Known
from bot.channels.module import Kind
from bot.channels.telegram.assembly import KIND as TELEGRAM
from bot.channels.web import NAME, WebChannel, rendered
from bot.channels.whatsapp.assembly import KIND as WHATSAPP

#: The web chat is always on, and has no provider.
WEB = Kind(NAME, WebChannel.capabilities, rendered, written="Website")
KINDS: Sequence[Kind] = (WEB, WHATSAPP, TELEGRAM)


class NoChannel(Exception):
    """What was named is no module with a channel in it; the text says why, in Dutch."""


def kinds(more: str = "") -> Sequence[Kind]:
    """With those in the modules named in `more`, separated by commas. Raises NoChannel."""
    found = list(KINDS)
    for name in filter(None, (part.strip() for part in more.split(","))):
        kind = _in(name)
        if kind.name in {other.name for other in found}:
            raise NoChannel(f"{name}: er is al een kanaal dat {kind.name} heet")
        found.append(kind)
    return found


def known(found: Sequence[Kind] = KINDS) -> Mapping[str, Known]:
    return {kind.name: Known(kind.title, kind.capabilities) for kind in found}


def _in(name: str) -> Kind:
    try:
        kind = import_module(name).KIND
    except (ImportError, AttributeError) as error:
        raise NoChannel(f"{name}: hier zit geen kanaal in ({error})") from error
    if not isinstance(kind, Kind):
        raise NoChannel(f"{name}: KIND is geen kanaal")
    return kind
