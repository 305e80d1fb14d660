"""Talking about a plan: a wish is heard at any question, the limit is told with what can be, no answer comes twice."""

from bot.arrangements.rules.life import State
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from tests.integration.arranging.planning import MEANS, to_consent, to_own
from tests.integration.arranging.records import agreements
from tests.integration.arranging.tenant import Tenant
from tests.support.clock import FixedClock


async def test_an_amount_that_takes_too_long_hears_the_limit_at_once_with_what_can_be(
    kim: Tenant, database: Database
) -> None:
    await to_own(kim)
    answer = await kim.says("100 euro per maand")
    assert "€\u00a0100,00 per maand wordt 11 termijnen. Hier kan het in hoogstens 9." in answer
    assert "Dan is het €\u00a0113,96 per maand" in answer
    assert "inkomen" not in answer
    assert "inkomen" in await kim.presses("Ja, dit past")
    await kim.plans(*MEANS)
    # More than the assistant may agree alone: a collector looks at exactly this plan.
    (waiting,) = await agreements(database)
    assert waiting.state is State.AWAITING_APPROVAL


async def test_too_many_months_hear_the_limit_at_once(kim: Tenant) -> None:
    await to_own(kim)
    answer = await kim.says("in 14 maanden")
    assert "In 14 termijnen kan het hier niet. Hoogstens kan het in 9." in answer
    assert "€\u00a0113,96" in answer


async def test_who_puts_the_same_amount_forward_again_gets_other_words_and_then_a_person(
    kim: Tenant, database: Database
) -> None:
    await to_own(kim)
    answers = [await kim.says("100 euro per maand"), await kim.says("100 per maand kan toch wel?")]
    assert "Ik snap dat je liever minder betaalt" in answers[1]
    assert await kim.buttons() == ["Ja, dit past", "Later betalen", "Ik wil een mens"]
    answers.append(await kim.says("waarom kan 100 dan niet"))
    assert "Een medewerker kijkt met je mee" in answers[2]
    assert len(set(answers)) == 3
    assert await agreements(database) == []
    async with database.transaction() as session:
        assert (await session.get_one(Conversation, kim.conversation)).owner is Owner.QUEUE


async def test_the_same_plea_at_the_whole_text_is_no_wall_either(kim: Tenant) -> None:
    await to_consent(kim)
    answers = [await kim.says("100 per maand kan toch wel?"), await kim.says("100 echt")]
    assert "Hier kan het in hoogstens 9" in answers[0]
    assert answers[0] != answers[1]
    assert "Ik snap" in answers[1]


async def test_too_late_a_deferral_names_the_last_day_and_takes_it(kim: Tenant, database: Database) -> None:
    await kim.proves("ik wil uitstel")
    await kim.says("ja")
    answer = await kim.says("1 maart")
    assert "Zo lang uitstel" in answer
    assert "uiterlijk op donderdag 24 december" in answer
    assert "in delen" in answer
    assert "Ga je akkoord" in await kim.presses("Ja, die dag")
    assert [a.kind for a in await agreements(database)] == ["deferral"]


async def test_a_deferral_may_be_asked_for_later_than_was_shown(kim: Tenant) -> None:
    await kim.proves("ik wil uitstel")
    await kim.says("ja")
    assert "uiterlijk 15 december 2026" in await kim.says("15 december")
    assert "uiterlijk 22 december 2026" in await kim.says("kan het een week later")
    assert "Zo lang uitstel" in await kim.says("kan het een maand later")
    assert "Later dan donderdag 24 december kan ik niet afspreken." in await kim.says("1 maart")


# ── more, less, least ─────────────────────────────────────────────────────────────────────────────


async def test_less_at_the_whole_text_is_a_longer_plan_and_at_the_end_the_limit(kim: Tenant, clock: FixedClock) -> None:
    await to_own(kim)
    shown = await kim.plans("weet ik niet", "de 24e", "weet ik niet", "nee")
    assert "3 termijnen" in shown
    lower = await kim.says("minder")
    assert "9 termijnen van €\u00a0113,96" in lower
    assert "Hier kijkt eerst een medewerker naar" in lower
    clock.move(minutes=1)
    end = await kim.says("te veel")
    assert "Lager dan €\u00a0113,96 per maand kan hier niet." in end
    assert await kim.buttons() == ["Ja, dit past", "Later betalen", "Ik wil een mens"]
    clock.move(minutes=1)
    again = await kim.says("te veel")
    assert "Misschien begrijp ik je niet goed" in again
    clock.move(minutes=1)
    assert await kim.says("te veel") not in (end, again)


async def test_longer_and_faster_go_the_other_ways(kim: Tenant) -> None:
    await to_consent(kim, "5 maanden")
    assert "6 termijnen" in await kim.says("langer")
    # No three terms: that is more than they can miss.
    assert "4 termijnen" in await kim.says("sneller")


async def test_what_is_the_least_gets_the_least_before_anything_else_is_asked(kim: Tenant) -> None:
    await to_own(kim)
    answer = await kim.says("wat is het minst")
    assert "Het laagste is €\u00a0113,96 per maand. Dat zijn 9 termijnen." in answer
    assert "inkomen" in await kim.presses("Ja, dit past")


async def test_a_range_takes_the_lowest_that_can_be(kim: Tenant, database: Database) -> None:
    await to_own(kim)
    answer = await kim.says("tussen 80 en 150")
    assert "Ik neem het laagste bedrag dat kan" in answer
    assert "inkomen" in answer
    await kim.plans(*MEANS)
    (waiting,) = await agreements(database)
    assert waiting.total_cents == 102_568


async def test_a_range_that_is_too_low_hears_the_limit(kim: Tenant) -> None:
    await to_own(kim)
    answer = await kim.says("tussen 80 en 100")
    assert "hoogstens 9" in answer
    assert "€\u00a0113,96" in answer


async def test_by_the_week_is_reckoned_by_the_month(kim: Tenant) -> None:
    await to_own(kim)
    answer = await kim.says("50 per week")
    assert "€\u00a050,00 per week is ongeveer €\u00a0216,00 per maand." in answer
    assert "inkomen" in answer
    assert "Termijn 1: €\u00a0216,00" in await kim.plans(*MEANS)


async def test_a_pace_without_an_amount_is_answered_and_the_question_put_again(kim: Tenant) -> None:
    await to_own(kim)
    answer = await kim.says("kan het ook per week")
    assert "per maand" in answer
    assert "lukt" in answer or "missen" in answer


async def test_more_the_first_time_is_a_plan_of_its_own(kim: Tenant, database: Database) -> None:
    await to_consent(kim)
    text = await kim.says("en als ik volgende maand 300 doe")
    assert "Termijn 1: €\u00a0300,00" in text
    assert "Termijn 2: €\u00a0200,00" in text
    text = await kim.says("eerst 300 en dan 150")
    assert "Termijn 2: €\u00a0150,00" in text
    assert "Afgesproken" in await kim.says("ik ga akkoord")
    (living,) = [a for a in await agreements(database) if a.state is State.ACTIVE]
    assert living.total_cents == 102_568


async def test_a_bare_number_is_an_amount_or_a_number_of_months(kim: Tenant) -> None:
    await to_own(kim)
    assert "€\u00a015,00 per maand, of 15 maanden" in await kim.says("15")
    assert "inkomen" in await kim.says("5")
    assert "Termijn 5:" in await kim.plans(*MEANS)
    assert "Termijn 1: €\u00a0250,00" in await kim.says("250")
