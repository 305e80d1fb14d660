"""The arrangement in the chat: which part hears a message, and what it is gone on with after proof.

Led by a voice of its own, like the questions of identity: what comes next depends on the ledger and the policy. Every
message is looked at anew for whether it may hear anything; anything else may come in between.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue import dangers
from bot.dialogue import rules as dialogue_rules
from bot.dialogue.arranging import rules, wishes
from bot.dialogue.arranging.agreeing import Agreeing
from bot.dialogue.arranging.answers import Answers, could_answer
from bot.dialogue.arranging.beside_question import QUESTION, BesideTheQuestion
from bot.dialogue.arranging.disputing import Disputing
from bot.dialogue.arranging.homes import Homes
from bot.dialogue.arranging.naming import Naming
from bot.dialogue.arranging.opening import STARTS, Opening, keeps
from bot.dialogue.arranging.planning import Planning
from bot.dialogue.arranging.running import Running
from bot.dialogue.arranging.talk import PRESSED, Speaking, Tools, dressed
from bot.dialogue.asking import is_question
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import ARRANGING, MOST_MISSES
from bot.dialogue.for_other import writes_for_other
from bot.dialogue.identifying import Identifying
from bot.dialogue.speech import Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Voice
from bot.guidance.models import Guidance
from bot.guidance.rules import UNCLEAR, Reply, answer_to, only_named
from bot.identity.rules import Level
from bot.identity.services import Identity
from bot.identity.standing import Standing

#: With these somebody in the middle of it may seem to begin again.
REQUEST = "request_payment_arrangement"
AGAIN = frozenset({REQUEST, "ask_balance"})
#: What the tenant asked goes on under this name after proof, whatever it was.
RESUME, PRESS = "arranging.resume", "arranging.press"
#: Asked twice, told twice.
ASKED_AGAIN = frozenset({"ask_arrangement_status", "ask_balance"})
DISPUTE, WRONG = "arranging.dispute", frozenset({"report_payment_made", "dispute_debt", "inform"})


class Arranging:
    def __init__(self, tools: Tools, identity: Identity, identifying: Identifying, guidance: Guidance) -> None:
        self._tools = tools
        self._identifying = identifying
        self._guidance = guidance
        self._speaking = Speaking(tools)
        naming = Naming(self._speaking)
        self._homes = Homes(tools, identity, self._speaking, naming)
        planning = Planning(self._speaking)
        self._agreeing = Agreeing(self._speaking, planning)
        self._running = Running(self._speaking, planning)
        self._disputing = Disputing(self._speaking, naming)
        self._opening = Opening(tools, self._speaking, self._homes, naming, self._running, self._disputing)
        self._answers = Answers(self._speaking, planning, self._agreeing, self._running, self._disputing)
        self._beside = BesideTheQuestion(tools, identifying, self._homes, self._disputing, self._answers, RESUME)
        tools.guide.dress(ARRANGING, dressed)
        for intent in STARTS:
            identifying.then(intent, self._opening.opener(intent), keeps=keeps)
        identifying.then(RESUME, self._resume)
        identifying.then(PRESS, self._press_again)

    @property
    def speaking(self) -> Speaking:
        """The same voice, for what is said by itself."""
        return self._speaking

    async def offered(self, exchange: Exchange, speech: Speech) -> Speech:
        """A general answer, with a button that leads here."""
        return await self._opening.offered(exchange, speech)

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """An answer, a button of ours, or a new wish of somebody who is proven; None when it is something else."""
        speech = await self._heard(exchange, voice)
        return speech and self._unrepeated(exchange, voice, speech)

    def _unrepeated(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """The same; what was said word for word just before is not said again while a plan is being made.

        A question alone may come back after something that came in between.
        """
        memory, flow = exchange.memory, exchange.memory.flow
        asked_for_it = exchange.heard.intent in ASKED_AGAIN or not exchange.heard.text
        lately = memory.said[-3:] if "\n\n" in speech.text else memory.said[-1:]
        if asked_for_it or speech.text not in lately:
            return speech
        if flow is None or flow.flow != ARRANGING:
            return replace(speech, text=self._speaking.say("heard-again"))
        asked = self._missed(exchange, voice, flow.missed())
        if memory.flow is None:
            return asked
        text = f"{self._speaking.say('heard-again')}\n\n{asked.text}"
        return replace(asked, text=text, buttons=(*asked.buttons[:2], self._speaking.human()))

    async def _heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        heard, memory, flow = exchange.heard, exchange.memory, exchange.memory.flow
        if dangers.danger_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        ours = flow is not None and flow.flow == ARRANGING
        if ours and writes_for_other(heard.intent, heard.text, heard.signals):
            return await self._identifying.told(exchange, voice, STARTS[0])
        if heard.value(PRESSED) is not None:
            return await self._pressed(exchange, voice)
        if (beside := await self._beside.heard(exchange, voice)) is not None:
            return beside
        if ours and flow is not None and (answer := await self._answered(exchange, voice, flow)) is not None:
            return answer
        if ours and flow is not None and (beside := await self._started_already(exchange, voice, flow)) is not None:
            return beside
        if heard.intent in STARTS and (flow is None or ours):
            own = await self._identifying.told(exchange, voice, heard.intent)
            if own is None:
                # Not known any more: the open question is let go, and who it is comes first again.
                memory.flow = None
            return own
        if not ours or flow is None or heard.intent not in UNCLEAR:
            return None
        if theme_of(self._tools.book, exchange) is not None:
            return None
        return self._missed(exchange, voice, flow.missed())

    async def _started_already(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        """A remark that sounds like the beginning, in the middle of it: a new wish is taken, nothing begins anew."""
        heard = exchange.heard
        asks = is_question(heard.text) and not (heard.intent == REQUEST and flow.question in wishes.MEANS)
        if heard.intent not in AGAIN or not heard.text or asks or flow.question == "arranging.right":
            return None
        wish = rules.wish_in(Reply(heard.intent, heard.text, heard.entities), voice.today)
        if heard.intent == "ask_balance" or not wish:
            return self._missed(exchange, voice, flow.missed())
        talk = await self._homes.about(exchange, voice, flow.known)
        if isinstance(talk, Speech):
            return talk
        return await self._answers.go_on(talk.without(*rules.OF_WISH).knowing(**wish))

    def _missed(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        exchange.memory.flow = flow if flow.misses <= MOST_MISSES else None
        if exchange.memory.flow is None:
            text = self._tools.book.line("flow_given_up", values=voice.values, seed=voice.seed)
            return Speech(text, (self._speaking.human(),))
        return self._tools.guide.asked(flow, exchange, voice, again=True)

    async def _pressed(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """A button of ours, from this moment or from long ago: who presses must be known all the same."""
        heard = exchange.heard
        flow = exchange.memory.flow
        known = dict(flow.known) if flow is not None and flow.flow == ARRANGING else {}
        named = {key: str(heard.value(key)) for key in (PRESSED, rules.AGREEMENT, rules.DIGEST) if heard.value(key)}
        asked = await self._identifying.ensure(exchange, voice, Level.OWN, PRESS, {**known, **named})
        return asked or await self._press(exchange, voice, {**known, **named})

    async def _press_again(
        self, exchange: Exchange, voice: Voice, standing: Standing, known: Mapping[str, str]
    ) -> Speech:
        return await self._press(exchange, voice, known)

    async def _press(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        talk = await self._homes.about(exchange, voice, rules.without(known, PRESSED))
        if isinstance(talk, Speech):
            return talk
        match known.get(PRESSED):
            case "agree":
                return await self._agreeing.yes(talk, known.get(rules.AGREEMENT, ""), known.get(rules.DIGEST, ""))
            case "payoff":
                return await self._running.payoff(talk)
        return await self._agreeing.no(talk, known.get(rules.AGREEMENT))

    async def _answered(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        """The answer to the open question, if this is one."""
        question = self._guidance.questions[str(flow.question)]
        heard = exchange.heard
        if heard.intent in dialogue_rules.NO_RESUME:
            return None
        reply = Reply(heard.intent, heard.text, heard.entities)
        choice = answer_to(question, reply, voice.today)
        if choice is None and question.id == DISPUTE and heard.intent in UNCLEAR | WRONG:
            choice = only_named(question, heard.text)
        if not could_answer(question.id, reply, choice, voice.today):
            return None
        asked = await self._identifying.ensure(
            exchange, voice, Level.OWN, RESUME, {**flow.known, QUESTION: question.id}
        )
        if asked is not None:
            return asked
        talk = await self._homes.about(exchange, voice, flow.known)
        return talk if isinstance(talk, Speech) else await self._answers.heard(question.id, talk, choice)

    async def _resume(self, exchange: Exchange, voice: Voice, standing: Standing, known: Mapping[str, str]) -> Speech:
        """The question that was open before somebody had to prove again who they are."""
        question = known.get(QUESTION, "arranging.own").partition(".")[2]
        talk = await self._homes.about(exchange, voice, rules.without(known, QUESTION))
        if isinstance(talk, Speech):
            return talk
        if question == "consent":
            # A yes is to a text that is on the screen, not to one of hours ago.
            return await self._agreeing.shown(talk)
        return self._speaking.ask(talk, question)
