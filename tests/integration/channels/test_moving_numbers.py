"""Who goes by another number or id stays one person; who gets the number they left is never taken for them."""

from typing import Any

from aiohttp.test_utils import TestClient
from sqlalchemy import select

from bot.channels.models import Contact
from bot.conversation.models import Author, Message
from tests.support.channels import PHONE, envelope, post_whatsapp, wa_message, wa_text
from tests.support.wiring import Desk

Site = TestClient[Any, Any]
BEFORE, MOVED, AFTER = 1795438000, 1795438100, 1795438200
NEW = "31688888888"


async def tell(site: Site, *messages: dict[str, Any]) -> None:
    for message in messages:
        assert (await post_whatsapp(site, envelope({"messages": [message]}))).status == 200


def said(text: str, at: int, phone: str = PHONE, **more: Any) -> dict[str, Any]:
    return wa_text(text, phone=phone) | {"timestamp": str(at)} | more


def moved(**more: Any) -> dict[str, Any]:
    inner = {"type": "user_changed_number", "wa_id": NEW, **more}
    return wa_message("system", system=inner) | {"timestamp": str(MOVED)}


async def groups(desk: Desk) -> list[set[str]]:
    """What was said, by conversation."""
    found: dict[Any, set[str]] = {}
    async with desk.services.database.transaction() as session:
        for line in await session.scalars(select(Message).where(Message.author == Author.TENANT)):
            found.setdefault(line.conversation_id, set()).add(line.text)
    return sorted(found.values(), key=sorted)


async def test_who_gets_a_number_that_was_left_is_somebody_new(site: Site, desk: Desk) -> None:
    await tell(
        site, said("van mij", BEFORE), moved(), said("nieuw nummer", AFTER, NEW), said("ik ben een ander", AFTER)
    )
    assert await groups(desk) == [{"ik ben een ander"}, {"van mij", "nieuw nummer"}]
    await tell(site, said("nog iets van die ander", AFTER + 1))
    assert {"ik ben een ander", "nog iets van die ander"} in await groups(desk)


async def test_also_where_the_provider_names_them(site: Site, desk: Desk) -> None:
    mine, theirs = {"from_user_id": "NL.1"}, {"from_user_id": "NL.2"}
    await tell(
        site, said("van mij", BEFORE, **mine), moved(user_id="NL.1b") | mine, said("ik ben een ander", AFTER, **theirs)
    )
    assert await groups(desk) == [{"ik ben een ander"}, {"van mij"}]
    async with desk.services.database.transaction() as session:
        rows = (await session.execute(select(Contact.phone, Contact.user_id).order_by(Contact.user_id))).all()
    assert [tuple(row) for row in rows] == [(NEW, "NL.1b"), (PHONE, "NL.2")]


async def test_what_was_said_before_the_move_and_comes_after_it_is_still_theirs(site: Site, desk: Desk) -> None:
    mine = {"from_user_id": "NL.1"}
    await tell(site, said("eerst", BEFORE, **mine), moved(user_id="NL.1b") | mine, said("te laat", BEFORE + 5, **mine))
    assert await groups(desk) == [{"eerst", "te laat"}]
    async with desk.services.database.transaction() as session:
        [row] = (await session.execute(select(Contact.phone, Contact.user_id))).all()
    assert tuple(row) == (NEW, "NL.1b")


async def test_who_moves_back_is_the_same_person(site: Site, desk: Desk) -> None:
    back = wa_message("system", phone=NEW, system={"type": "user_changed_number", "wa_id": PHONE})
    await tell(site, said("eerst", BEFORE), moved(), back | {"timestamp": str(MOVED + 9)}, said("terug", AFTER))
    assert await groups(desk) == [{"eerst", "terug"}]
