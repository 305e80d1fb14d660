"""How often the tenant number is asked for, and who has none."""

import pytest

from bot.dialogue import tenant_number
from bot.dialogue.addressing import asks_for_u, rest_of
from bot.dialogue.exchange import Memory
from bot.dialogue.flows import FlowState


def test_it_is_put_twice_and_no_more() -> None:
    memory = Memory()
    tenant_number.put(memory)
    assert tenant_number.may_be_put(memory)
    tenant_number.put(memory)
    assert not tenant_number.may_be_put(memory)


def test_who_refused_is_not_asked_again_and_the_next_one_here_is() -> None:
    memory = Memory()
    tenant_number.refuse(memory)
    assert not tenant_number.may_be_put(memory)
    tenant_number.forget(memory)
    assert tenant_number.may_be_put(memory)


def test_a_sleeping_question_is_not_open_and_can_be_woken() -> None:
    memory = Memory(flow=FlowState("identity", tenant_number.NUMBER, {"then": "ask_balance"}))
    tenant_number.put_to_sleep(memory)
    assert memory.flow is None
    assert memory.asleep is not None
    assert tenant_number.sleeps(memory.asleep)
    woken = tenant_number.wake(memory)
    assert woken == memory.flow == FlowState("identity", tenant_number.NUMBER, {"then": "ask_balance"})


@pytest.mark.parametrize(
    "text",
    ["heb ik niet", "nummer weet ik niet", "dat nummer heb ik hier niet", "wil ik niet zeggen", "liever niet"]
    + ["U vraagt steeds naar een nummer", "ik heb geen huurdersnummer", "ik heb de papieren niet bij mij", "geen idee"],
)
def test_who_has_none_or_will_not_give_it_is_heard(text: str) -> None:
    assert tenant_number.has_none(text)


@pytest.mark.parametrize("text", ["ik kan niet betalen", "100 per maand", "mag ik later betalen?", "vrijdag"])
def test_other_words_refuse_nothing(text: str) -> None:
    assert not tenant_number.has_none(text)


@pytest.mark.parametrize(
    "text",
    ["ik heb nieuw nummer telefoon", "mijn nummer is veranderd", "telefoon kwijt", "ik kan niet bij mijn mail"]
    + ["dat is mijn oude nummer", "mijn toestel is gestolen"],
)
def test_a_code_that_goes_astray_is_heard(text: str) -> None:
    assert tenant_number.code_goes_astray(text)


@pytest.mark.parametrize("text", ["code komt niet", "nieuwe code graag", "ik heb nog niks gekregen"])
def test_a_code_that_is_only_late_may_still_come(text: str) -> None:
    assert not tenant_number.code_goes_astray(text)


@pytest.mark.parametrize(
    "text",
    ["Wilt u mij met u aanspreken", "Ik wens met u te worden aangesproken.", "zegt u alstublieft u tegen mij"]
    + ["liever niet tutoyeren", "ik word niet graag getutoyeerd"],
)
def test_who_asks_for_u_is_heard(text: str) -> None:
    assert asks_for_u(text)


@pytest.mark.parametrize("text", ["ik wil met u praten over de huur", "kan ik met u bellen?", "wat zegt u?"])
def test_u_in_other_words_asks_nothing(text: str) -> None:
    assert not asks_for_u(text)


def test_the_rest_of_such_a_message_is_kept() -> None:
    assert rest_of("Wilt u mij met u aanspreken? Kan ik later betalen?") == "Kan ik later betalen?"
