"""Whether a danger that was only half heard is asked after first, calmly, before the whole protocol begins. Pure.

Of ordinary messages three in a hundred sound like a danger to the detector, and nearly always less surely than a real
one. Who is asked hears the number as well, and one word more brings the protocol.
"""

from bot.dialogue import dangers, doubting
from bot.dialogue.exchange import Exchange

#: From so surely on a danger is taken as told. Nine in ten of those in danger are heard above it, and one in a hundred
#: of the others (docs/decisions/0111).
TOLD = 0.9
#: How what was asked is kept among what was told last.
_CHECK = "check:"


def asked(exchange: Exchange) -> str | None:
    """The danger that the last message of ours asked after."""
    before = exchange.memory.as_recalled or exchange.memory
    return next((told.removeprefix(_CHECK) for told in before.told if told.startswith(_CHECK)), None)


def note(exchange: Exchange, kind: str) -> None:
    exchange.memory.told = [f"{_CHECK}{kind}"]


def confirmed(exchange: Exchange) -> str | None:
    """The danger that was asked after, and is so."""
    kind = asked(exchange)
    return kind if exchange.heard.intent == "affirm" else None


def is_half_heard(exchange: Exchange) -> bool:
    """Whether to ask first: never a second time, and never where a danger was told before or is understood as such."""
    sure, memory = doubting.surely(exchange.heard), exchange.memory
    plain = exchange.heard.intent not in dangers.CRISES and memory.danger is None and asked(exchange) is None
    return plain and bool(sure) and max(sure.values()) < TOLD
