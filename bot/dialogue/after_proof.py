"""What comes after proof: who asked for it goes on under a name, with what was told before the ladder began."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import IDENTITY
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Voice
from bot.identity.rules import Level
from bot.identity.standing import Standing

#: What goes on once somebody is known: with what the flow that asked had put down.
GoOn = Callable[[Exchange, Voice, Standing, Mapping[str, str]], Awaitable[Speech]]
#: What a message already tells that need not be asked again once somebody is known.
Keeps = Callable[[Exchange, Voice], Mapping[str, str]]

#: Only the file answers this.
OWN_SUM = "ask_balance"
#: Among what the ladder's flow knows: what goes on, the level it takes, and what is kept for it.
_THEN, _WANTED, _KEPT = "then", "wanted", "kept."


class AfterProof:
    def __init__(self) -> None:
        self._go_on: dict[str, GoOn] = {}
        self._keeps: dict[str, Keeps] = {}

    def then(self, name: str, go_on: GoOn, keeps: Keeps | None = None) -> None:
        """What follows under this name."""
        self._go_on[name] = go_on
        if keeps is not None:
            self._keeps[name] = keeps

    def follows(self, name: str) -> bool:
        """Whether something goes on under this name."""
        return name in self._go_on

    def told(self, exchange: Exchange, voice: Voice, name: str) -> Mapping[str, str]:
        """What this message already tells for what follows under this name."""
        keeps = self._keeps.get(name)
        return keeps(exchange, voice) if keeps else {}

    def with_told(self, exchange: Exchange, voice: Voice, flow: FlowState) -> FlowState:
        """The open question, with what this message already tells for what comes after it."""
        return replace(flow, known={**flow.known, **_kept(self.told(exchange, voice, name_of(flow)))})

    async def at_once(self, exchange: Exchange, voice: Voice, name: str, standing: Standing) -> Speech:
        """What follows under this name, for who is known already."""
        return await self._go_on[name](exchange, voice, standing, {})

    async def go_on(self, exchange: Exchange, voice: Voice, flow: FlowState, standing: Standing) -> Speech:
        """What the ladder was climbed for, with what was kept for it."""
        known = {key.removeprefix(_KEPT): value for key, value in flow.known.items() if key.startswith(_KEPT)}
        go_on = self._go_on.get(name_of(flow))
        return await go_on(exchange, voice, standing, known) if go_on else Speech("")


def ladder_to(name: str, wanted: Level, known: Mapping[str, str]) -> FlowState:
    """The ladder at its foot: what goes on at its top, how high that is, and what is kept for it."""
    return FlowState(IDENTITY, None, {_THEN: name, _WANTED: str(int(wanted)), **_kept(known)})


def name_of(flow: FlowState) -> str:
    """Under which name it goes on after this ladder."""
    return flow.known.get(_THEN, "")


def level_of(flow: FlowState) -> Level:
    """The level that this ladder leads to."""
    return Level(int(flow.known.get(_WANTED, "1")))


def _kept(known: Mapping[str, str]) -> dict[str, str]:
    return {f"{_KEPT}{key}": value for key, value in known.items()}
