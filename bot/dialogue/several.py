"""Several questions in one message, numbered or not: each understood by itself and answered in a few sentences."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.dialogue import asking, composing, dangers, nearly, rules
from bot.dialogue.client import EngineUnavailable, Parse
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.teller import REASONS, Teller
from bot.dialogue.theming import theme_of
from bot.knowledge.models import SpokenAnswer
from bot.knowledge.services import AnswerBook

Understand = Callable[[str], Awaitable[Parse]]
Reckon = Callable[[Exchange], Speech | None]
#: So many answers fit in one message, each of two or three sentences.
MOST_QUESTIONS = 6
#: From so many on they are answered one by one, also where one of them is not understood.
CLEARLY_SEVERAL = 3


@dataclass(frozen=True)
class Asked:
    """One of the questions, as if only it had been said."""

    part: Exchange
    theme: str | None

    @property
    def intent(self) -> str:
        return self.part.heard.intent

    @property
    def answer(self) -> str:
        """What the answer is known by."""
        return self.theme or self.intent


class SeveralQuestions:
    def __init__(self, book: AnswerBook, teller: Teller, understand: Understand) -> None:
        self._book = book
        self._teller = teller
        self._understand = understand

    async def answered(self, exchange: Exchange, reckon: Reckon) -> Speech | None:
        """All of them, in order; None where there are none, one holds a danger, or they are better taken as one."""
        numbered = asking.numbered(exchange.heard.text)
        questions = numbered or asking.listed(exchange.heard.text)
        of_letter = exchange.heard.value("letter_type") or exchange.heard.value("date")
        if of_letter and exchange.heard.intent in rules.LETTER_OF_INTENT and not numbered:
            return None  # A letter is told of, or its day: that is more than a question.
        if len(questions) < 2 or (asked := await self._asked(exchange, questions)) is None:
            return None
        if not numbered and not asking.is_burst(exchange.heard.text) and not self._are_apart(asked):
            return None
        wanted = next((REASONS[one.intent] for one in asked if one.intent in REASONS and one.theme is None), None)
        promise = await self._teller.promised(exchange, wanted) if wanted else ""
        told: list[str] = []
        rests_on: list[str] = []
        carried_by: list[str] = []
        for number, one in enumerate(asked, start=1):
            text, spoken = await self._short(one, promise, reckon)
            told.append(f"{number}. {text}")
            rests_on += spoken.fact_ids if spoken else ()
            carried_by += spoken.sourced if spoken else ()
        exchange.memory.told = [one.answer for one in asked if self._is_known(one)]
        source = self._book.source_line(list(dict.fromkeys(carried_by)))
        return Speech("\n\n".join([*told, *filter(None, [source])]), (self._teller.human(),), tuple(rests_on))

    async def briefly(self, exchange: Exchange, question: str, reckon: Reckon) -> str:
        """One question of a message by itself; empty where it was not understood, or holds a danger."""
        asked = await self._asked(exchange, [question])
        if not asked or (asked[0].theme is None and asked[0].part.heard.intent in rules.CONTROL_INTENTS):
            return ""  # A "yes" or thanks asks nothing.
        of_none = asked[0].intent == "ask_letter_meaning" and exchange.memory.at_stage is None
        if of_none and asked[0].theme is None:
            return ""  # Whether a letter comes, and not what one means.
        return (await self._short(asked[0], "", reckon))[0]

    async def _asked(self, exchange: Exchange, questions: Sequence[str]) -> list[Asked] | None:
        found = []
        for question in questions[:MOST_QUESTIONS]:
            try:
                parse = await self._understand(question)
            except EngineUnavailable:
                return None
            if dangers.dangers_in(parse.intent, parse.signals):
                return None
            found.append(self._one(exchange, question, parse))
        return found if any(self._is_known(one) for one in found) else None

    def _one(self, exchange: Exchange, question: str, parse: Parse) -> Asked:
        intent = parse.intent or "nlu_fallback"
        if intent == "nlu_fallback":
            intent = nearly.meant(parse.ranking) or intent
        heard = replace(
            exchange.heard,
            text=question,
            intent=intent,
            entities=parse.entities,
            signals=(),
            topics=(),
            themes=parse.themes,
        )
        part = Exchange(heard, exchange.memory)
        return Asked(part, theme_of(self._book, part))

    def _is_known(self, one: Asked) -> bool:
        return one.theme is not None or self._book.serves(one.intent)

    def _are_apart(self, asked: Sequence[Asked]) -> bool:
        """Whether questions without numbers are better answered one by one than as one message."""
        if len(asked) >= CLEARLY_SEVERAL:
            return True
        told = [one.answer for one in asked]
        does = any(one.theme is None and one.intent in nearly.NEVER for one in asked)
        vague = any(one.intent in rules.CONTROL_INTENTS | rules.NO_TOPIC and one.theme is None for one in asked)
        return all(self._is_known(one) for one in asked) and len(set(told)) == len(told) and not does and not vague

    async def _short(self, one: Asked, promise: str, reckon: Reckon) -> tuple[str, SpokenAnswer | None]:
        if (reckoned := reckon(one.part)) is not None:
            return composing.before_source(reckoned.text).replace("\n\n", " "), None
        if not self._is_known(one):
            return self._teller.line("part_unclear", one.part), None
        known = one.intent if self._book.serves(one.intent) else "ask_capabilities"
        spoken = await self._teller.spoken(one.part, known, promise=promise, answer_id=one.theme)
        return composing.brief(spoken.text, skips_head=one.theme is None), spoken
