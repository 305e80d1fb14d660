"""A second process beside this one, for training: half of the work goes there, and comes back the same as if it had not."""

import pickle
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any, Callable, Iterator, List, Sequence, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


@contextmanager
def second_process() -> Iterator[ProcessPoolExecutor]:
    """One worker. Started anew and not copied: threads of TensorFlow and BLAS do not survive being copied."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        yield pool


def in_halves(pool: Executor, work: Callable[[Sequence[Item]], List[Made]], items: Sequence[Item]) -> List[Made]:
    """`work` over all items, the second half of them beside; in the items' order. `work` can be sent to a process."""
    half = len(items) // 2
    # Packed here and now: the pool would pack it while the first half is worked on, which may change what `work` holds.
    beside = pool.submit(_unpacked, pickle.dumps(partial(work, items[half:])))
    return [*work(items[:half]), *beside.result()]


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)()
