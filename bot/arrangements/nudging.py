"""The words of what is said of itself about an instalment."""

from bot.arrangements.book import Kept
from bot.arrangements.ground import Ground
from bot.arrangements.rules.guarding import Due, Nudge
from bot.arrangements.rules.life import State
from bot.arrangements.writing.document import full_day
from bot.guidance.words import euros


def words(ground: Ground, kept: Kept, due: Due, contract_number: str) -> str:
    """A reminder tells how to pay; the question after a miss and the thanks do not. Nothing for what is a person's."""
    term = due.term
    values = {
        "amount": euros(term.open_cents or term.amount_cents),
        "day": full_day(term.due_on),
        "number": str(term.number),
        "count": str(len(kept.terms)),
    }
    if due.nudge is Nudge.PERSON:
        return ""
    if due.nudge is Nudge.REMINDER:
        one = "-one" if len(kept.terms) == 1 else ""
        how = how_to_pay(ground, term.open_cents, kept.row.reference, contract_number)
        return f"{ground.texts.nudge(f'reminder{one}', **values)}\n\n{how}"
    if due.nudge is Nudge.THANKS:
        last = "-last" if kept.life.state is State.COMPLETED else ""
        return ground.texts.nudge(f"thanks{last}", **values)
    return ground.texts.nudge("question", **values)


def how_to_pay(ground: Ground, cents: int, reference: str, contract_number: str) -> str:
    """By the corporation's page where it has one; a transfer is always possible."""
    transfer = ground.texts.nudge(
        "reminder-how", account=ground.values["account"], reference=reference, reference_number=contract_number
    )
    if ground.pay_link is None:
        return transfer
    link = ground.texts.nudge("reminder-link", pay_link=ground.pay_link.to(cents, reference))
    return f"{link}\n\n{transfer}"
