"""Talking about collection costs: what they may be at most, and whether what is asked is more."""

from dataclasses import replace

from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows import rules as flow_rules
from bot.dialogue.questions import Questions
from bot.dialogue.reckoning import Reckoning
from bot.dialogue.speech import Speech
from bot.dialogue.told import amounts
from bot.dialogue.voice import Voice
from bot.knowledge.vocabulary import NO_LETTER


class CostsTalk:
    def __init__(self, reckoning: Reckoning, questions: Questions) -> None:
        self._reckoning = reckoning
        self._questions = questions

    def asked(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The sum of the costs, as far as what was told goes; over what was paid there is none to reckon."""
        if (known := self._reckoning.told(exchange)) is None:
            return None
        told = exchange.sums
        no_debt = {told.costs, *told.refused, *told.denied}
        principal = amounts.only_one(exchange.heard.entities)
        if not known and principal is not None and principal not in no_debt:
            known = {flow_rules.COSTS_PRINCIPAL: str(principal)}
        state = flow_rules.next_question(FlowState("costs", None, known))
        if state.question is None:
            return self._reckoning.costs(exchange, voice, known)
        if known:
            return self.most_told(exchange, voice, state)
        exchange.memory.flow = state
        return self._questions.ask(state, exchange, voice, again=False)

    def most_told(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        """The most that costs may be over this rent, and the question what is asked."""
        if NO_LETTER in exchange.memory.dates:
            exchange.memory.flow = None  # No letter asks for costs: there are none to ask after.
            return self._reckoning.without_letter(exchange, voice, flow.known)
        flow = exchange.memory.flow = flow_rules.next_question(flow)
        most = self._reckoning.most(flow.known, voice)
        asked = self._questions.ask(flow, exchange, voice, again=False)
        return replace(asked, text=f"{most.text}\n\n{asked.text}", facts=most.facts)

    def at_once(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """Costs that are named beside the rent that they are over: reckoned without a question."""
        if (known := self._reckoning.told_at_once(exchange)) is None:
            return None
        exchange.memory.told = ["costs"]
        return self._reckoning.costs(exchange, voice, known)
