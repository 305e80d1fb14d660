"""What somebody learns who is not the tenant: nothing. Enumeration, guessing, replay, another's session, and talk."""

import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from bot.database.engine import Database
from bot.identity.rules import Level
from bot.identity.services import Outcome
from tests.support.clock import FixedClock
from tests.support.tenants import (
    KIM_BORN,
    NO_NUMBER,
    NOOR_BORN,
    NUMBER,
    OTHER_NUMBER,
    Outgoing,
    Somebody,
    Tenants,
    events,
    other_than,
)

New = Callable[..., Awaitable[Somebody]]
CLAIMS = [(NUMBER, KIM_BORN), (NUMBER, NOOR_BORN), (NO_NUMBER, KIM_BORN), ("", KIM_BORN), ("x\u0000y", KIM_BORN)]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(shape_of(statement))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


def shape_of(statement: str) -> str:
    """What is asked of which table; not how many spellings a number has, nor which columns happened to change."""
    verb = statement.split()[0]
    tables = re.findall(r"(?:FROM|JOIN|UPDATE|INTO) (\w+)", statement)
    return f"{verb} {' '.join(tables)}"


async def whole_way(somebody: Somebody, clock: FixedClock, number: str, born: date) -> list[str]:
    """Everything that an attacker hears on the way, up to the limit on codes."""
    heard = [await somebody.claims(number, born)]
    for digits in itertools.chain(["000000", "111111", "222222"]):
        heard.append(await somebody.types(digits))
        clock.move(seconds=61)
    for _ in range(3):
        heard.append(await somebody.asks_code())
        clock.move(minutes=3)
    return heard


async def test_what_is_heard_does_not_depend_on_whether_the_tenant_exists(
    somebody: New, tenants: Tenants, clock: FixedClock
) -> None:
    heard = set()
    for number, born in CLAIMS:
        heard.add(tuple(await whole_way(await somebody(), clock, number, born)))
        clock.move(hours=25)
    assert len(heard) == 1


async def test_the_database_is_asked_the_same_whether_the_tenant_exists_or_not(
    somebody: New, tenants: Tenants, database: Database, clock: FixedClock
) -> None:
    asked = set()
    for number, born in CLAIMS:
        one = await somebody()
        with statements(database) as seen:
            await one.claims(number, born)
            await one.types("000000")
        asked.add(tuple(seen))
        clock.move(hours=25)
    assert len(asked) == 1


async def test_a_claim_that_fits_is_counted_like_one_that_does_not(
    somebody: New, tenants: Tenants, clock: FixedClock
) -> None:
    """Or the moment at which the waiting begins would tell which of the birth dates was right."""
    heard = set()
    for right in (0, 2, None):
        one = await somebody()
        birth_dates = [KIM_BORN if place == right else NOOR_BORN + timedelta(days=place) for place in range(6)]
        heard.add(tuple([await one.claims(NUMBER, born) for born in birth_dates]))
        clock.move(hours=25)
    assert len(heard) == 1
    assert Outcome.WAIT in heard.pop()


async def test_guessing_birth_dates_from_ever_new_sessions_is_stopped_by_the_number(
    somebody: New, tenants: Tenants, clock: FixedClock
) -> None:
    outcomes = []
    for day in range(40):
        one = await somebody()
        outcomes.append(await one.claims(NUMBER, date(1978, 1, 1) + timedelta(days=day)))
        clock.move(minutes=11)
    assert outcomes.count(Outcome.ASK_CODE) <= 12


async def test_trying_many_numbers_is_stopped_by_the_network_address(
    somebody: New, tenants: Tenants, clock: FixedClock
) -> None:
    outcomes = [await (await somebody()).claims(f"77{number:05}", KIM_BORN, origin="o") for number in range(45)]
    assert outcomes.count(Outcome.WAIT) >= 15


async def test_guessing_codes_gets_nowhere_near(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    tried, started = 0, clock()
    while clock() - started < timedelta(days=1):
        one = await somebody()
        await one.claims(NUMBER, KIM_BORN)
        for _ in range(5):
            tried += await one.types(other_than(outgoing.last)) == Outcome.WRONG_CODE
            clock.move(minutes=2)
        clock.move(minutes=30)
    assert tried <= 25
    assert len(outgoing.sent) <= 7


async def test_nobody_can_flood_a_tenant_with_codes_by_two_numbers(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    for _ in range(12):
        one = await somebody()
        await one.claims(NUMBER, KIM_BORN)
        clock.move(minutes=4)
    assert len(outgoing.sent) <= 4


async def test_a_fitting_guess_without_a_code_that_was_sent_opens_nothing(
    somebody: New, tenants: Tenants, database: Database, desk: object
) -> None:
    """Nobody's code can be guessed by luck: there is none."""
    one = await somebody()
    await one.claims(NO_NUMBER, KIM_BORN)
    for digits in ("000000", "123456", "999999"):
        assert await one.types(digits) == Outcome.WRONG_CODE
    assert await one.level() == Level.NONE


async def test_the_code_of_another_session_is_worth_nothing(
    somebody: New, tenants: Tenants, outgoing: Outgoing
) -> None:
    kim, thief = await somebody(), await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    code = outgoing.last
    assert await thief.types(code) == Outcome.CODE_OVER
    digest_of_kim = kim.identity.digest_of_code(kim.conversation, code)
    reply = await thief.identity.check_code(thief.conversation, digest_of_kim)
    assert reply.outcome == Outcome.CODE_OVER
    assert await thief.level() == Level.NONE
    assert await kim.types(code) == Outcome.PROVEN


async def test_a_code_seen_later_cannot_be_replayed(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    code = outgoing.last
    await kim.types(code)
    await kim.identity.forget(kim.conversation, "goodbye")
    assert await kim.types(code) == Outcome.CODE_OVER
    clock.move(minutes=5)
    await kim.claims(NUMBER, KIM_BORN)
    if outgoing.last != code:
        assert await kim.types(code) == Outcome.WRONG_CODE
    assert await kim.level() == Level.NONE


async def test_what_is_proven_for_one_tenant_gives_nothing_of_another(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    noor = await somebody()
    await noor.claims(OTHER_NUMBER, NOOR_BORN)
    await noor.types(outgoing.last)
    clock.move(minutes=1)
    await noor.identity.begin(noor.conversation, Level.HIGH)
    await noor.identity.give_number(noor.conversation, NUMBER)
    standing, contracts = await noor.identity.contracts(noor.conversation, "balance")
    assert standing.person_id == tenants.noor
    assert tenants.contract not in contracts


async def test_the_access_log_holds_who_tried_what_and_no_secret(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    one = await somebody("web", "abc")
    await one.claims(NUMBER, NOOR_BORN, origin="203.0.113.7")
    await one.types("123456")
    log = await events(database)
    assert {(entry.kind, entry.outcome) for entry in log} == {
        ("claim", "fits_not"), ("send", "nowhere"), ("code", "wrong"),
    }  # fmt: skip
    held = " ".join(str(value) for entry in log for value in vars(entry).values())
    for secret in (NUMBER, "12007", "123456", NOOR_BORN.isoformat()):
        assert secret not in held


@pytest.mark.parametrize("channel", ["web", "whatsapp", "telegram"])
async def test_a_level_belongs_to_one_conversation(
    somebody: New, tenants: Tenants, outgoing: Outgoing, channel: str
) -> None:
    kim, other = await somebody("web"), await somebody(channel)
    await kim.claims(NUMBER, KIM_BORN)
    await kim.types(outgoing.last)
    assert (await kim.level(), await other.level()) == (Level.OWN, Level.NONE)
