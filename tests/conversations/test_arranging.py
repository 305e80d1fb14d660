"""Talking about a plan with the real engine: every wish is heard, no answer comes twice, a doubt can be taken back."""

import re
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from bot.simulators.postbox import PATH as POSTBOX
from tests.conversations.script import repeats
from tests.conversations.talking import Talk
from tests.e2e.conftest import Program, started_program

pytestmark = pytest.mark.slow

NUMBER, BORN = "0012245", "8 februari 1993"
MEANS = (("de 10e", "over"), ("600 euro", "schulden"), ("nee", "akkoord"))
#: What is said, and what the answer must convey.
Turns = tuple[tuple[str, str], ...]
TALKS: dict[str, Turns] = {
    "a wish beyond the limit, and again": (
        ("ja dat klopt", "lukken"),
        ("50 per maand", r"wordt \d+ termijnen. Hier kan het in hoogstens 9"),
        ("50 per maand kan toch wel?", "Ik snap dat je liever minder betaalt"),
        ("waarom kan 50 niet?", "Een medewerker kijkt met je mee"),
    ),
    "where to begin": (
        ("ja dat klopt", "lukken"),
        ("250 euro per maand", "inkomen"),
        ("ik wil over een jaar in augustus beginnen", "binnen 35 dagen"),
        ("doe maar 250", "inkomen"),
        *MEANS,
        ("kan de eerste later?", "eerste|beginnen"),
    ),
    "more, less and other words": (
        ("ja dat klopt", "lukken"),
        ("weet ik niet", "inkomen"),
        ("de 10e", "over"),
        ("600 euro", "schulden"),
        ("nee", "termijnen"),
        ("te veel", "Lager|lager|langer"),
        ("wat is het minst?", "laagste|Lager"),
        ("kan het ook per week", "per maand"),
        ("tussen 80 en 150", "laagste bedrag|hoogstens"),
    ),
    "another amount": (
        ("ja dat klopt", "lukken"),
        ("250 euro per maand", "inkomen"),
        *MEANS,
        ("en als ik volgende maand 300 doe", "Termijn 1: €\u00a0300,00"),
        ("50 per week", "per week is ongeveer"),
        ("4", "Termijn 4:"),
    ),
    "a doubt": (
        ("klopt dat bedrag wel?", "administratie"),
        ("het bedrag klopt niet", "klopt er"),
        ("laat maar, het klopt", "gaan we uit van dit bedrag"),
        ("250 per maand", "inkomen"),
    ),
}


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with started_program() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def _proven(http: aiohttp.ClientSession, program: Program, name: str) -> Talk:
    talk = await Talk(http, program.base, name).open()
    for words in ("kan ik in delen betalen", NUMBER, BORN):
        await talk.say(words)
    async with http.get(f"{program.base}{POSTBOX}") as response:
        box = re.sub(r"<time.*?</time>", "", await response.text(), flags=re.DOTALL)
    code = re.search(r"\b\d{6}\b", box)
    assert code is not None
    assert "Klopt" in (await talk.say(code[0]))["text"] or "Herken" in talk.answers[-1]["text"]
    return talk


@pytest.mark.parametrize("name", TALKS)
async def test_a_wish_is_heard_and_answered_in_other_words_each_time(
    program: Program, http: aiohttp.ClientSession, name: str
) -> None:
    talk = await _proven(http, program, name)
    wrong = []
    for says, conveys in TALKS[name]:
        told = (await talk.say(says))["text"]
        if not re.search(conveys, told):
            wrong.append(f"{says!r} is answered without {conveys!r}:\n    {told}")
    wrong += [f"said twice in a row: {text}" for text in repeats([a["text"] for a in talk.answers])]
    assert not wrong, "\n".join(wrong)
