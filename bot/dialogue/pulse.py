"""When an engine that lives, and answers nothing, counts as hanging. Pure: what was seen is handed in.

It is not asked while it starts or is trained: it is looked at only once it could take turns.
"""

#: Seconds between two looks, and how long one may take. A busy engine answers slowly; it must not be shot for that.
LOOK_EVERY = 5.0
LOOK_LIMIT = 5.0
#: Looks in a row without a sign of life. With the figures above: half a minute after it stopped answering, at most.
MISSES = 3


class Pulse:
    """What the looks at one engine process have shown so far."""

    def __init__(self) -> None:
        self._missed = 0

    def hangs(self, *, looked: bool, answered: int) -> bool:
        """One look more: whether the engine replied to it, and how many turns it answered meanwhile.

        An answered turn is a sign of life too: under a flood a look waits its turn.
        """
        self._missed = 0 if looked or answered else self._missed + 1
        return self._missed >= MISSES
