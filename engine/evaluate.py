"""How well labelled messages are understood: `python -m engine.evaluate FILE [FILE…] [--plot DIR] [--json]`.

A line is {"text", "intent"} with, where known, "also" (intents that count as right too), "register", "now", "signals",
"entities", "entities_also" (defensible, but not asked for), "topics", and "theme" (the narrower answer it calls for, or null)
with "theme_also"; what is absent is not counted, an empty list says that there is none.
"""

import argparse
import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

from engine.measures import Case, measure  # noqa: E402 - the environment is set first


def labelled(paths: List[Path]) -> Iterator[Dict[str, Any]]:
    """All labelled lines; a bad one ends the evaluation with its place."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                label = json.loads(line)
            except json.JSONDecodeError as error:
                raise SystemExit(f"{path}:{number}: not valid JSON: {error.msg}") from error
            if not isinstance(label, dict) or not isinstance(label.get("text"), str):
                raise SystemExit(f'{path}:{number}: an object with a "text" is needed')
            yield label


def percent(value: Any) -> str:
    return "      –" if value is None else f"{100 * value:6.1f}%"


def table(measured: Dict[str, Any]) -> Iterator[str]:
    """The measures as lines for people."""
    found = measured["intents"]
    if found:
        yield f"messages                     {found['messages']:7d}"
        for key in ("accuracy", "accuracy_primary_only", "macro_f1", "top3", "answered_right", "asked_back"):
            yield f"{key:28} {percent(found[key])}"
        for key in ("confident_and_wrong", "out_of_scope_caught", "in_scope_lost_to_it", "calibration_error"):
            yield f"{key:28} {percent(found[key])}"
        yield "\nconfidence  share right  messages"
        for row in found["reliability"]:
            yield f"     {row['said']:.2f}      {percent(row['was'])}   {row['messages']:7d}"
        yield "\nregister          accuracy  messages"
        for name, row in found["per_register"].items():
            yield f"{name:16} {percent(row['accuracy'])}   {row['messages']:7d}"
        yield "\nmost confused (is → taken for)"
        for row in found["confusions"]:
            yield f"{row['times']:4d}  {row['is']} → {row['taken_for']}"
        yield "\nweakest intents              recall  precision  messages"
        for name, row in sorted(found["per_intent"].items(), key=lambda item: item[1]["f1"])[:15]:
            yield f"{name:26} {percent(row['recall'])}    {percent(row['precision'])}   {row['messages']:7d}"
    danger = measured["danger"]
    if danger:
        yield f"\ndanger: recall {percent(danger['recall'])} of {danger['messages_with_danger']}"
        yield f"false alarms   {percent(danger['false_alarms'])} of {danger['messages_without']}"
        yield f"reply to a danger that there is   {percent(danger['reply_fits'])}"
        for name, row in danger["per_signal"].items():
            yield f"  {name:16} recall {percent(row['recall'])}  precision {percent(row['precision'])}   {row['messages']:5d}"
    if measured["entities"]:
        yield "\nentity           precision   recall  labelled"
        for name, row in measured["entities"].items():
            yield f"{name:16} {percent(row['precision'])}  {percent(row['recall'])}   {row['labelled']:7d}"
    topics = measured["topics"]
    if topics:
        yield f"\ntopics of {topics['messages']} messages: found {percent(topics['found'])}"
        yield f"  precision {percent(topics['precision'])}  in order {percent(topics['in_order'])}"
    called = measured["themes"]
    if called:
        yield f"\nnarrower answers of {called['messages']} messages: first {percent(called['first'])}"
        yield f"  among the first three {percent(called['first_three'])}  surely and right {percent(called['surely_and_right'])}"
        yield f"  right of those surely named {percent(called['right_of_surely'])}"
        yield f"  surely named where none fits {percent(called['surely_where_none'])}"
    speed = measured.get("speed")
    if speed:
        yield f"\nper message: median {speed['median_ms']} ms, p95 {speed['p95_ms']} ms"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run evaluate", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="labelled JSON lines")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="also write pictures there")
    parser.add_argument("--json", action="store_true", help="print the measures as JSON")
    parser.add_argument("--model", type=Path, help="a model file; default: that of the present content")
    options = parser.parse_args()
    labels = list(labelled(options.files))
    if not labels:
        parser.error("no labelled lines")
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    with contextlib.redirect_stdout(sys.stderr), output:
        measured = _measured(labels, options)
        lines = [json.dumps(measured, indent=1, ensure_ascii=False)] if options.json else table(measured)
        for line in lines:
            output.write(line + "\n")
    return 0


def _measured(labels: List[Dict[str, Any]], options: argparse.Namespace) -> Dict[str, Any]:
    from engine.loaded import NoModel, Understanding, find_or_train

    try:
        understanding = Understanding(options.model or find_or_train())
    except NoModel as error:
        raise SystemExit(str(error)) from error
    cases: List[Case] = []
    took: List[float] = []
    for label in labels:
        began = time.perf_counter()
        answer = understanding.parse(label["text"], label.get("now"))
        took.append(1000 * (time.perf_counter() - began))
        cases.append(Case(label, answer))
    measured = measure(cases)
    took.sort()
    measured["speed"] = {
        "median_ms": round(took[len(took) // 2], 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
    }
    if options.plot and measured["intents"]:
        from engine.pictures import draw

        draw([case for case in cases if case.label.get("intent")], measured, options.plot)
    return measured


if __name__ == "__main__":
    sys.exit(main())
