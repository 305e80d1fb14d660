"""Serve the trained model on loopback: `python -m engine.serve MODEL PORT`. Started and watched by the bot."""

import ctypes
import gc
import json
import logging
import os
import signal
import sys
import threading
import time
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
os.environ.setdefault("SANIC_WORKERS", "1")

PR_SET_PDEATHSIG = 1
PARENT_CHECK_SECONDS = 1.0
#: Where endpoints.yml finds the database; with it, all that is needed is known.
TRACKER_URL = "HUURKOMPAS_TRACKER_URL"


def die_with_parent() -> None:
    """End when the bot ends, however it ends. Linux tells us at once; elsewhere a thread looks every second."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


def quiet() -> None:
    """Errors are shown, chatter is not; and never the text of a message (Rasa logs it on failures)."""
    import warnings

    # Libraries set their own filters while they are imported; what is not shown needs no filter.
    warnings.showwarning = _unshown
    logging.basicConfig(level=logging.WARNING, format="engine: %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for name in ("rasa", "sanic", "sanic.root", "sanic.error", "sanic.access", "apscheduler", "tensorflow"):
        logging.getLogger(name).setLevel(logging.ERROR)

    import structlog

    structlog.configure(
        processors=[_without_content, structlog.stdlib.add_log_level, structlog.dev.ConsoleRenderer(colors=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _unshown(*_args: object, **_kwargs: object) -> None:
    """Deprecations inside pinned libraries are nothing that whoever runs this can act on."""


def _without_content(_logger, _name, event_dict):  # type: ignore[no-untyped-def]
    """Keep the name of the event and the kind of error, nothing a tenant wrote."""
    kept = {key: event_dict[key] for key in ("event", "level") if key in event_dict}
    error = event_dict.get("exc_info")
    if error:
        kept["error"] = type(sys.exc_info()[1]).__name__
    return kept


def main(model: str, port: int) -> None:
    die_with_parent()
    quiet()
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from engine import speed

    quiet()
    speed.apply()
    if TRACKER_URL not in os.environ:
        hear_the_rest()
    serve_application(
        model_path=model,
        interface="127.0.0.1",
        port=port,
        credentials="credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        auth_token=os.environ["HUURKOMPAS_ENGINE_TOKEN"],
        enable_api=True,
        server_listeners=[(_must_have_a_model, "after_server_start")],
    )


def hear_the_rest() -> None:
    """Wait for one line of JSON on standard input: what endpoints.yml and the input channel read from the environment.

    The libraries load meanwhile. When nobody tells anything, nobody wants an engine any more.
    """
    line = sys.stdin.readline()
    if not line:
        sys.exit(0)
    os.environ.update(json.loads(line))


async def _must_have_a_model(app: Any, _loop: Any) -> None:
    """Rasa goes on without a model when the one it was given cannot be loaded; better to end and say so."""
    agent = getattr(app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        print("engine: the model could not be loaded; train it anew with ./run train", file=sys.stderr, flush=True)
        os._exit(3)
    # Word lists are read when they are first needed: now, and not while somebody waits.
    await agent.parse_message("Hoi, ik moet 50 euro betalen vóór vrijdag 3 mei. Kan dat later?")
    give_memory_back()


def give_memory_back() -> None:
    """What loading took and is not needed any more goes back to the system; C's library would keep it for later."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
