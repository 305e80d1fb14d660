"""A message that is changed after it was answered: both wordings stay, and danger in the new one is never missed."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from bot.channels.changes_of_mind import WITHDRAWN
from bot.channels.models import Media
from bot.conversation.models import EDITED, Author, Conversation, Message, Owner, Turn
from bot.staff.reading import DeskReader
from tests.support.acting import Acting
from tests.support.channels import (
    post_telegram,
    post_whatsapp,
    tg_message,
    wa_message,
    wa_text,
    with_contacts,
)
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine, echo
from tests.support.wiring import Desk

Site = TestClient[Any, Any]
#: When the provider says that something was edited.
AT = 1795438900
CALM, DESPAIR = "ik kan de huur niet betalen", "ik wil er niet meer zijn"


@pytest.fixture(autouse=True)
def acting(desk: Desk, engine: StubEngine) -> None:
    engine.react = Acting(desk.services.answering, {CALM: "report_cannot_pay"}, {DESPAIR: "suicide"})


async def work(desk: Desk) -> Conversation:
    async with desk.services.database.transaction() as session:
        conversation = (await session.scalars(select(Conversation))).one()
    await desk.services.turns.handle(conversation.id)
    async with desk.services.database.transaction() as session:
        return await session.get_one(Conversation, conversation.id)


async def lines(desk: Desk) -> list[Message]:
    async with desk.services.database.transaction() as session:
        return list((await session.scalars(select(Message).order_by(Message.at, Message.seq))).all())


def said(found: list[Message], author: Author) -> list[str]:
    return [message.text for message in found if message.author is author]


async def whatsapp_edit(site: Site, text: str, at: int = AT) -> None:
    edit = {"original_message_id": "wamid.first", "message": {"type": "text", "text": {"body": text}}}
    message = wa_message("edit", edit=edit) | {"timestamp": str(at)}
    assert (await post_whatsapp(site, with_contacts(message))).status == 200


def telegram_edit(text: str, update_id: int, at: int = AT) -> dict[str, Any]:
    body = tg_message(11, 901, text=text)
    body["message"]["edit_date"] = at
    return {"update_id": update_id, "edited_message": body["message"]}


async def test_danger_that_is_added_afterwards_gets_its_fixed_reply_and_the_top_of_the_queue(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    await work(desk)
    clock.move(seconds=1)
    await whatsapp_edit(site, DESPAIR)
    conversation = await work(desk)
    assert (conversation.danger, conversation.owner) == ("suicide", Owner.QUEUE)
    found = await lines(desk)
    assert said(found, Author.TENANT) == [CALM, DESPAIR]
    assert "113" in said(found, Author.ASSISTANT)[-1]


async def test_the_same_on_telegram(site: Site, desk: Desk) -> None:
    await post_telegram(site, tg_message(11, 901, text=CALM))
    await work(desk)
    await post_telegram(site, telegram_edit(DESPAIR, 902))
    assert (await work(desk)).danger == "suicide"


async def test_an_edit_without_danger_is_kept_and_not_answered_again(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    before = await work(desk)
    answers = len(said(await lines(desk), Author.ASSISTANT))
    await whatsapp_edit(site, f"{CALM} deze maand")
    after = await work(desk)
    found = await lines(desk)
    assert len(said(found, Author.ASSISTANT)) == answers
    assert said(found, Author.TENANT)[-1] == f"{CALM} deze maand"
    assert all(message.handled_at for message in found if message.author is Author.TENANT)
    assert (after.engine_session, after.engine_turns) == (before.engine_session, before.engine_turns)
    async with desk.services.database.transaction() as session:
        assert "reread" in (await session.scalars(select(Turn.outcome))).all()


async def test_an_edit_that_changes_no_word_is_nothing_new(site: Site, desk: Desk) -> None:
    await post_telegram(site, tg_message(11, 901, text=CALM))
    await work(desk)
    for number in (902, 903):
        await post_telegram(site, telegram_edit("ik kan echt niets betalen", number))
    await post_telegram(site, telegram_edit("ik kan echt niets betalen", 903))
    assert len(said(await lines(desk), Author.TENANT)) == 2


async def test_both_wordings_stand_at_the_desk(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    await work(desk)
    await whatsapp_edit(site, "ik kan niets betalen")
    conversation = await work(desk)
    services = desk.services
    shown = await DeskReader(services.database, services.clock, services.new_id).last_lines(conversation.id)
    changed = next(line for line in shown if line.earlier is not None)
    assert (changed.text, changed.earlier.text if changed.earlier else "") == ("ik kan niets betalen", CALM)


async def test_words_changed_while_they_were_being_understood_are_understood_anew(
    site: Site, desk: Desk, engine: StubEngine
) -> None:
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    acting, heard = engine.react, []

    async def meanwhile(body: dict[str, Any]) -> Any:
        heard.append(body["text"])
        if len(heard) == 1:
            await whatsapp_edit(site, DESPAIR)
            return await echo(body)
        return await acting(body)

    engine.react = meanwhile
    conversation = await work(desk)
    assert heard == [CALM, DESPAIR]
    assert conversation.danger == "suicide"
    found = await lines(desk)
    assert len(said(found, Author.ASSISTANT)) == 1


async def test_taking_a_message_back_takes_its_other_wordings_along(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    await work(desk)
    await whatsapp_edit(site, "ik kan niets betalen")
    await post_whatsapp(site, with_contacts(wa_message("revoke", revoke={"original_message_id": "wamid.first"})))
    found = [message for message in await lines(desk) if message.author is Author.TENANT]
    assert [message.subtype for message in found] == ["", EDITED]
    assert not any("betalen" in message.text for message in found)


async def test_an_edit_that_overtakes_its_message_stands_for_it_and_the_older_words_are_not_answered(
    site: Site, desk: Desk
) -> None:
    await whatsapp_edit(site, "ik kan niets betalen")
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    await work(desk)
    found = await lines(desk)
    assert said(found, Author.TENANT) == ["ik kan niets betalen"]
    assert len(said(found, Author.ASSISTANT)) == 1


async def test_the_same_on_telegram_where_a_later_edit_is_one_as_always(site: Site, desk: Desk) -> None:
    await post_telegram(site, telegram_edit(CALM, 902))
    await work(desk)
    await post_telegram(site, tg_message(11, 901, text="ik kan"))
    await post_telegram(site, telegram_edit(DESPAIR, 903))
    assert (await work(desk)).danger == "suicide"
    assert said(await lines(desk), Author.TENANT) == [CALM, DESPAIR]


async def test_an_edited_photo_that_overtakes_its_message_brings_the_photo(site: Site, desk: Desk) -> None:
    photo = {"type": "image", "image": {"id": "media-1", "mime_type": "image/jpeg", "caption": CALM}}
    edit = {"original_message_id": "wamid.first", "message": photo}
    await post_whatsapp(site, with_contacts(wa_message("edit", edit=edit)))
    await work(desk)
    (message,) = [message for message in await lines(desk) if message.author is Author.TENANT]
    assert (message.text, message.subtype) == (CALM, "image")
    async with desk.services.database.transaction() as session:
        assert (await session.scalars(select(Media.message_id))).all() == [message.id]


async def test_what_was_taken_back_before_it_came_is_not_read(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, with_contacts(wa_text("hallo", message_id="wamid.before")))
    await work(desk)
    await post_whatsapp(site, with_contacts(wa_message("revoke", revoke={"original_message_id": "wamid.first"})))
    await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    await work(desk)
    found = await lines(desk)
    assert said(found, Author.TENANT) == ["hallo", WITHDRAWN]
    assert len(said(found, Author.ASSISTANT)) == 1


async def edited(site: Site, channel: str, text: str, at: int, update_id: int) -> None:
    if channel == "whatsapp":
        await whatsapp_edit(site, text, at)
    else:
        assert (await post_telegram(site, telegram_edit(text, update_id, at))).status == 200


async def first(site: Site, channel: str) -> None:
    if channel == "whatsapp":
        await post_whatsapp(site, with_contacts(wa_text(CALM, message_id="wamid.first")))
    else:
        await post_telegram(site, tg_message(11, 901, text=CALM))


OLDER, NEWER = "ik kan nu niets betalen", "ik kan volgende week betalen"


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_an_older_edit_that_comes_after_a_newer_one_does_not_win(site: Site, desk: Desk, channel: str) -> None:
    await first(site, channel)
    await edited(site, channel, NEWER, AT + 10, 903)
    await edited(site, channel, OLDER, AT, 902)
    assert said(await lines(desk), Author.TENANT) == [NEWER]


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_nor_does_it_once_the_message_was_answered(site: Site, desk: Desk, channel: str) -> None:
    await first(site, channel)
    await work(desk)
    await edited(site, channel, NEWER, AT + 10, 903)
    await work(desk)
    await edited(site, channel, OLDER, AT, 902)
    await work(desk)
    assert said(await lines(desk), Author.TENANT) == [CALM, NEWER]
    await edited(site, channel, DESPAIR, AT + 20, 904)
    assert (await work(desk)).danger == "suicide"


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
async def test_nor_where_the_newer_one_overtook_the_message_itself(site: Site, desk: Desk, channel: str) -> None:
    await edited(site, channel, NEWER, AT + 10, 903)
    await edited(site, channel, OLDER, AT, 902)
    await first(site, channel)
    await work(desk)
    assert said(await lines(desk), Author.TENANT) == [NEWER]


async def test_within_one_second_telegram_s_own_count_decides(site: Site, desk: Desk) -> None:
    await first(site, "telegram")
    await edited(site, "telegram", NEWER, AT, 903)
    await edited(site, "telegram", OLDER, AT, 902)
    assert said(await lines(desk), Author.TENANT) == [NEWER]


async def test_the_provider_s_moment_counts_and_not_our_clock_also_where_it_is_ahead(site: Site, desk: Desk) -> None:
    await first(site, "whatsapp")
    day = 24 * 3600
    await edited(site, "whatsapp", NEWER, AT + 2 * day, 0)
    await edited(site, "whatsapp", OLDER, AT + day, 0)
    assert said(await lines(desk), Author.TENANT) == [NEWER]


async def test_edits_of_one_batch_end_at_the_last_whatever_their_order(site: Site, desk: Desk) -> None:
    await first(site, "whatsapp")
    batch = []
    for text, at in ((NEWER, AT + 10), (OLDER, AT), (CALM, AT + 5)):
        edit = {"original_message_id": "wamid.first", "message": {"type": "text", "text": {"body": text}}}
        batch.append(wa_message("edit", edit=edit) | {"timestamp": at})
    assert (await post_whatsapp(site, with_contacts(*batch))).status == 200
    assert said(await lines(desk), Author.TENANT) == [NEWER]


async def test_words_that_come_to_stand_under_a_photo_are_read(site: Site, desk: Desk) -> None:
    photo = {"id": "media-1", "mime_type": "image/jpeg"}
    await post_whatsapp(site, with_contacts(wa_message("image", message_id="wamid.first", image=photo)))
    edit = {"original_message_id": "wamid.first", "message": {"type": "image", "image": photo | {"caption": DESPAIR}}}
    await post_whatsapp(site, with_contacts(wa_message("edit", edit=edit)))
    assert (await work(desk)).danger == "suicide"
