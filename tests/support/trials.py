"""For every channel a stand-in for its provider, with faults that can be switched on: what its conformance needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.channels.telegram.rendering import NAME as TELEGRAM
from bot.channels.web import NAME as WEB
from bot.channels.whatsapp.rendering import NAME as WHATSAPP
from bot.simulators.faults import Faults
from tests.support import fifth_channel
from tests.support.channels import PHONE
from tests.support.phones import Providers
from tests.support.wiring import Desk


@dataclass(frozen=True)
class Trial:
    address: str
    #: The person at this address writes, by the provider's account.
    wrote: Callable[[Providers, Desk], None] = lambda made, desk: None
    #: None for a channel that has no provider.
    faults: Callable[[Providers, Desk], Faults | None] = lambda made, desk: None
    remote: bool = True


def _writes_on_whatsapp(made: Providers, desk: Desk) -> None:
    made.graph.phone(PHONE).last_word = desk.services.clock()


def _writes_on_telegram(made: Providers, desk: Desk) -> None:
    made.botapi.chat(11)


def _of_display(made: Providers, desk: Desk) -> Faults:
    hall = desk.services.connected.modules[fifth_channel.NAME]
    assert isinstance(hall, fifth_channel.Hall)
    return hall.channel.faults


TRIALS: Mapping[str, Trial] = {
    WEB: Trial("session-1", remote=False),
    WHATSAPP: Trial(PHONE, _writes_on_whatsapp, lambda made, desk: made.graph.faults),
    TELEGRAM: Trial("11", _writes_on_telegram, lambda made, desk: made.botapi.faults),
    fifth_channel.NAME: Trial("hal-3", faults=_of_display),
}
