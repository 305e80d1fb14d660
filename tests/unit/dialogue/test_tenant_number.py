"""How often the tenant number is asked for, and when no more."""

from bot.dialogue import tenant_number
from bot.dialogue.exchange import Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.ladder_questions import NUMBER


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
    memory = Memory(flow=FlowState("identity", NUMBER, {"then": "ask_balance"}))
    tenant_number.put_to_sleep(memory)
    assert memory.flow is None
    assert memory.asleep is not None
    assert tenant_number.sleeps(memory.asleep)
    woken = tenant_number.wake(memory)
    assert woken == memory.flow == FlowState("identity", NUMBER, {"then": "ask_balance"})


def test_a_question_that_is_let_go_neither_waits_nor_sleeps() -> None:
    open_memory = Memory(flow=FlowState("identity", NUMBER, {}))
    asleep_memory = Memory(asleep=FlowState("identity", NUMBER, {}))
    for memory in (open_memory, asleep_memory):
        tenant_number.let_go(memory)
        assert (memory.flow, memory.asleep) == (None, None)
