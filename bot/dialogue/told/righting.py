"""A correction of what was told is said back with what now stands: by itself, or in front of what else is answered."""

from dataclasses import replace

from bot.dialogue import dangers, rules
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import saying
from bot.knowledge.services import AnswerBook

#: What a message that only puts something right may be understood as.
RIGHTING = rules.UNHEARD | {
    *("inform", "unsure", "affirm", "deny", "cancel", "express_anger", "complain_bot", "dispute_debt"),
    *("report_payment_made", "report_eviction_notice", "report_court_summons", "ask_letter_meaning", "ask_privacy"),
}
#: The same where something is gone by it: "haal mijn nummer weg" ends no messages, and changes nothing on file.
GOES = frozenset({"opt_out", "change_contact_details", "request_callback", "goodbye", "request_data_rights"})
#: A message this short asks for nothing beside what it takes back.
BARE_WORDS = 5
#: And one this short asks no more than whether it stands so.
SHORT_QUESTION = 12


class Righting:
    def __init__(self, book: AnswerBook, teller: Teller) -> None:
        self._book = book
        self._teller = teller

    def heard(self, exchange: Exchange) -> Speech | None:
        """The whole answer to a message that only puts something right; None where it asks or offers more."""
        heard, corrected = exchange.heard, exchange.corrected
        known = corrected.stands or corrected.gone
        takes = heard.intent in RIGHTING or bool(corrected.gone and heard.intent in GOES)
        only_asks_so = corrected.asked and len(heard.text.split()) <= SHORT_QUESTION
        more = exchange.sums.offers or (asks_somewhere(heard.text) and not only_asks_so)
        if not corrected or not takes or more:
            return None
        theme = theme_of(self._book, exchange, guessed=False)
        bare = len(heard.text.split()) <= BARE_WORDS
        if theme is not None and not bare and (not known or corrected.asked or self._book.is_first([theme])):
            return None
        exchange.memory.told = []
        return Speech(self._said(exchange), (self._teller.human(),))

    def beside(self, exchange: Exchange, speech: Speech) -> Speech:
        """An answer to something else, or to danger, behind what was put right."""
        corrected = exchange.corrected
        known = [*corrected.stands, *corrected.gone]
        if speech.silent or not known or all(what in speech.text for what in known):
            return speech
        return replace(speech, text=f"{self._said(exchange)}\n\n{speech.text}")

    def _said(self, exchange: Exchange) -> str:
        corrected = exchange.corrected
        if corrected.nothing and not corrected.gone:
            return self._teller.line("righted_what", exchange)
        lines = []
        if corrected.gone:
            lines.append(self._teller.line("righted_gone", exchange, what=saying.together(corrected.gone)))
        if corrected.stands:
            line = "righted_yes" if corrected.asked else "righted_now" if corrected.gone else "righted"
            lines.append(self._teller.line(line, exchange, what=saying.together(corrected.stands)))
        return " ".join(lines)


def only_rights(exchange: Exchange) -> bool:
    """Whether a message does no more than put right what was told of a danger that was answered already."""
    righted = bool(exchange.corrected.stands or exchange.corrected.gone)
    return (
        righted and not asks_somewhere(exchange.heard.text) and exchange.memory.danger not in {None, *dangers.HOLDS_ON}
    )
