"""A part of a message, understood by itself without the dangers that plain words explain."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.dialogue import dangers
from bot.dialogue.client import Parse
from bot.dialogue.conduct import Conduct

#: Nothing is heard more surely than this: only words with `below: 1` explain it.
SURE = 0.999


def calmly(understand: Callable[[str], Awaitable[Parse]], conduct: Conduct) -> Callable[[str], Awaitable[Parse]]:
    """The same ear, which takes "en als ik niks doe" for a question as the talk itself does."""

    async def heard(text: str) -> Parse:
        parse = await understand(text)
        sure = dangers.sureness(parse.intent, parse.signals)
        if not sure or not all(conduct.explains(kind, text, min(measure, SURE)) for kind, measure in sure.items()):
            return parse
        kept = [signal for signal in parse.signals if signal.get("name") not in dangers.DANGERS]
        intent = None if parse.intent in dangers.DANGER_OF_INTENT else parse.intent
        return replace(parse, signals=kept, intent=intent)

    return heard
