"""Which home it is about: most have one, some have more, and not for every one something is owed."""

from collections.abc import Mapping
from uuid import UUID

from bot.dialogue.arranging import rules
from bot.dialogue.arranging.naming import Naming
from bot.dialogue.arranging.talk import Speaking, Talk, Tools, button
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Voice
from bot.identity.services import Identity

#: Somebody with more homes than this gets the rest from a person.
MOST_CONTRACTS = 3


class Homes:
    """The contracts of who writes, and what is said where there is not just one."""

    def __init__(self, tools: Tools, identity: Identity, speaking: Speaking, naming: Naming) -> None:
        self._tools = tools
        self._identity = identity
        self._speaking = speaking
        self._naming = naming

    async def several(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The amounts of every home, for somebody with more than one; None for all others."""
        standing, contracts = await self._identity.contracts(exchange.heard.conversation_id, "balance")
        if len(contracts) < 2:
            return None
        told: list[str] = []
        for contract in contracts[:MOST_CONTRACTS]:
            talk = Talk(exchange, voice, contract, standing.person_id, {})
            overview = await self._tools.tenancy.overview(contract, voice.today)
            if overview is not None:
                outlook = await self._tools.proposals.outlook(contract)
                told += [f"{overview.address}\n{(await self._naming.told(talk, overview, outlook))[0]}"]
        talk = Talk(exchange, voice, contracts[0], standing.person_id, {})
        wrong = button("Bedrag klopt niet", "dispute_debt")
        return self._speaking.end(talk, *told, buttons=(wrong, self._speaking.human()))

    async def about(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Talk | Speech:
        """The contract that this is about. Somebody with debts at more than one gets a person."""
        standing, contracts = await self._identity.contracts(exchange.heard.conversation_id, "arrangement")
        kept = known.get(rules.CONTRACT)
        if kept is not None and UUID(kept) in contracts:
            return Talk(exchange, voice, UUID(kept), standing.person_id, known)
        found = {c: await self._tools.tenancy.overview(c, voice.today) for c in contracts}
        owing = [contract for contract, overview in found.items() if overview and overview.balance_cents > 0]
        if not found:
            return await self.by_person(exchange, voice, "own_nothing_known")
        chosen = owing or list(found)
        talk = Talk(exchange, voice, chosen[0], standing.person_id, known)
        if len(owing) > 1:
            promise = await self._speaking.promise(talk, "Heeft meer dan één contract waar iets op openstaat.")
            return self._speaking.end(talk, self._speaking.say("several", promise=promise))
        return talk

    async def only(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Talk | None:
        """The contract that is talked about, or the only one; None where that is not sure. Calls nobody in."""
        standing, contracts = await self._identity.contracts(exchange.heard.conversation_id, "arrangement")
        kept = known.get(rules.CONTRACT)
        chosen = [one for one in contracts if kept is None or one == UUID(kept)]
        return Talk(exchange, voice, chosen[0], standing.person_id, known) if len(chosen) == 1 else None

    async def by_person(self, exchange: Exchange, voice: Voice, line: str) -> Speech:
        """Nothing is known here that could be told: a person looks."""
        talk = Talk(exchange, voice, UUID(int=0), None, {})
        promise = await self._speaking.promise(talk, "")
        values = {**voice.values, "promise": promise}
        return self._speaking.end(talk, self._tools.book.line(line, values=values, seed=voice.seed))

    async def something_runs(self, exchange: Exchange) -> bool:
        """Whether somebody who is proven has an agreement that lives: that is then what cannot be paid."""
        _, contracts = await self._identity.contracts(exchange.heard.conversation_id, "arrangement")
        return any([(await self._tools.proposals.outlook(contract)).live for contract in contracts])
