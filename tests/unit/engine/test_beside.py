"""Half of the work beside this process."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any

from engine.beside import in_halves


class Late(Future[Any]):
    """What comes of work that begins only when it is asked for: as late as a real pool may begin."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work

    def result(self, timeout: float | None = None) -> Any:
        return self._work()


class Later(Executor):
    """A pool of such work."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Late:
        return Late(partial(fn, *args, **kwargs))


class Counting:
    """Work that remembers how much it did."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, items: Sequence[str]) -> list[tuple[str, int]]:
        found = []
        for item in items:
            found.append((item, self.done))
            self.done += 1
        return found


def test_the_items_come_back_in_their_order() -> None:
    assert [item for item, _ in in_halves(Later(), Counting(), "abcde")] == list("abcde")


def test_the_second_half_is_worked_on_with_what_there_was_before_the_first_began() -> None:
    assert in_halves(Later(), Counting(), "abcd")[2:] == [("c", 0), ("d", 1)]
