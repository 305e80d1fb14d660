"""Letters and tables of office programs: known by their inside, and refused where one could run something."""

import random
import tracemalloc

import pytest

from bot.channels.media_rules import (
    COULD_RUN,
    EXTENSIONS,
    LIMITS,
    MEGABYTE,
    NOT_TAKEN,
    Showing,
    problem_with,
    showing,
    type_of,
)
from bot.channels.media_rules import line_about as line
from tests.support import papers


@pytest.mark.parametrize("name", papers.kept())
def test_a_letter_without_programs_is_taken_for_what_it_is_and_only_downloaded(name: str) -> None:
    content, ending = papers.kept()[name]
    assert problem_with(content) is None
    kind = type_of(content) or ""
    assert EXTENSIONS[kind] == ending
    assert kind in LIMITS
    assert showing(kind) is Showing.DOWNLOAD


@pytest.mark.parametrize("name", papers.could_run())
def test_what_could_run_or_hides_what_is_in_it_is_refused_with_what_to_send_instead(name: str) -> None:
    assert problem_with(papers.could_run()[name]) == COULD_RUN
    assert line(COULD_RUN, "document") == "document_not_taken"


@pytest.mark.parametrize("name", papers.no_paper())
def test_any_other_archive_is_refused(name: str) -> None:
    assert problem_with(papers.no_paper()[name]) == NOT_TAKEN


def test_bytes_that_fall_over_make_nothing_fail_and_nothing_else_of_it() -> None:
    """A thousand letters with a few bytes changed each: either it still is a letter, or it is refused."""
    chance = random.Random(6)
    whole = [papers.kept()[name][0] for name in ("letter", "with a chart", "free odt", "table")]
    for turn in range(1000):
        content = bytearray(whole[turn % len(whole)])
        for _ in range(chance.randrange(1, 6)):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        kind = type_of(bytes(content))
        assert kind is None or showing(kind) is Showing.DOWNLOAD


def test_a_document_is_not_unpacked_to_know_what_it_is() -> None:
    """A part of fifty million bytes in a few kilobytes: only the lists of parts are read."""
    big = papers.open_xml(**{"word/media/image1.png": bytes(50_000_000)})
    assert len(big) < MEGABYTE
    tracemalloc.start()
    assert problem_with(big) is None
    assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    tracemalloc.stop()
