"""The commands behind ./run. Each is a few lines; the work is elsewhere."""

import argparse
import asyncio
import gc
import getpass
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from bot.beginning import MODELS, Beginning
from bot.dialogue.training import ensure_model
from bot.failures import PlainFailure
from bot.settings import PROJECT, Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from bot.program import Program

#: Objects made before Python looks for cycles, per generation. The default (700) interrupts every query several times.
GARBAGE_THRESHOLDS = (20_000, 20, 20)


def say(text: str) -> None:
    """Progress for whoever started the command."""
    print(f"· {text}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; every expected failure is one clear line."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if options.work is _test:
        options.rest = rest  # all of it is pytest's, options too
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        return int(options.work(options) or 0)
    except PlainFailure as error:
        print(f"Dat gaat niet: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, work: Callable[[argparse.Namespace], int | None], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text)
        sub.set_defaults(work=work)
        return sub

    command("start", _start, "start everything")
    command("train", _train, "train the language model if needed")
    command("check-content", _check_content, "check the facts and answers")
    taking_in = command("import", _import, "take in tenants and bookings from a file")
    taking_in.add_argument("file", type=Path, help="UTF-8 CSV with semicolons")
    taking_in.add_argument("--dry-run", action="store_true", help="only tell what would change")
    taking_in.add_argument("--mapping", type=Path, help="what the columns mean; default: the corporation's import.yml")
    bench = command("bench", _bench, "measure speed, load and start")
    bench.add_argument(
        "what", nargs="?", choices=["all", "channels", "import"], default="all", help="default: all but channels"
    )
    bench.add_argument("--conversations", type=int, default=500, help="of the talks by channels")
    bench.add_argument("--turns", type=int, default=10, help="of each of them")
    bench.add_argument("--per-second", type=float, default=15, help="messages of all of them together")
    bench.add_argument("--seconds", type=int, default=60, help="length of the load test")
    command("test", _test, "run all checks and tests; what follows goes to pytest, and then only the tests run")
    _staff_parser(command("staff", _staff, "people who work here"))
    return parser


def _staff_parser(staff: argparse.ArgumentParser) -> None:
    actions = staff.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in (
        ("list", "who has an account"),
        ("add", "make an account"),
        ("password", "give somebody another password"),
        ("close", "shut an account, and sign that person out"),
        ("reopen", "open a shut account again"),
    ):
        action = actions.add_parser(name, help=text)
        if name != "list":
            action.add_argument("--email", required=True)
        if name == "add":
            action.add_argument("--name", required=True)
            action.add_argument("--role", choices=["collector", "coordinator", "admin"], default="collector")
        if name in ("add", "password"):
            action.add_argument("--generate-password", action="store_true")


def _start(options: argparse.Namespace) -> int:
    return uvloop.run(_run(load_settings()))


async def _run(settings: Settings) -> int:
    began = time.monotonic()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    starting = asyncio.create_task(_started(settings))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        return 0
    program = await starting
    # What is there now stays: the collector need not look at it again and again, and looks less often at what comes.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    _tell_addresses(settings, time.monotonic() - began)
    await stop.wait()
    say("Stoppen …")
    await program.stop()
    return 0


async def _started(settings: Settings) -> "Program":
    beginning = Beginning(settings, say)
    try:
        beginning.begin()
        # Loading our own code takes seconds: meanwhile the others come up.
        module = await asyncio.to_thread(import_module, "bot.program")
        program: Program = module.Program(settings, say, beginning)
        await program.start()
    except BaseException:
        await beginning.stop()
        raise
    return program


def _tell_addresses(settings: Settings, seconds: float) -> None:
    from bot.demo import DEMO_STAFF

    base = settings.public_url or settings.own_address
    lines = ["", f"Huurkompas draait ({seconds:.1f} s).", "", f"  Chat      {base}/", f"  Console   {base}/staff/", ""]
    if settings.is_demo:
        lines.append("  Aanmelden in de console (alleen voor de demo):")
        lines += [f"    {email:34} {password:26} {name} ({role})" for email, name, role, password in DEMO_STAFF]
        lines.append("")
    lines.append("  Stoppen met Ctrl-C.")
    print("\n".join(lines), flush=True)


def _train(options: argparse.Namespace) -> int:
    path = asyncio.run(ensure_model(MODELS, say))
    print(path)
    return 0


def _check_content(options: argparse.Namespace) -> int:
    from bot.clock import clock_from, in_amsterdam
    from bot.content import CONTENT
    from bot.knowledge.check import check_content

    problems = check_content(CONTENT, in_amsterdam(clock_from(load_settings().now)()).date())
    for problem in problems:
        print(problem)
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{errors} fouten, {len(problems) - errors} waarschuwingen" if problems else "De inhoud is in orde.")
    return 1 if errors else 0


def _import(options: argparse.Namespace) -> int:
    from bot.tenancy.importing.command import take_in

    if not options.file.is_file():
        raise SettingsError(f"er is geen bestand {options.file}")
    work = take_in(load_settings(), options.file, options.mapping, dry_run=options.dry_run, watch=say)
    return asyncio.run(work)


def _staff(options: argparse.Namespace) -> int:
    from bot.staff import command

    settings = load_settings()
    match options.action:
        case "list":
            return asyncio.run(command.show(settings))
        case "close":
            return asyncio.run(command.close(settings, options.email))
        case "reopen":
            return asyncio.run(command.reopen(settings, options.email))
    password = None if options.generate_password else _ask_password()
    if options.action == "password":
        return asyncio.run(command.renew_password(settings, options.email, password))
    return asyncio.run(command.add(settings, options.email, options.name, options.role, password))


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Wachtwoord: ")
    if first != getpass.getpass("Nog een keer: "):
        raise SettingsError("de twee wachtwoorden zijn niet gelijk")
    return first


def _bench(options: argparse.Namespace) -> int:
    from bot.bench.channels import bench_channels
    from bot.bench.command import bench
    from bot.bench.importing import bench_import

    if options.what == "import":
        return bench_import()
    if options.what == "channels":
        return asyncio.run(bench_channels(options.conversations, options.turns, options.per_second))
    return asyncio.run(bench(options.seconds))


def _test(options: argparse.Namespace) -> int:
    """All checks, cheapest first; the first that fails ends it. The language model is trained meanwhile."""
    from bot.dialogue.training import training_beside

    python = sys.executable
    tools = PROJECT / "var" / "env" / "bot" / "bin"
    steps = [
        [str(tools / "ruff"), "check", "."],
        [str(tools / "ruff"), "format", "--check", "."],
        [str(tools / "mypy")],
        [str(tools / "lint-imports")],
        [python, "-m", "pytest", *options.rest],
    ]
    if options.rest:
        steps = steps[-1:]
    with training_beside(PROJECT / "var" / "models"):
        for step in steps:
            say(" ".join(["…", *step[0].rsplit("/", 1)[-1:], *step[1:]]))
            code = subprocess.run(step, cwd=PROJECT, check=False).returncode
            if code:
                return code
    return 0
