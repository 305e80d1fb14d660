"""What the engine understands, line by line: `python -m engine.parse [--now ISO] [--model PATH] < messages`.

A line is plain text or a JSON object {"text": …, "now": …}; every line gets one JSON object back, in order.
"""

import argparse
import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterator, NamedTuple, Optional

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")


class Line(NamedTuple):
    """One message to read."""

    text: str
    now: Optional[str]


class BadLine(ValueError):
    """A line that cannot be read; its text says why."""


def read_line(raw: bytes, default_now: Optional[str]) -> Line:
    """A line of input as a message. What starts with a brace is JSON, all else is what a person wrote."""
    try:
        text = raw.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as error:
        raise BadLine("not UTF-8") from error
    if not text.lstrip().startswith("{"):
        return Line(text, default_now)
    try:
        body = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadLine(f"not valid JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(body.get("text"), str):
        raise BadLine('a "text" of type string is needed')
    now = body.get("now") or default_now
    if now is not None:
        now = iso_moment(now)
    return Line(body["text"], now)


def iso_moment(value: Any) -> str:
    """The moment as given, once it is sure that it is one."""
    try:
        datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError as error:
        raise BadLine(f'"now" is not an ISO moment: {value}') from error
    return str(value)


def answers(
    lines: BinaryIO, parse: Callable[[str, Optional[str]], Dict[str, Any]], now: Optional[str]
) -> Iterator[Dict[str, Any]]:
    """One answer a line; a bad line gets an error and does not stop the rest."""
    for raw in lines:
        try:
            line = read_line(raw, now)
            yield parse(line.text, line.now)
        except BadLine as error:
            yield {"error": str(error)}
        except Exception as error:  # one strange message must not cost the others theirs
            yield {"error": type(error).__name__}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run parse", description=__doc__)
    parser.add_argument("--now", help="the moment the messages were written, ISO 8601; default: now")
    parser.add_argument("--model", type=Path, help="a model file; default: that of the present content")
    options = parser.parse_args()
    try:
        now = iso_moment(options.now) if options.now else None
    except BadLine as error:
        parser.error(str(error))
    from engine.loaded import NoModel, Understanding, find_or_train

    # Libraries print where they like; what is piped on must be answers only.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    with contextlib.redirect_stdout(sys.stderr):
        try:
            understanding = Understanding(options.model or find_or_train())
        except NoModel as error:
            print(error, file=sys.stderr)
            return 1
        with contextlib.suppress(BrokenPipeError):
            for answer in answers(sys.stdin.buffer, understanding.parse, now):
                output.write(json.dumps(answer, ensure_ascii=False) + "\n")
                output.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
