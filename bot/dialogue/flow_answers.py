"""What a message answers to the question of a flow: the value that is put down for it."""

from dataclasses import replace
from datetime import date

from bot.dialogue import letter_days
from bot.dialogue.exchange import Exchange
from bot.dialogue.told import days, sums
from bot.dialogue.told.days import DayRole
from bot.guidance import rules
from bot.guidance.models import Question

#: Questions whose day lies ahead, whatever year the reader of dates thought of, and what that day is.
AHEAD = {"letter.day_hearing": DayRole.HEARING, "letter.day_eviction": DayRole.EVICTION}
#: Questions whose day lies behind.
BEHIND = frozenset({"letter.day_notice", "letter.day_opposition", "notice.received"})


def reply_of(exchange: Exchange) -> rules.Reply:
    """The message, as a question hears it."""
    return rules.Reply(exchange.heard.intent, exchange.heard.text, exchange.heard.entities)


def only_day_written(question: Question, exchange: Exchange) -> bool:
    """Whether the day on the letter is told where it is asked when it came."""
    return question.id in BEHIND and letter_days.only_written(exchange.heard.text, exchange.heard.entities)


def value_of(question: Question, exchange: Exchange, today: date) -> str | None:
    """What is put down as the answer; None when the message is none."""
    reply = _fitting(question, exchange)
    value = rules.answer_to(question, reply, today)
    in_letter = value is not None and letter_days.stands_in_letter(reply.text, reply.entities, value)
    if reply.choice is None and not (question.takes == "date" and in_letter):
        value = sums.fitting(question.id, question.takes, exchange.sums, value)
    if value is not None and question.id in AHEAD:
        return rules.ahead(value, today)
    if value is not None and question.id in BEHIND and value != "unknown":
        return rules.behind(value, today)
    return value


def _fitting(question: Question, exchange: Exchange) -> rules.Reply:
    """The reply without the days that are another than the one that is asked for."""
    heard, reply = exchange.heard, reply_of(exchange)
    if question.id in BEHIND:
        return replace(reply, entities=letter_days.without_written(heard.text, heard.entities))
    if (role := AHEAD.get(question.id)) is not None:
        return replace(reply, entities=days.fitting(heard.text, heard.entities, role))
    return reply
