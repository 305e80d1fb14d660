"""What every part of the arrangement in the chat shares: who talks about what, its tools, and how it speaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from bot.arrangements.book import AgreementView
from bot.arrangements.changing import ChangeService
from bot.arrangements.disputes import DisputeService
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Actor
from bot.arrangements.papers import Paper, Papers
from bot.arrangements.proposing import ProposalService
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.services import ArrangementService
from bot.channels.contract import Button
from bot.dialogue.arranging import rules
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import ARRANGING
from bot.dialogue.guide import Guide
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.voice import Voice
from bot.guidance.rules import Reply
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook
from bot.tenancy.services import TenancyService

OFFERED, SHOWN = rules.OFFERED, rules.SHOWN
#: Ours among the values of a button.
PRESSED = "arranging"
AGREE, OTHER, PAYOFF = "agree", "other", "payoff"

#: Where a next best path leads when it is pressed; the others are told only.
STEPS: Mapping[NextStep, tuple[str, str]] = {
    NextStep.ARRANGEMENT: ("In delen betalen", "request_payment_arrangement"),
    NextStep.OTHER_PLAN: ("Ander plan", "request_payment_arrangement"),
    NextStep.DEFERRAL: ("Later betalen", "request_deferral"),
    NextStep.PAY_DATE: ("Andere betaaldag", "request_paydate_change"),
    NextStep.DEBT_HELP: ("Schuldhulp", "ask_debt_help"),
    NextStep.BUDGET_COACH: ("Budgetcoach", "request_budget_coach"),
    NextStep.BENEFITS_CHECK: ("Toeslagen nakijken", "ask_benefits"),
}


#: What the talk is about once a path was named that nobody presses.
SUBJECTS: Mapping[NextStep, str] = {NextStep.ADMINISTRATOR: "report_administrator"}


@dataclass(frozen=True)
class Tools:
    """Handed to every part."""

    ground: Ground
    proposals: ProposalService
    agreements: ArrangementService
    changes: ChangeService
    disputes: DisputeService
    tenancy: TenancyService
    guide: Guide
    book: AnswerBook
    handoffs: HandoffService
    papers: Papers
    #: Channels that are a screen of our own.
    screens: frozenset[str]


@dataclass(frozen=True)
class Talk:
    """One message about one contract, by somebody who may hear of it; `known` is what was told in this flow."""

    exchange: Exchange
    voice: Voice
    contract_id: UUID
    #: Who is proven to be there: the one whose yes counts.
    person_id: UUID | None
    known: Mapping[str, str]

    @property
    def today(self) -> date:
        return self.voice.today

    @property
    def conversation_id(self) -> UUID:
        return self.exchange.heard.conversation_id

    @property
    def reply(self) -> Reply:
        heard = self.exchange.heard
        return Reply(heard.intent, heard.text, heard.entities)

    @property
    def asker(self) -> Asker:
        return Asker(Actor.TENANT, self.conversation_id)

    @property
    def told(self) -> Told:
        day, room = self.known.get(rules.INCOME_DAY, ""), self.known.get(rules.ROOM, "")
        facts, unknown = rules.told_facts(self.known)
        return Told(
            facts=facts,
            unknown=unknown,
            income_day=int(day) if day.isdigit() else None,
            room_cents=int(room) if room.isdigit() else None,
            room_asked=bool(room),
        )

    def knowing(self, **more: str) -> "Talk":
        return replace(self, known={**self.known, **more})

    def without(self, *keys: str) -> "Talk":
        return replace(self, known=rules.without(self.known, *keys))


class Speaking:
    """Lines, questions and buttons. Every part of the conversation speaks through this."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        #: Said when there is something to tell elsewhere; handed in by who tells it.
        self.news_left: Callable[[], None] = lambda: None

    def say(self, id_: str, **values: str) -> str:
        return self.tools.ground.texts.line(id_, **values)

    def ask(self, talk: Talk, question: str, *lead: str, again: bool = False) -> Speech:
        """The question, after what there is to tell first; the flow waits for its answer."""
        known = {**talk.known, rules.CONTRACT: str(talk.contract_id)}
        flow = FlowState(ARRANGING, f"arranging.{question}", known)
        talk.exchange.memory.flow = flow
        talk.exchange.memory.told = ["own"]
        asked = self.tools.guide.asked(flow, talk.exchange, talk.voice, again=again)
        return replace(asked, text=_joined(*lead, asked.text))

    def end(self, talk: Talk, *lines: str, buttons: Sequence[Button] = (), steps: Sequence[NextStep] = ()) -> Speech:
        """The last of this flow. `steps`: where it pointed; what comes next may be about that."""
        talk.exchange.memory.flow = None
        talk.exchange.memory.told = ["own", *(SUBJECTS[step] for step in steps if step in SUBJECTS)]
        return Speech(_joined(*lines), tuple(buttons) or (self.human(),))

    async def promise(self, talk: Talk, summary: str, reason: Reason = Reason.OTHER) -> str:
        """A person is called in; the sentence says when one reads this."""
        words = f"{summary} {talk.exchange.heard.text}".strip()
        return (await self.tools.handoffs.request(talk.conversation_id, reason, words)).sentence

    def human(self) -> Button:
        return button(self.tools.book.guess("request_human"), "request_human")

    def next_steps(self, steps: Sequence[NextStep]) -> tuple[str, tuple[Button, ...]]:
        """The first best path in words, and all that can be pressed, a person last."""
        words = self.say(f"next-{steps[0].value}") if steps else ""
        pressed = [button(*STEPS[step]) for step in steps if step in STEPS]
        return words, (*pressed[:2], self.human())

    def pay_link(self, cents: int, reference: str) -> tuple[str, ...]:
        """The line with the corporation's page to pay this on; nothing where it has none."""
        link = self.tools.ground.pay_link
        return (self.say("pay-link", pay_link=link.to(cents, reference)),) if link is not None and cents > 0 else ()

    def papers(self, talk: Talk, view: AgreementView) -> list[str]:
        """Lines with the links, for who is proven to be there; a calendar only where there is a day to put in it."""
        if talk.person_id is None:
            return []
        pdf, ics = self.tools.papers.links(Paper(view.id, talk.conversation_id, talk.person_id))
        lines = [self.say("agreed-papers", pdf=pdf)]
        return [*lines, self.say("agreed-calendar", ics=ics)] if view.terms else lines


def button(title: str, intent: str, **values: str) -> Button:
    return Button(title, Payload(intent, values).encode())


def agree_buttons(view_id: str, digest: str) -> tuple[Button, ...]:
    """Under a text that can be agreed to: the yes carries which text it is to. Also for what a collector proposes."""
    return (
        button("Ja, ik ga akkoord", "inform", **{PRESSED: AGREE, rules.AGREEMENT: view_id, rules.DIGEST: digest}),
        button("Nee, iets anders", "inform", **{PRESSED: OTHER, rules.AGREEMENT: view_id}),
    )


def dressed(flow: FlowState, speech: Speech) -> Speech:
    """The question with the buttons that depend on what was told."""
    known = flow.known
    if flow.question == "arranging.consent" and rules.AGREEMENT in known:
        return replace(speech, buttons=agree_buttons(known[rules.AGREEMENT], known.get(rules.DIGEST, "")))
    if flow.question == "arranging.choose_one":
        choices = [button(str(b.title), "inform", choice=known.get(OFFERED, "")) for b in speech.buttons[:1]]
        return replace(speech, buttons=(*choices, *speech.buttons[1:]))
    if flow.question == "arranging.choose":
        counts = [count for count in known.get(OFFERED, "").split(",") if count]
        return replace(speech, buttons=tuple(button(f"{c} termijnen", "inform", choice=c) for c in counts[:3]))
    if flow.question == "arranging.until" and known.get(OFFERED):
        return replace(speech, buttons=(button("Ja, die dag", "inform", choice=OFFERED), *speech.buttons[:2]))
    if flow.question == "arranging.pay_day":
        days = [day for day in known.get(OFFERED, "").split(",") if day]
        return replace(speech, buttons=tuple(button(f"Dag {d}", "inform", choice=d) for d in days[:3]))
    return speech


def _joined(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)
