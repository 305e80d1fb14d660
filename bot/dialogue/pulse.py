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

    def __init__(self, answers: int) -> None:
        """`answers`: how many turns were answered in all when the looks began."""
        self._answers = answers
        self._missed = 0

    def hangs(self, looked: bool, answers: int) -> bool:
        """One look more: whether the engine replied to it, and how many turns were answered in all by now.

        A turn that was answered since the last look is a sign of life too: under a flood a look may wait its turn.
        """
        alive = looked or answers != self._answers
        self._answers = answers
        self._missed = 0 if alive else self._missed + 1
        return self._missed >= MISSES
