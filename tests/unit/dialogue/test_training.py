"""Who waits for the language model sees what it is at, and hears why it failed."""

import asyncio
import sys

import pytest

from bot.dialogue.training import OUTPUT_KEPT, PHASES, Progress, TrainingFailed, follow, train
from bot.plain_yaml import read
from bot.settings import PROJECT


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def script(*lines: str) -> list[str]:
    return [sys.executable, "-S", "-c", "\n".join(lines)]


def test_each_phase_is_told_as_it_begins_with_how_long_it_all_takes_so_far() -> None:
    said: list[str] = []
    clock = Clock()
    progress = Progress(said.append, clock)
    progress.take("phase: reading\n")
    clock.seconds = 21.4
    progress.take("phase: DutchIntentClassifier\n")
    clock.seconds = 31.4
    progress.still()
    progress.take("phase: SomethingNew\n")
    assert said == [
        "… de voorbeelden lezen (0 s)",
        "… onderwerpen leren herkennen (21 s)",
        "… nog bezig met onderwerpen leren herkennen (31 s)",
        "… SomethingNew (31 s)",
    ]


def test_of_all_else_that_is_written_the_end_is_kept() -> None:
    said: list[str] = []
    progress = Progress(said.append)
    for number in range(OUTPUT_KEPT):
        progress.take(f"line {number}\n")
    assert said == []
    assert progress.output.endswith(f"line {OUTPUT_KEPT - 1}\n")
    assert len(progress.output) == OUTPUT_KEPT


def test_every_part_of_the_pipeline_has_a_dutch_name_for_who_waits() -> None:
    config = read(PROJECT / "config.yml")
    parts = [part["name"].rpartition(".")[2] for part in (*config["pipeline"], *config["policies"])]
    assert [part for part in parts if part not in PHASES] == []


async def test_a_phase_that_is_silent_for_long_is_named_again() -> None:
    said: list[str] = []
    named_again = asyncio.Event()
    lines = iter([b"phase: reading\n", b"phase: RulePolicy\n", b""])

    def say(line: str) -> None:
        said.append(line.split(" (")[0])
        if "nog bezig" in line:
            named_again.set()

    async def readline() -> bytes:
        if said:
            await named_again.wait()
        return next(lines)

    async with asyncio.timeout(10):
        await follow(readline, Progress(say), every=0.001)
    assert said[:2] == ["… de voorbeelden lezen", "… nog bezig met de voorbeelden lezen"]
    assert said[-1] == "… gespreksregels leren"


async def test_a_training_is_followed_to_its_end() -> None:
    said: list[str] = []
    await train(
        script("print('phase: reading')", "print('trained in 60 s')", "print('phase: RulePolicy')"), said.append
    )
    assert [line.split(" (")[0] for line in said] == ["… de voorbeelden lezen", "… gespreksregels leren"]


async def test_a_training_that_fails_tells_the_end_of_what_it_wrote() -> None:
    with pytest.raises(TrainingFailed, match=r"(?s)code 3.*no room left"):
        await train(script("import sys", "print('no room left')", "sys.exit(3)"), lambda _: None)
