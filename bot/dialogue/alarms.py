"""Danger: heard in the words, in what the engine noticed or in a date, and answered alone on the screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.clock import Clock
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.dialogue import checking, dangers, doubting, harm, paper, rules, suspect_messages
from bot.dialogue.about_home import AboutHome
from bot.dialogue.conduct import Conduct
from bot.dialogue.danger_lines import DangerLines
from bot.dialogue.exchange import Exchange, Heard
from bot.dialogue.for_other import THIRD_PARTY, UNDERSTOOD
from bot.dialogue.guide import Guide
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.threatening import Aim, aim, comes_armed
from bot.dialogue.which_reply import WhichReply
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook

#: A feeling as which a whole message is understood.
FEELING_OF_INTENT = {
    "express_anger": "anger",
    "express_shame": "shame",
    "fear_eviction": "fear",
    UNDERSTOOD: THIRD_PARTY,
}
#: Dangers at home: taken for each other, and denied in one breath ("ik sla mijn kind niet").
HOME = frozenset({"violence", "child_at_risk"})
#: What may be left beside a denial, and is then answered by itself: a home without food is no child in danger.
LEFT = "no_food"
#: The danger that "laat maar" ends, of those that hold on: of a life or of blows those words may be part of the danger.
LET_BE = "child_at_risk"


class Alarms:
    """`reaches`: whether anybody is told of such a danger while nobody is at work."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        book: AnswerBook,
        handoffs: HandoffService,
        teller: Teller,
        guide: Guide,
        conduct: Conduct,
        reaches: Callable[[str], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._handoffs = handoffs
        self._teller = teller
        self._home = AboutHome(book, self._teller, guide)
        self._conduct = conduct
        self._reaches = reaches
        self.lines = DangerLines(book, teller)
        self._which = WhichReply(book, teller)

    def listen(self, exchange: Exchange) -> None:
        """Leave out what was heard in words that only say that something is not so (a danger, a feeling), and the
        dangers that plain words explain, all of them."""
        heard = exchange.heard
        unfelt = self._conduct.unfelt_in(heard.text)
        kept = [s for s in heard.signals if s.get("name") not in unfelt and not self._is_no_danger(s, heard.signals)]
        heard = replace(heard, signals=kept)
        sure = dangers.sureness(heard.intent, heard.signals)
        if sure and self._conduct.explains_all(sure, heard.text):
            heard = doubting.without(heard, dangers.DANGERS)
        if suspect_messages.is_suspect(heard.text):
            heard = doubting.without(heard, {"homeless_now"})  # Whether it is genuine is what is asked.
        if FEELING_OF_INTENT.get(heard.intent) in unfelt:
            heard = replace(heard, intent="nlu_fallback", topics=())
        if self._home.is_of_it(exchange) and not harm.is_told(heard.text) and self._veiled(heard.text) is None:
            heard = doubting.without(heard, HOME)  # Where the children will sleep is no question of blows.
        exchange.heard = heard
        if self._home.asks_on(exchange):
            exchange.heard = doubting.without(heard, {"homeless_now"})

    def doubt(self, exchange: Exchange) -> bool:
        """Leave out the dangers that the words deny, and those that are not clear beside that; whether nothing is left
        to answer."""
        heard, memory = exchange.heard, exchange.memory
        denied = self._conduct.denied_in(heard.text)
        if denied or memory.denied:
            gone = denied | doubting.unlikely(heard, denied, self._veiled(heard.text), earlier=memory.denied)
            exchange.heard = doubting.without(heard, gone)
        said = bool(denied or self._conduct.unfelt_in(heard.text) - {THIRD_PARTY})
        left = dangers.sureness(exchange.heard.intent, exchange.heard.signals)
        more = self._conduct.leaves_more(heard.text) or doubting.asked_beside(exchange.heard) is not None
        return said and not left and not more

    def taken_back(self, exchange: Exchange) -> Speech:
        """To who says of a danger or a feeling, unasked, that it is not so; for a life, with where to call if it is."""
        speech = Speech(self._book.line("denied_unasked", previous_texts=exchange.memory.said))
        told = self._conduct.denied_in(exchange.heard.text) - {exchange.memory.denied}
        kind = next((kind for kind in ("suicide", "violence") if kind in told), None)
        return speech if kind is None else self.lines.quietly(exchange, speech, kind)

    def _is_no_danger(self, signal: Mapping[str, Any], signals: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the stretch that raised a danger only denies one, or tells what somebody does about another."""
        text = str(signal.get("text") or "")
        if signal.get("name") not in dangers.DANGERS or not text:
            return False
        others = any(s.get("name") in dangers.DANGERS and s.get("text") != text for s in signals)
        return self._conduct.only_denies(text) or (others and self._conduct.is_beside_another(text))

    def beside(self, exchange: Exchange) -> list[str]:
        """The dangers that the words hold beside what the engine acts on by itself, the one that leads first."""
        heard = exchange.heard
        # A threat against our people is heard as violence too; whoever is in danger otherwise comes first.
        others = [signal for signal in heard.signals if signal.get("name") != "violence"]
        if self._threatens_us(heard) and not dangers.danger_in(None, others):
            return ["threat_to_staff"]
        if (veiled := self._veiled(heard.text)) is not None:
            return dangers.dangers_in(heard.intent, heard.signals, veiled)
        if (case := self._conduct.case(heard.text)) is not None and not self._is_worse(exchange):
            return [case]
        if self._home.asks_on(exchange):
            return []
        return ["homeless_now"] if self._home.is_soon(exchange) or self._which.is_by_law_after_all(exchange) else []

    def worn_out(self, exchange: Exchange) -> Speech | None:
        """The question whether it is too much, to who cannot sleep for fear, also where an alarm was taken back.

        Only once in a while, and only where something of a home hangs over them: anybody else gets their answer.
        """
        memory, text = exchange.memory, exchange.heard.text
        heavy = memory.denied is not None or self._home.is_of_it(exchange)
        if not heavy or not harm.is_worn_out(text) or memory.danger in dangers.HOLDS_ON:
            return None
        if checking.asked(exchange) is not None or self._conduct.denied_in(text):
            return None
        return self.lines.check(exchange, "suicide")

    def _threatens_us(self, heard: Heard) -> bool:
        """Whether our people are threatened: in plain words, or in what was heard as violence and is aimed at us."""
        if rules.threatens(heard.text, self._conduct.threats) or comes_armed(heard.text):
            return True
        return "violence" in dangers.sureness(heard.intent, heard.signals) and aim(heard.text) is Aim.US

    def heard_in(self, exchange: Exchange) -> list[str]:
        """The dangers that the engine heard; none where plain words explain all of them."""
        heard = exchange.heard
        sure = dangers.sureness(heard.intent, heard.signals)
        if self._conduct.explains_all(sure, heard.text):
            return []
        return dangers.dangers_in(heard.intent, heard.signals)

    def is_denied(self, exchange: Exchange) -> bool:
        """Whether the tenant says that the danger that was answered is not so, and clearly tells of no other."""
        heard, standing = exchange.heard, exchange.memory.danger
        if standing is None:
            return False
        denied = self._conduct.denied_in(heard.text)
        if not denied & {standing, *self._taken_for(standing)}:
            if standing not in dangers.HOLDS_ON or not self._conduct.denies(standing, heard.text):
                return False
            # In general words; who tells of the danger outright in the same breath has not denied it.
            if doubting.surely(heard).get(standing, 0.0) >= doubting.AGAIN:
                return False
        denied |= {standing}
        veiled = self._veiled(heard.text)
        clear = set(doubting.surely(heard)) - doubting.unlikely(heard, denied, veiled) - denied - {LEFT}
        return not clear and (veiled is None or veiled in denied)

    def lets_be(self, exchange: Exchange) -> bool:
        """Whether "laat maar" ends the danger that was answered."""
        heard = exchange.heard
        return exchange.memory.danger == LET_BE and heard.intent == "cancel" and not self.heard_in(exchange)

    def left(self, exchange: Exchange) -> list[str]:
        """The lack of food that is told or asked about beside a denial; it needs an answer of its own."""
        heard = exchange.heard
        sure = doubting.surely(heard).get(LEFT, 0.0)
        told = sure >= dangers.FAINT and not self._conduct.explains(LEFT, heard.text, sure)
        is_left = (told or self._conduct.case(heard.text) == LEFT) and LEFT not in self._conduct.denied_in(heard.text)
        return [LEFT] if is_left and exchange.memory.danger != LEFT else []

    async def let_go(self, exchange: Exchange) -> str:
        """What is said to it, once. The mark at the desk stays, and so does who was called: a denial is no all-clear.

        What the message holds beside its denial is left in `exchange`, for an answer in the same breath.
        """
        memory, heard = exchange.memory, exchange.heard
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id, with_for_update=True)
            conversation.danger_denied_at = self._clock()
        line = "danger_let_be" if self.lets_be(exchange) else "danger_denied"
        exchange.heard = doubting.without(heard, dangers.DANGERS)
        memory.denied, memory.danger = memory.danger, None
        return self._book.line(line, previous_texts=memory.said)

    def is_faint(self, exchange: Exchange) -> bool:
        """Whether a danger was only faintly heard in a plain question, which then gets its answer."""
        heard = exchange.heard
        return doubting.is_faint(heard) or doubting.is_whisper(
            heard, theme_of(self._book, exchange, guessed=False) is not None
        )

    def check(self, exchange: Exchange, kind: str) -> Speech | None:
        """The calm question whether this danger is meant; None where its reply asks already, or it has none."""
        return self.lines.check(exchange, self._which.of_harm(exchange) if kind == "violence" else kind)

    def _veiled(self, text: str) -> str | None:
        """The danger that veiled words tell of, unless the same words deny it."""
        veiled = self._conduct.danger(text)
        return None if veiled in self._conduct.denied_in(text) else veiled

    @staticmethod
    def _taken_for(standing: str) -> frozenset[str]:
        """The dangers for which the one that was answered is easily taken: who denies those denies this one."""
        return HOME if standing in HOME else frozenset()

    @staticmethod
    def _is_worse(exchange: Exchange) -> bool:
        """Whether a danger was clearly heard that a case with a reply of its own does not cover."""
        sure = doubting.surely(exchange.heard)
        clear = any(sure.get(kind, 0.0) >= dangers.FAINT for kind in ("suicide", "violence", "homeless_now"))
        return clear or sure.get("medical_risk", 0.0) >= doubting.AGAIN

    def beside_subjects(self, exchange: Exchange, speech: Speech) -> Speech:
        """Under an answer to other subjects, a calm line for a danger that was one subject of the message."""
        heard = exchange.heard
        crises = [t for t in heard.topics if t in dangers.CRISES and doubting.is_named(heard, t)]
        kinds = [dangers.DANGER_OF_INTENT[crisis] for crisis in crises]
        sure = doubting.surely(heard)
        kinds = [k for k in kinds if not self._conduct.explains(k, heard.text, sure.get(k, 0.0))]
        kind = next((k for k in kinds if k != exchange.memory.denied), None)
        return speech if kind is None else self.lines.quietly(exchange, speech, kind)

    async def reply(self, exchange: Exchange, kinds: Sequence[str]) -> Speech:
        """The fixed reply to danger, alone on the screen; the conversation goes to the top of the queue."""
        heard, memory = exchange.heard, exchange.memory
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id, with_for_update=True)
            standing = conversation.danger if conversation.danger_denied_at is None else None
            kind = self._leading(exchange, kinds, standing)
            again = standing == kind
            conversation.danger, conversation.danger_denied_at = kind, None
            await self._handoffs.request_within(session, conversation, Reason.DANGER, heard.text)
        memory.flow, memory.told = None, []
        values = self._values(kind)
        values["promise"] = self._once(values["promise"], memory.said)
        # Who asks for food is told where, also while a graver danger stands: its number then stays beside that.
        fed = list(kinds) == [LEFT] and kind != LEFT
        told_as = LEFT if fed else self._which.told_as(kind, exchange)
        again = self._book.dangers.was_said(LEFT, values, memory.said) if fed else again and told_as == kind
        # After an alarm that was taken back, a new one is asked about in full, as if it were the first.
        before = () if kind == "suicide" and memory.denied is not None else memory.said
        spoken = self._book.dangers.reply(told_as, values=values, previous_texts=before, again=again)
        text = self._home.with_rent(exchange, told_as, spoken.text)
        # A life may hang on the danger that does not lead: its number stands under the reply.
        also = [kind] if fed else [k for k in kinds if k != kind and self._stays(exchange, k)]
        lines = [self.lines.beside(exchange, k) for k in also[:1]]
        if kind == "homeless_now" and paper.rents_elsewhere(heard.text):
            lines.append(self._book.line("danger_other_landlord", values=values))
        return Speech("\n\n".join([text, *lines]), (), tuple(spoken.fact_ids), alone=True)

    def _once(self, promise: str, said: Sequence[str]) -> str:
        """Who reads this and when, said once in a while; after that one short line. What matters is the number."""
        sentence = self._teller.values()["promise"]
        if not any(sentence in earlier for earlier in said):
            return promise
        return self._book.line("danger_promise_again", previous_texts=said)

    @staticmethod
    def _stays(exchange: Exchange, kind: str) -> bool:
        """Whether a danger that does not lead keeps its number on the screen; of a child only where it was clear."""
        sure = dangers.sureness(exchange.heard.intent, exchange.heard.signals)
        clear = kind != "child_at_risk" or sure.get(kind, 1.0) >= dangers.FAINT
        return kind in dangers.HOLDS_ON and clear

    @staticmethod
    def _leading(exchange: Exchange, kinds: Sequence[str], standing: str | None) -> str:
        """What the reply is about; one that was only faintly heard does not push aside a danger that holds on."""
        heard = exchange.heard
        sure = dangers.sureness(heard.intent, heard.signals)
        new = next(iter(kinds), None)
        if standing in dangers.HOLDS_ON and new is not None and sure.get(new, 1.0) < dangers.FAINT:
            return str(standing)
        return dangers.graver(new, standing)

    def _values(self, kind: str) -> dict[str, str]:
        """While nobody is at work, also whether anybody is told: who waits for us must know what that is worth."""
        values = self._teller.values()
        if not self._handoffs.is_open():
            line = "danger_on_call" if self._reaches(kind) else "danger_nobody"
            values["promise"] = f"{values['promise']} {self._book.line(line)}"
        return values
