"""The rooms of the dialogue, put together once: who answers what is for `answering` to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.wishes import Wishes
from bot.clock import Clock
from bot.database.engine import Database
from bot.dialogue import months
from bot.dialogue.alarms import Alarms
from bot.dialogue.arranging.conversation import Arranging
from bot.dialogue.calmly import calmly
from bot.dialogue.changing_contact import ChangingContact
from bot.dialogue.conduct import Conduct
from bot.dialogue.defects import Defects
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.dialogue.in_danger import InDanger
from bot.dialogue.ledger_stage import LedgerStage
from bot.dialogue.memory import Memories
from bot.dialogue.misheard import Misheard
from bot.dialogue.noting import Noting
from bot.dialogue.ongoing import Ongoing
from bot.dialogue.outright import Outright
from bot.dialogue.plainer import Plainer
from bot.dialogue.question_beside import QuestionBeside
from bot.dialogue.said_beside import SaidBeside
from bot.dialogue.several import Understand
from bot.dialogue.short_answers import ShortAnswers
from bot.dialogue.teller import Teller
from bot.dialogue.told.deferring import Deferring
from bot.dialogue.told.offering import Offering
from bot.dialogue.told.paying import Paying
from bot.dialogue.told.reaching import Reaching
from bot.dialogue.told.righting import Righting
from bot.dialogue.told.talk import TellingBack
from bot.dialogue.told.too_much import TooMuch
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook


@dataclass(frozen=True)
class Rooms:
    book: AnswerBook
    handoffs: HandoffService
    intents: frozenset[str]
    guide: Guide
    conduct: Conduct
    identifying: Identifying
    contact: ChangingContact
    ledger_stage: LedgerStage
    teller: Teller
    alarms: Alarms
    in_danger: InDanger
    noting: Noting
    outright: Outright
    told: TellingBack
    short: ShortAnswers
    ongoing: Ongoing
    beside: QuestionBeside
    said_beside: SaidBeside
    misheard: Misheard
    defects: Defects
    plainer: Plainer
    memories: Memories
    wishes: Wishes


def rooms(
    database: Database,
    clock: Clock,
    *,
    book: AnswerBook,
    handoffs: HandoffService,
    values: Mapping[str, str],
    intents: frozenset[str],
    guide: Guide,
    conduct: Conduct,
    identifying: Identifying,
    arranging: Arranging,
    contact: ChangingContact,
    ledger_stage: LedgerStage,
    reaches_on_call: Callable[[str], bool],
    understand: Understand,
) -> Rooms:
    """`values`: the corporation's own, by the names of the placeholders; `understand`: the engine's ear for a part."""
    teller = Teller(book, handoffs, clock, values, guide.days_told)
    alarms = Alarms(database, clock, book, handoffs, teller, guide, conduct, reaches_on_call)
    noting, short = Noting(book, teller), ShortAnswers(conduct, book)
    most, longest = months.number_in(values.get("most_terms")), months.number_in(values.get("longest_deferral"))
    days = timedelta(longest) if longest else None
    understand = calmly(understand, conduct)
    outright = Outright(book, teller, understand, most, days)
    told = TellingBack(
        Reaching(book, teller, handoffs, outright.briefly),
        Paying(book, teller),
        TooMuch(teller),
        Deferring(book, teller, days),
        Offering(book, teller, most, days, outright.briefly),
        Righting(book, teller),
        identifying,
    )
    beside = QuestionBeside(book, conduct, understand)
    return Rooms(
        book=book,
        handoffs=handoffs,
        intents=intents,
        guide=guide,
        conduct=conduct,
        identifying=identifying,
        contact=contact,
        ledger_stage=ledger_stage,
        teller=teller,
        alarms=alarms,
        in_danger=InDanger(book, teller, alarms),
        noting=noting,
        outright=outright,
        told=told,
        short=short,
        ongoing=Ongoing(alarms, short, outright, identifying, contact, arranging, noting, guide, told),
        beside=beside,
        said_beside=SaidBeside(book, conduct, teller, beside),
        misheard=Misheard(book, teller, noting, intents),
        defects=Defects(book, teller),
        plainer=Plainer(book, teller, guide, intents),
        memories=Memories(database, clock),
        wishes=Wishes(database, clock),
    )
