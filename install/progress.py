"""Showing that a long step goes on: what is being done, and for how long already."""

import threading
import time

EVERY_SECONDS = 10.0


class going_on:
    """While inside: a line every some seconds. `more` may tell how far it is, as words that follow."""

    def __init__(self, what, say, more=lambda: "", every=EVERY_SECONDS, clock=time.monotonic):
        self._what = what
        self._say = say
        self._more = more
        self._every = every
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="progress", daemon=True)

    def __enter__(self):
        self._began = self._clock()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _tell(self):
        while not self._over.wait(self._every):
            self._say(f"… {self._what}{self._more()}, al {self._clock() - self._began:.0f} s")
