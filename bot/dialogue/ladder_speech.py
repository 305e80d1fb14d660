"""What the identity ladder says: its question, a word on what happened, and how it ends."""

from dataclasses import replace

from bot.channels.contract import SHARE_PHONE, Button
from bot.clock import in_amsterdam
from bot.dialogue import tenant_number
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.guide import Guide
from bot.dialogue.ladder_questions import BIRTH_DATE, CODE, NUMBER, SECOND_CODE
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.voice import Lines, Voice
from bot.identity.answers import Outcome, Reply
from bot.identity.hearing import Asked

QUESTIONS = {
    Outcome.ASK_NUMBER: NUMBER,
    Outcome.ASK_BIRTH_DATE: BIRTH_DATE,
    Outcome.ASK_CODE: CODE,
    Outcome.ASK_SECOND_CODE: SECOND_CODE,
}
#: Said before the same question is put again.
LINES = {
    Outcome.NO_MATCH: "identity_no_match",
    Outcome.WRONG_CODE: "identity_wrong_code",
    Outcome.CODE_OVER: "identity_code_over",
    Outcome.WAIT: "identity_wait",
}


class LadderSpeech:
    """Leaves the question that it puts open, and closes it where it says that nothing is asked any more."""

    def __init__(self, lines: Lines, guide: Guide) -> None:
        self._lines = lines
        self._guide = guide

    def put(self, exchange: Exchange, voice: Voice, flow: FlowState, *, again: bool) -> Speech:
        """The question of the ladder, with a person beside it."""
        exchange.memory.flow, exchange.memory.asleep = flow, None
        if flow.question == NUMBER:
            tenant_number.put(exchange.memory)
        asked = self._guide.asked(flow, exchange, voice, again=again)
        share = (Button("Deel mijn nummer", SHARE_PHONE),) if flow.question == NUMBER else ()
        return replace(asked, buttons=(*asked.buttons[:2], *share, self._lines.human()))

    def put_behind(self, exchange: Exchange, voice: Voice, flow: FlowState, line_id: str) -> Speech:
        """A line, with the question in other words behind it."""
        asked = self.put(exchange, voice, flow, again=True)
        return replace(asked, text=f"{self._lines.line(line_id, voice, exchange)} {asked.text}")

    def happened(self, exchange: Exchange, voice: Voice, flow: FlowState, line_id: str, wait: str = "") -> Speech:
        """A line about what happened; the question stays open without being put again word for word."""
        before = tenant_number.times_put(exchange.memory)
        asked = self.put(exchange, voice, flow, again=True)
        tenant_number.put_times(exchange.memory, before)
        return replace(asked, text=self._lines.line(line_id, voice, exchange, wait=wait))

    def after_step(self, exchange: Exchange, voice: Voice, flow: FlowState, reply: Reply) -> Speech:
        """What comes of a step that proves nothing yet: the next question, or why the same one stays open."""
        if reply.outcome in QUESTIONS:
            again = flow.question == QUESTIONS[reply.outcome]
            return self.put(exchange, voice, replace(flow, question=QUESTIONS[reply.outcome]), again=again)
        wait = in_amsterdam(reply.until).strftime("%H.%M uur") if reply.until else ""
        for_code = reply.asked is Asked.CODE and flow.question != SECOND_CODE
        question = CODE if for_code or not flow.question else flow.question
        return self.happened(exchange, voice, replace(flow, question=question), LINES[reply.outcome], wait=wait)

    def proven(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """Thanks, in front of what goes on; who shares the device can say so."""
        thanks = self._lines.line("identity_proven", voice, exchange)
        shared = Button("Gedeeld apparaat", Payload("inform", {"identity": "shared"}).encode())
        text = f"{thanks}\n\n{speech.text}".strip()
        return replace(speech, text=text, buttons=(*speech.buttons[:2], shared))

    def shared_device(self, exchange: Exchange, voice: Voice) -> Speech:
        """That nothing stays known on a device that others use too."""
        return Speech(self._lines.line("identity_shared", voice, exchange), (self._lines.human(),))

    def third_party(self, exchange: Exchange, voice: Voice) -> Speech:
        """What somebody hears who writes for another."""
        exchange.memory.flow = None
        buttons = (
            Button("Ik ben gemachtigd", Payload("inform", {"identity": "delegate"}).encode()),
            Button("Machtiging regelen", Payload("inform", {"identity": "authorise"}).encode()),
            self._lines.human(),
        )
        return Speech(self._lines.line("identity_third_party", voice, exchange), buttons)

    def authorising(self, exchange: Exchange, voice: Voice, promise: str) -> Speech:
        """How somebody comes to act for another: through a person."""
        return Speech(self._lines.line("identity_authorise", voice, exchange, promise=promise))

    def no_way(self, exchange: Exchange, voice: Voice, promise: str) -> Speech:
        """That it cannot be proven from here; a person can help."""
        exchange.memory.flow = None
        return Speech(self._lines.line("identity_no_way", voice, exchange, promise=promise))

    def given_up(self, exchange: Exchange, voice: Voice) -> Speech:
        """That it is not asked again; a person is offered."""
        exchange.memory.flow = None
        return Speech(self._lines.line("flow_given_up", voice, exchange), (self._lines.human(),))
