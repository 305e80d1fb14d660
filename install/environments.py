"""Two environments from hash-pinned requirements, made by uv; each is remade only when its requirements change."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from install.progress import going_on

PROJECT = Path(__file__).resolve().parent.parent
VAR = PROJECT / "var"
REQUIREMENTS = PROJECT / "requirements"
#: Environment to (folder, Python, requirements). `dev` lives in the bot's environment, with more in it.
ENGINE = ("engine", "3.10", "engine.txt")
BOT = ("bot", "3.11", "bot.txt")
BOT_WITH_TOOLS = ("bot", "3.11", "dev.txt")


class SetupError(Exception):
    """Set-up cannot go on; the text tells what to do."""


def prepare(needs):
    """Make sure that the named environments exist and are up to date."""
    wanted = []
    if "bot" in needs:
        wanted.append(BOT_WITH_TOOLS if "dev" in needs else BOT)
    if "engine" in needs:
        wanted.append(ENGINE)
    if not all(is_ready(*one) for one in wanted):
        with _one_at_a_time():
            for one in wanted:
                if not is_ready(*one):
                    _make(*one)
    if "dev" in needs:
        from install.browser import ensure_browser

        ensure_browser(say)


def is_ready(folder, version, requirements):
    """Whether the environment holds what the requirements file asks. The tools' environment serves the bot as well."""
    stamp = VAR / "env" / folder / "stamp"
    if not stamp.is_file():
        return False
    held = stamp.read_text().split()
    if _digest(requirements) in held:
        return (VAR / "env" / folder / "bin" / "python").exists()
    return False


def _make(folder, version, requirements):
    target = VAR / "env" / folder
    began = time.time()
    say(f"De omgeving '{folder}' wordt gemaakt (Python {version}) …")
    uv = _uv()
    python = _python(uv, version)
    (target / "stamp").unlink(missing_ok=True) if target.exists() else None
    if not (target / "bin" / "python").exists():
        _run([uv, "venv", "--quiet", "--clear", "--python", python, str(target)])
    _sync(uv, target, requirements)
    digests = [_digest(requirements)]
    if requirements == "dev.txt":
        # Everything the bot needs is in there too: no second installation for `start` after `test`.
        digests.append(_digest("bot.txt"))
    (target / "stamp").write_text("\n".join(digests) + "\n")
    say(f"De omgeving '{folder}' is klaar ({time.time() - began:.0f} s).")


def _sync(uv, target, requirements):
    """Fetch and place the packages. On a terminal uv shows how far it is; elsewhere we say so, line by line."""
    terminal = sys.stderr.isatty()
    command = [uv, "pip", "sync", *([] if terminal else ["--quiet"]), "--require-hashes", "--compile-bytecode"]
    command += ["--python", str(target / "bin" / "python"), str(REQUIREMENTS / requirements)]
    if terminal:
        _run(command)
        return
    with going_on(
        f"omgeving '{target.name}': pakketten ophalen, plaatsen en vertalen", say, lambda: _placed(target, requirements)
    ):
        _run(command)


def _placed(target, requirements):
    """How many packages are there, in words. A pinned one may be meant for another system: "about"."""
    there = len(list(target.glob("lib/python*/site-packages/*.dist-info")))
    pinned = len(re.findall(r"(?m)^[a-zA-Z0-9][^\s=]*==", (REQUIREMENTS / requirements).read_text(encoding="utf-8")))
    return f" ({there} van ongeveer {pinned})" if there else ""


def _digest(requirements):
    return hashlib.sha256((REQUIREMENTS / requirements).read_bytes()).hexdigest()


def _uv():
    """uv from the system, else our own under var/, fetched with pip."""
    found = shutil.which("uv")
    if found:
        return found
    own = VAR / "uv" / "bin" / "uv"
    if own.exists():
        return str(own)
    say("uv wordt opgehaald …")
    with going_on("uv ophalen", say):
        _fetch_uv()
    return str(own)


def _fetch_uv():
    pins = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(REQUIREMENTS / "uv.txt")]
    if _works([sys.executable, "-m", "venv", str(VAR / "uv")]):
        _run([str(VAR / "uv" / "bin" / "python"), "-m", "pip", "install", *pins])
    elif _works([sys.executable, "-m", "pip", "--version"]):
        _run([sys.executable, "-m", "pip", "install", "--target", str(VAR / "uv"), *pins])
    else:
        raise SetupError(
            "Deze Python heeft geen venv en geen pip, en uv is er niet.\n"
            "Oplossing: installeer python3-venv en python3-pip, of uv (Debian: python3-venv python3-pip)."
        )


def _python(uv, version):
    """A Python of this version: found on the machine, else fetched by uv."""
    found = _output([uv, "python", "find", "--no-project", version])
    if found:
        return found
    say(f"Python {version} wordt opgehaald …")
    with going_on(f"Python {version} ophalen", say):
        fetched = _works([uv, "python", "install", "--quiet", version])
    if fetched:
        found = _output([uv, "python", "find", "--no-project", version])
        if found:
            return found
    raise SetupError(
        f"Python {version} is niet gevonden en kon niet worden opgehaald.\n"
        f"Oplossing: installeer Python {version} (bijvoorbeeld met pyenv: pyenv install {version}) en start opnieuw."
    )


def _run(command):
    result = subprocess.run(command, cwd=PROJECT, env=_environment(), check=False)
    if result.returncode:
        raise SetupError(
            f"Dit mislukte: {' '.join(command)}\nKijk hierboven waarom; is er een netwerk en genoeg schijfruimte?"
        )


def _works(command):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(command, cwd=PROJECT, env=_environment(), check=False, **quiet).returncode == 0


def _output(command):
    result = subprocess.run(command, cwd=PROJECT, env=_environment(), check=False, capture_output=True, text=True)
    return result.stdout.strip() if result.returncode == 0 else ""


def _environment():
    environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment["UV_NO_PROGRESS"] = environment.get("UV_NO_PROGRESS", "0" if sys.stderr.isatty() else "1")
    return environment


class _one_at_a_time:
    """Two starts on a fresh clone: one sets up, the other waits for it."""

    def __enter__(self):
        import fcntl

        VAR.mkdir(exist_ok=True)
        self._file = (VAR / "setup.lock").open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Een andere start richt deze map al in; we wachten daarop …")
            with going_on("wachten op de andere start", say):
                fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self._file.close()


def say(text):
    print(f"· {text}", file=sys.stderr, flush=True)
