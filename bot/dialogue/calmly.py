"""A part of a message, understood by itself without the dangers that plain words explain."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.dialogue import dangers
from bot.dialogue.client import Parse
from bot.dialogue.conduct import Conduct


def calmly(understand: Callable[[str], Awaitable[Parse]], conduct: Conduct) -> Callable[[str], Awaitable[Parse]]:
    """The same ear, which takes "en als ik niks doe" for a question as the talk itself does."""

    async def heard(text: str) -> Parse:
        parse = await understand(text)
        sure = dangers.sureness(parse.intent, parse.signals)
        if not sure or not conduct.explains_all(sure, text):
            return parse
        kept = [signal for signal in parse.signals if signal.get("name") not in dangers.DANGERS]
        intent = None if parse.intent in dangers.DANGER_OF_INTENT else parse.intent
        return replace(parse, signals=kept, intent=intent)

    return heard
