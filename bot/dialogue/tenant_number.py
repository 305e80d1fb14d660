"""How often the tenant number is asked for, and when no more. Pure.

It is put at most once more after it was first put, never behind an answer that needs no file, and never after somebody
said not to have it or not to want it. The talk goes on without it; the question then sleeps: a number typed later still
counts.
"""

from dataclasses import replace

from bot.dialogue.exchange import Heard, Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.ladder_questions import NUMBER

MOST_PUT = 2
#: Among what is kept of a talk. No kind of deadline has these names.
_PUT, _REFUSED = "number:put", "number:refused"
_ASLEEP = "asleep"


def put(memory: Memory) -> None:
    """The question was put."""
    put_times(memory, times_put(memory) + 1)


def put_times(memory: Memory, times: int) -> None:
    memory.dates[_PUT] = str(times)


def times_put(memory: Memory) -> int:
    return int(memory.dates.get(_PUT, "0"))


def refuse(memory: Memory) -> None:
    """Somebody has no number here, or does not want to give it."""
    memory.dates[_REFUSED] = "yes"


def forget(memory: Memory) -> None:
    """The next one at this screen was not asked yet."""
    memory.dates.pop(_PUT, None)
    memory.dates.pop(_REFUSED, None)


def may_be_put(memory: Memory) -> bool:
    return times_put(memory) < MOST_PUT and _REFUSED not in memory.dates


def pressed(heard: Heard) -> bool:
    """Whether a button asks: then what it says is done, however often the number was asked for."""
    return not heard.themes and len(heard.ranking) == 1 and float(heard.ranking[0].get("confidence") or 0) == 1.0


def sleeps(flow: FlowState) -> bool:
    return _ASLEEP in flow.known


def put_to_sleep(memory: Memory) -> None:
    """The open question is no longer put; what is typed to it still counts."""
    if memory.flow is not None and memory.flow.question == NUMBER:
        memory.asleep = replace(memory.flow, known={**memory.flow.known, _ASLEEP: "yes"})
        memory.flow = None


def let_go(memory: Memory) -> None:
    """The question is neither put nor waited for, open or asleep."""
    put_to_sleep(memory)
    memory.asleep = None


def wake(memory: Memory) -> FlowState | None:
    """The sleeping question as the open one; None where none sleeps."""
    if memory.asleep is None:
        return None
    known = {key: value for key, value in memory.asleep.known.items() if key != _ASLEEP}
    memory.flow, memory.asleep = replace(memory.asleep, known=known), None
    return memory.flow
