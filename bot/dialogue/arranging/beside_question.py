"""What is heard beside whatever question is open: a wish for the plan, and a doubt about the amount or its end."""

from bot.dialogue.arranging import disputing, doubts, rules, wishes
from bot.dialogue.arranging.answers import Answers
from bot.dialogue.arranging.disputing import Disputing
from bot.dialogue.arranging.homes import Homes
from bot.dialogue.arranging.talk import Tools
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import ARRANGING
from bot.dialogue.identifying import Identifying
from bot.dialogue.speech import Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Voice
from bot.guidance.rules import Reply
from bot.identity.rules import Level

#: The question that was open, among what is kept until somebody has proven again who they are.
QUESTION = "question"


class BesideTheQuestion:
    """`resumes`: under which name the talk goes on after proof."""

    def __init__(
        self,
        tools: Tools,
        identifying: Identifying,
        homes: Homes,
        disputing: Disputing,
        answers: Answers,
        resumes: str,
    ) -> None:
        self._tools = tools
        self._identifying = identifying
        self._homes = homes
        self._disputing = disputing
        self._answers = answers
        self._resumes = resumes

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """None where nothing of the kind was said."""
        flow = exchange.memory.flow
        ours = flow if flow is not None and flow.flow == ARRANGING else None
        if (about_amount := await self._doubted(exchange, voice, ours)) is not None:
            return about_amount
        return await self._wished(exchange, voice, ours) if ours is not None else None

    async def _wished(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        question, heard = str(flow.question), exchange.heard
        shown = bool(flow.known.get(rules.SHOWN))
        if not wishes.may_wish(heard.intent, heard.text, shown=shown):
            return None
        reply = Reply(heard.intent, heard.text, heard.entities)
        wished = wishes.read(question, reply, voice.today, shown=shown)
        if wished is None:
            return None
        if wished.turn is None and theme_of(self._tools.book, exchange, named=True, guessed=False) is not None:
            return None
        kept = {**flow.known, QUESTION: question}
        if (asked := await self._identifying.ensure(exchange, voice, Level.OWN, self._resumes, kept)) is not None:
            return asked
        talk = await self._homes.about(exchange, voice, flow.known)
        return talk if isinstance(talk, Speech) else await self._answers.wished(question, talk, wished)

    async def _doubted(self, exchange: Exchange, voice: Voice, flow: FlowState | None) -> Speech | None:
        """Who asks whether the amount is right, or takes a doubt back, also after it was passed on."""
        text, memory = exchange.heard.text, exchange.memory
        back = doubts.takes_back(text)
        if not memory.proven or (memory.flow is not None and flow is None):
            return None
        if not back and (flow is None or not doubts.doubts(text)):
            return None
        talk = await self._homes.only(exchange, voice, flow.known if flow is not None else {})
        if talk is None:
            return None
        question = str(flow.question).partition(".")[2] if flow is not None else ""
        if not back:
            return await self._disputing.explained(talk, question)
        taken = await self._disputing.taken_back(talk, question)
        if isinstance(taken, Speech) or taken is None:
            return taken
        return await self._answers.go_on(talk.without(*disputing.OF_PAYMENT), *taken)
