"""What may be asked for collecting, and whether a fourteen-day letter holds: sums told in words."""

from collections.abc import Mapping, Sequence

from bot.channels.contract import Button
from bot.dialogue.dates import day_in
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows.rules import COSTS_ASKED, COSTS_PRINCIPAL
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.voice import Lines, Voice
from bot.guidance import costs as sums
from bot.guidance.words import euros
from bot.knowledge.services import AnswerBook


class Reckoning:
    def __init__(self, tariffs: Sequence[sums.Tariff], book: AnswerBook, lines: Lines) -> None:
        self._tariffs = tariffs
        self._book = book
        self._lines = lines

    @staticmethod
    def told(exchange: Exchange) -> dict[str, str] | None:
        """What the talk told of the sums; None where all that is owed was paid, and nothing is to be reckoned."""
        notes, told = exchange.memory.notes, exchange.sums
        if notes.owed is None and (notes.paid or told.says_paid):
            return None
        sums_told = {COSTS_PRINCIPAL: notes.owed, COSTS_ASKED: told.costs if notes.owed else None}
        return {question: str(cents) for question, cents in sums_told.items() if cents}

    @staticmethod
    def told_at_once(exchange: Exchange) -> dict[str, str] | None:
        """Costs that this message names beside the rent that they are over; None where it does not name both."""
        told = exchange.sums
        principal = told.owed or told.rent
        return {COSTS_PRINCIPAL: str(principal), COSTS_ASKED: str(told.costs)} if principal and told.costs else None

    def most(self, known: Mapping[str, str], voice: Voice) -> Speech:
        found = sums.collection_costs(int(known[COSTS_PRINCIPAL]), sums.tariff_on(self._tariffs, voice.today))
        values = {**voice.values, **_amounts(found)}
        return Speech(self._book.line("costs_most", values=values, seed=voice.seed), (), found.facts)

    def without_letter(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        """To who got no letter yet: that nothing comes on top without one, and the most that it could be."""
        most = self.most(known, voice)
        line = self._lines.line("later_costs_no_letter", voice, exchange)
        facts = tuple(dict.fromkeys((*most.facts, "veertiendagen-start", "veertiendagen-inhoud")))
        return Speech(f"{line}\n\n{most.text}", (self._lines.human(),), facts)

    def costs(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        principal = known.get(COSTS_PRINCIPAL, "unknown")
        buttons = (Button("Klopt deze brief?", Payload("inform", {"flow": "notice"}).encode()), self._lines.human())
        if not principal.isdigit() or int(principal) == 0:
            return Speech(self._lines.line("costs_unknown", voice, exchange), buttons, ("wik-staffel", "wik-minimum"))
        found = sums.collection_costs(int(principal), sums.tariff_on(self._tariffs, voice.today))
        asked = known.get(COSTS_ASKED, "unknown")
        values = {**voice.values, **_amounts(found)}
        if not asked.isdigit():
            text = self._book.line("costs_most", values=values, previous_texts=exchange.memory.said, seed=voice.seed)
        else:
            verdict = sums.compare(int(asked), found)
            text = self._book.line(f"costs_{verdict}", values={**values, "asked": euros(int(asked))}, seed=voice.seed)
        limits = self._lines.line("costs_not_decided", voice, exchange)
        return Speech(f"{text}\n\n{limits}", buttons, found.facts)

    def notice(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        notice = sums.Notice(
            received=day_in(known.get("notice.received")),
            pay_by=day_in(known.get("notice.pay_by")),
            names_costs={"yes": True, "no": False}.get(known.get("notice.names_costs", "")),
        )
        findings = sums.check_notice(notice, sums.tariff_on(self._tariffs, voice.today))
        lines = [self._lines.line(f"notice_{finding}", voice, exchange) for finding in findings]
        if not lines:
            lines = [self._lines.line("notice_nothing", voice, exchange)]
        text = f"{' '.join(lines)}\n\n{self._lines.line('costs_not_decided', voice, exchange)}"
        facts = ("veertiendagen-start", "veertiendagen-inhoud", "veertiendagen-fout")
        legal = Button("Juridische hulp", Payload("ask_legal_help").encode())
        return Speech(text, (legal, self._lines.human()), facts)


def _amounts(found: sums.Costs) -> dict[str, str]:
    return {
        "principal": euros(found.principal_cents),
        "maximum": euros(found.maximum_cents),
        "with_vat": euros(found.with_vat_cents),
    }
