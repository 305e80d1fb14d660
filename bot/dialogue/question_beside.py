"""What stands beside other words ("dank je. en wat kost dat?", "nee. ik heb de post niet open"): understood by itself,
and not lost."""

import re
from dataclasses import replace

from bot.dialogue import asking, dangers, defects, nearly, not_so, rules
from bot.dialogue.client import EngineUnavailable
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange
from bot.dialogue.several import Understand
from bot.dialogue.theming import theme_of
from bot.knowledge.services import AnswerBook

#: What a message is understood as that says nothing of its own beside a question.
POLITE = rules.CONTROL_INTENTS - {"ask_source", "nlu_fallback"} | {
    *("express_anger", "express_shame", "complain_bot", "out_of_scope", "give_feedback")
}
#: A yes or a no: with a question mark behind more than a word or two it is a question, and no answer.
BARE = frozenset({"affirm", "deny", "thank", "unsure"})
BARE_WORDS = 3
_BAILIFF = "report_bailiff_letter"
_NO_SUBJECT = rules.CONTROL_INTENTS | rules.NO_TOPIC
#: A no with a sentence of its own behind it. "Nee dank je" and "nee hoor" are only a no.
_NO_AND = re.compile(
    r"^\W*(?:nee+|neen|nope)\b(?:[\s,.!]+(?:nee+|hoor|joh|sorry|dank (?:je|u)(?: wel)?))*[\s,.!:;-]+(?=\w)",
    re.IGNORECASE,
)


class QuestionBeside:
    def __init__(self, book: AnswerBook, conduct: Conduct, understand: Understand) -> None:
        self._book = book
        self._conduct = conduct
        self._understand = understand

    async def believe(self, exchange: Exchange) -> None:
        """Hear a message without the subjects that it says are not so, and the sentence behind a no by itself.

        Not where the no answers a question of ours that waits for it, or one to which it says something.
        """
        heard = exchange.heard
        if dangers.dangers_in(heard.intent, heard.signals) or exchange.memory.danger in dangers.HOLDS_ON:
            return
        untrue = not_so.denied(heard.text)
        if not_so.of_repair(heard.text, defects.MARK in exchange.memory.dates):
            untrue |= {"ask_early_signalling"}
        beside = {*heard.topics} - untrue - _NO_SUBJECT - {_BAILIFF}
        if not_so.only_asks_of_collector(heard.text) and (beside or not not_so.names_bailiff(heard.text)):
            untrue |= {_BAILIFF, "ask_seizure"}  # What is asked beside it says more of what somebody has.
        if untrue:
            topics = [topic for topic in heard.topics if topic not in untrue]
            # Beside an offer, what is left of a misheard message says less than the offer.
            others = [] if exchange.sums.offers else [topic for topic in topics if topic not in _NO_SUBJECT]
            left = next(iter(others), "nlu_fallback")
            ranking = [one for one in heard.ranking if one.get("name") not in untrue]
            intent = left if heard.intent in untrue else heard.intent
            heard = replace(heard, topics=topics, intent=intent, ranking=ranking)
            exchange.heard = heard
        answers = exchange.memory.flow is not None or self._conduct.meant("deny", exchange.moment.question) is not None
        rest = _NO_AND.sub("", heard.text)
        if heard.intent != "deny" or answers or rest == heard.text or len(rest.split()) <= BARE_WORDS:
            return
        if theme_of(self._book, exchange) is None:
            told = await self.of(exchange, rest)
            exchange.heard = told.heard if told else replace(heard, intent="nlu_fallback", text=rest, topics=())

    async def listen(self, exchange: Exchange) -> None:
        """Take a message for the question in it, where the rest is thanks, a yes, a no or a feeling.

        Never where a danger was heard or holds on, and not while a question of ours waits for that yes.
        """
        heard, memory = exchange.heard, exchange.memory
        if dangers.dangers_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return
        is_question = "?" in heard.text or asking.asks(heard.text)
        if heard.intent in BARE and is_question and len(heard.text.split()) > BARE_WORDS:
            exchange.heard = heard = replace(heard, intent="nlu_fallback", topics=())
        if memory.flow is not None or (question := asking.asked_beside(heard.text)) is None:
            return
        theme = theme_of(self._book, exchange)
        if theme is not None and not self._book.yields(theme):
            return
        if heard.intent not in POLITE and heard.intent != "nlu_fallback":
            exchange.heard = replace(heard, text=question, themes=()) if theme is not None else heard
            return
        if (asked := await self.of(exchange, question)) is not None:
            exchange.heard = asked.heard

    async def of(self, exchange: Exchange, question: str) -> Exchange | None:
        """The same message as if only this had been said; None where that is not understood, or is a danger."""
        try:
            parse = await self._understand(question)
        except EngineUnavailable:
            return None
        if dangers.dangers_in(parse.intent, parse.signals):
            return None
        intent = parse.intent or "nlu_fallback"
        if intent == "nlu_fallback":
            intent = nearly.meant(parse.ranking) or intent
        feelings = [s for s in exchange.heard.signals if s.get("name") in rules.FEELINGS]
        part = replace(
            exchange.heard,
            intent=intent,
            text=question,
            entities=parse.entities,
            signals=[*parse.signals, *feelings],
            ranking=parse.ranking,
            topics=parse.topics,
            themes=parse.themes,
        )
        told = replace(exchange, heard=part)
        known = part.intent not in POLITE | rules.UNHEARD
        return told if known or theme_of(self._book, told) is not None else None
