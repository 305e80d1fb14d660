"""Who waits for the set-up sees that it goes on."""

import fcntl
import threading
from pathlib import Path
from typing import Any

import pytest

from install import environments
from install.progress import going_on

PATIENCE = 10.0


class Said:
    """What was said, and waiting for it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.enough = threading.Event()

    def __call__(self, line: str) -> None:
        self.lines.append(line)
        if len(self.lines) == 2:
            self.enough.set()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    said = Said()
    monkeypatch.setattr(environments, "say", said)
    return said


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose environments are made by nobody: the commands are kept."""
    monkeypatch.setattr(environments, "VAR", tmp_path)
    monkeypatch.setattr(environments, "REQUIREMENTS", tmp_path)
    (tmp_path / "bot.txt").write_text(
        "aiohttp==3.14 \\\n    --hash=sha256:0\npyyaml==6.0\nwinloop==1 ; win\n# via x==1\n"
    )
    return tmp_path


def test_a_step_that_takes_long_tells_what_it_does_how_far_it_is_and_for_how_long(said: Said) -> None:
    seconds = iter([0.0, 12.4, 25.0, 37.0, 50.0, 60.0])
    with going_on("pakketten ophalen", said, lambda: " (3 van 9)", every=0.001, clock=lambda: next(seconds, 70.0)):
        assert said.enough.wait(PATIENCE)
    assert said.lines[:2] == ["… pakketten ophalen (3 van 9), al 12 s", "… pakketten ophalen (3 van 9), al 25 s"]


def test_a_step_that_is_soon_done_says_nothing(said: Said) -> None:
    with going_on("even iets", said):
        pass
    assert said.lines == []


@pytest.mark.parametrize("terminal", [True, False])
def test_on_a_terminal_uv_shows_how_far_it_is_and_elsewhere_we_do(
    site: Path, said: Said, terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> None:
        ran.append(command)
        assert terminal or said.enough.wait(PATIENCE)

    def quickly(*told: Any) -> going_on:
        return going_on(*told, every=0.001)

    (site / "env/bot/lib/python3.11/site-packages/aiohttp-3.14.dist-info").mkdir(parents=True)
    monkeypatch.setattr(environments, "_run", run)
    monkeypatch.setattr(environments, "going_on", quickly)
    monkeypatch.setattr(environments.sys.stderr, "isatty", lambda: terminal, raising=False)
    environments._sync("uv", site / "env/bot", "bot.txt")
    assert ("--quiet" in ran[0]) is not terminal
    assert "--require-hashes" in ran[0]
    if terminal:
        assert said.lines == []
    else:
        assert said.lines[0] == "… omgeving 'bot': pakketten ophalen, plaatsen en vertalen (1 van ongeveer 3), al 0 s"


def test_who_waits_for_another_start_that_sets_up_is_told(site: Path, said: Said) -> None:
    with (site / "setup.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        entered = threading.Event()

        def enter() -> None:
            with environments._one_at_a_time():
                entered.set()

        waiting = threading.Thread(target=enter)
        waiting.start()
        said.enough.wait(0.05)
        assert not entered.is_set()
    waiting.join(PATIENCE)
    assert entered.is_set()
    assert said.lines == ["Een andere start richt deze map al in; we wachten daarop …"]
