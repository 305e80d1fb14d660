"""The question that stands beside thanks, a yes, a no or a feeling is the one that is answered."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.dialogue import asking
from bot.dialogue.client import EngineUnavailable, Parse
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.question_beside import QuestionBeside
from bot.guidance.conduct import load_conduct
from bot.knowledge.services import AnswerBook

CONTENT = Path(__file__).parents[3] / "content"
BOOK, CONDUCT = AnswerBook.load(CONTENT), Conduct(*load_conduct(CONTENT))
SUICIDE = {"name": "suicide", "confidence": 0.9}


async def understand(text: str) -> Parse:
    return Parse("ask_collection_costs" if "kosten" in text else "nlu_fallback", 0.9)


async def heard(text: str, intent: str, signals: Sequence[Mapping[str, Any]] = (), **memory: Any) -> Heard:
    exchange = Exchange(Heard(UUID(int=1), "m", intent, text, signals=signals), Memory(**memory))
    await QuestionBeside(BOOK, CONDUCT, understand).listen(exchange)
    return exchange.heard


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Hartelijk dank. Komen er nog kosten bij?", "Komen er nog kosten bij?"),
        ("ok dank je maar wat kost het dan", "maar wat kost het dan"),
        ("ja ik slaap slecht. maar kan ik in delen betalen?", "maar kan ik in delen betalen?"),
        ("wat gebeurt er als ik niet betaal? ik vraag het voor mezelf", "wat gebeurt er als ik niet betaal?"),
        ("bedankt en tot morgen", None),
        ("dat kan en mag niet", None),
        ("wanneer is dat? en hoe laat?", None),
    ],
)
def test_what_is_asked_beside_something_else_is_found(text: str, question: str | None) -> None:
    assert asking.asked_beside(text) == question


async def test_thanks_with_a_question_is_the_question() -> None:
    told = await heard("Hartelijk dank. Komen er nog kosten bij?", "thank")
    assert (told.intent, told.text) == ("ask_collection_costs", "Komen er nog kosten bij?")


async def test_a_question_that_is_not_understood_is_not_swallowed_by_the_thanks() -> None:
    assert (await heard("Dank je. Hoe laat is het?", "thank")).intent == "nlu_fallback"


async def test_a_no_with_a_question_mark_is_a_question() -> None:
    assert (await heard("dus ik hoef het niet te betalen?", "deny")).intent == "nlu_fallback"
    assert (await heard("nee?", "deny")).intent == "deny"


async def test_a_yes_to_an_open_question_stays_that_yes() -> None:
    told = await heard("ja. komen er kosten bij", "affirm", flow=FlowState("letter", "letter.sender"))
    assert told.intent == "affirm"


async def test_nothing_is_taken_for_a_question_in_danger() -> None:
    assert (await heard("Dank je. Komen er kosten bij?", "thank", danger="suicide")).intent == "thank"
    assert (await heard("Dank je. Komen er kosten bij?", "thank", signals=(SUICIDE,))).intent == "thank"


async def test_without_the_engine_the_message_stays_as_it_was() -> None:
    async def gone(_text: str) -> Parse:
        raise EngineUnavailable("down")

    exchange = Exchange(Heard(UUID(int=1), "m", "thank", "Dank je. En komen er kosten bij"), Memory())
    await QuestionBeside(BOOK, CONDUCT, gone).listen(exchange)
    assert exchange.heard.intent == "thank"


def test_short_questions_in_a_row_are_told_apart() -> None:
    three = "mag dat? wat kost dat? en moet ik komen?"
    assert asking.listed(three) == ["mag dat?", "wat kost dat?", "en moet ik komen?"]
    assert asking.listed("mag dat?") == []
    story = "ik heb al drie keer gebeld en niemand heeft mij ooit teruggebeld over deze brief. mag dat? kost dat?"
    assert asking.listed(story) == []


async def believed(text: str, intent: str, topics: Sequence[str] = (), **memory: Any) -> Heard:
    exchange = Exchange(Heard(UUID(int=1), "m", intent, text, topics=topics), Memory(**memory))
    await QuestionBeside(BOOK, CONDUCT, understand).believe(exchange)
    return exchange.heard


async def test_a_sentence_behind_a_no_is_heard_by_itself() -> None:
    told = await believed("Nee. Er komen toch kosten bij als ik wacht", "deny")
    assert (told.intent, told.text) == ("ask_collection_costs", "Er komen toch kosten bij als ik wacht")


async def test_a_sentence_behind_a_no_that_is_not_understood_is_not_swallowed() -> None:
    told = await believed("nee mijn inkomen is gewoon wajong", "deny")
    assert (told.intent, told.text) == ("nlu_fallback", "mijn inkomen is gewoon wajong")


@pytest.mark.parametrize("text", ["nee", "nee hoor", "nee dank je wel", "nee nu niet", "neem ik mee"])
async def test_a_mere_no_stays_a_no(text: str) -> None:
    assert (await believed(text, "deny")).intent == "deny"


async def test_a_no_that_answers_our_question_stays_that_no() -> None:
    asked = FlowState("letter", "letter.leave_day")
    assert (await believed("nee er staat geen dag in", "deny", flow=asked)).intent == "deny"
    hungry = ["Heb je nu nog geld voor eten?"]
    assert (await believed("nee dat heb ik al twee dagen niet", "deny", said=hungry)).intent == "deny"


async def test_what_is_denied_is_not_what_a_message_is_about() -> None:
    told = await believed(
        "ik heb het nog niet betaald, komen er kosten bij?",
        "report_payment_made",
        ["report_payment_made", "ask_collection_costs"],
    )
    assert (told.intent, list(told.topics)) == ("ask_collection_costs", ["ask_collection_costs"])
    assert (await believed("er is geen beslag", "ask_seizure", ["ask_seizure"])).intent == "nlu_fallback"
