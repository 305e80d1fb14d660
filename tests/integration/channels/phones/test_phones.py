"""Conversations over both simulators: native on each, nothing lost or doubled, each fault with its reaction."""

from datetime import timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import select, update

from bot.channels.models import Contact, Media, MediaState, MonthlyCount
from bot.channels.office_rules import WORD
from bot.conversation.models import Author, Conversation, Owner, State
from bot.simulators.faults import Fault
from bot.simulators.graph import options_of, text_in
from tests.support import papers
from tests.support.channels import PHONE
from tests.support.engine import StubEngine, turn
from tests.support.messages import all_in, any_in, outbound
from tests.support.phones import MovingClock, Providers, until
from tests.support.wiring import Desk

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def offering(*titles: str) -> Any:
    async def react(body: dict[str, Any]) -> web.StreamResponse:
        if body["intent"]:
            return web.json_response(turn(f"gekozen: {body['intent']}"))
        buttons = [{"title": title, "payload": f"intent:choice_{n}"} for n, title in enumerate(titles)]
        return web.json_response(turn("Kies maar.", buttons=buttons))

    return react


async def test_whatsapp_buttons_come_back_as_what_they_mean(made: Providers, desk: Desk, engine: StubEngine) -> None:
    engine.react = offering("Ja", "Nee", "Weet niet")
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: phone.received)
    assert [title for _, title, _ in options_of(phone.received[0].body)] == ["Ja", "Nee", "Weet niet"]
    await made.graph.press(PHONE, 1)
    await until(lambda: len(phone.received) == 2)
    assert text_in(phone.received[1].body) == "gekozen: choice_1"
    await made.settle()
    await until(lambda: all_in(desk, State.DELIVERED))


async def test_more_or_longer_choices_become_a_list(made: Providers, desk: Desk, engine: StubEngine) -> None:
    engine.react = offering("Ik wil graag een regeling met de woningcorporatie", "Nee", "Ander", "Vier")
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: phone.received)
    assert phone.received[0].body["interactive"]["type"] == "list"
    await made.graph.press(PHONE, 0)
    await until(lambda: len(phone.received) == 2)
    assert text_in(phone.received[1].body) == "gekozen: choice_0"


async def test_telegram_keys_are_acknowledged_and_mean_the_same(
    made: Providers, desk: Desk, engine: StubEngine
) -> None:
    engine.react = offering("Ja", "Nee")
    chat = made.botapi.chat(11)
    made.botapi.say(11, text="/start")
    made.botapi.say(11, text="vraag")
    await until(lambda: any("reply_markup" in m for m in chat.received))
    made.botapi.press(11, 1)
    await until(lambda: any(m["text"] == "gekozen: choice_1" for m in chat.received))
    await until(lambda: made.botapi.acknowledged)


async def test_a_photo_reaches_the_desk_and_is_answered(made: Providers, desk: Desk) -> None:
    await made.graph.say(PHONE, "image", image=made.graph.add_file(PNG, "image/png"))
    phone = made.graph.phone(PHONE)
    await until(lambda: phone.received)
    assert "medewerker" in text_in(phone.received[0].body)

    async def kept() -> bool:
        async with desk.services.database.transaction() as session:
            media = await session.scalar(select(Media))
            return media is not None and (media.state, media.type) == (MediaState.STORED, "image/png")

    await until(kept)
    async with desk.services.database.transaction() as session:
        conversation = await session.scalar(select(Conversation))
        assert conversation is not None
        assert conversation.owner is Owner.QUEUE


async def test_a_script_in_a_picture_s_clothes_is_refused(made: Providers, desk: Desk) -> None:
    file_id = made.botapi.add_file(b"<svg onload=alert(1)>")
    made.botapi.say(11, document={"file_id": file_id, "file_unique_id": "u", "mime_type": "image/png"})

    async def refused() -> bool:
        async with desk.services.database.transaction() as session:
            media = await session.scalar(select(Media))
            return media is not None and media.state is MediaState.REFUSED

    await until(refused)


async def test_who_writes_sees_that_it_was_read_and_that_it_is_being_answered_but_not_for_a_person(
    made: Providers, desk: Desk
) -> None:
    def reads() -> list[str]:
        told = [call for call in made.graph.calls if call.get("status") == "read"]
        assert all(call["typing_indicator"] == {"type": "text"} for call in told)
        return [call["message_id"] for call in told]

    def typed() -> int:
        return sum(method == "sendChatAction" for method, _ in made.botapi.calls)

    said = []
    for owner in (Owner.ASSISTANT, Owner.PERSON, Owner.ASSISTANT):
        async with desk.services.database.transaction() as session:
            await session.execute(
                update(Conversation).values(owner=owner, owner_version=Conversation.owner_version + 1)
            )
        said.append(made.graph.message(PHONE, "text", text={"body": f"voor {owner}"}))
        await made.graph.post_messages([said[-1]])
        telegram = made.botapi.say(11, text=f"voor {owner}")
        assert telegram is not None
        await telegram
        expected = len([one for one in said if "person" not in one["text"]["body"]])
        await until(lambda wanted=expected: len(reads()) == wanted and typed() == wanted)
    assert reads() == [said[0]["id"], said[2]["id"]]


async def test_a_letter_as_word_document_reaches_the_desk_from_both_and_one_with_macros_is_asked_for_as_pdf(
    made: Providers, desk: Desk
) -> None:
    letter, macros = papers.kept()["letter"][0], papers.could_run()["docm called docx"]
    named = {"filename": "Aanmaning.docx"}
    await made.graph.say(PHONE, "document", document=made.graph.add_file(letter, "application/zip") | named)
    for number, content in enumerate((letter, macros)):
        file = {"file_id": made.botapi.add_file(content), "file_unique_id": "u", "file_name": "Aanmaning.docx"}
        made.botapi.say(11 + number, document=file)

    async def looked_at() -> bool:
        async with desk.services.database.transaction() as session:
            found = [(one.state, one.type) for one in (await session.scalars(select(Media))).all()]
            kept = (MediaState.STORED, WORD)
            return sorted(found) == sorted([kept, kept, (MediaState.REFUSED, "")])

    await until(looked_at)
    await until(lambda: any("Bewaar het als pdf" in message["text"] for message in made.botapi.chat(12).received))
    assert not any("pdf" in message["text"] for message in made.botapi.chat(11).received)


async def test_a_closed_window_parks_the_answer_and_the_next_word_brings_it(
    made: Providers, desk: Desk, moving: MovingClock
) -> None:
    phone = made.graph.phone(PHONE)
    made.graph.faults.set(Fault.WINDOW_CLOSED, 1)
    await made.graph.say(PHONE, text={"body": "eerste"})
    await until(lambda: any_in(desk, State.PARKED))
    await until(lambda: phone.received)
    assert [sent.body["type"] for sent in phone.received] == ["template"]
    await made.graph.say(PHONE, text={"body": "tweede"})
    await until(lambda: len(phone.received) == 3)
    texts = [text_in(sent.body) for sent in phone.received[1:]]
    assert "eerste" in texts[0]
    assert "tweede" in texts[1]


async def test_a_person_s_answer_after_a_day_waits_for_the_tenant(
    made: Providers, desk: Desk, moving: MovingClock, collector: Any
) -> None:
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: phone.received)
    async with desk.services.database.transaction() as session:
        conversation = await session.scalar(select(Conversation.id))
    assert conversation is not None
    await made.settle()
    moving.ahead = timedelta(hours=25)
    await desk.services.ownership.take(conversation, collector.id)
    await desk.services.ownership.reply(conversation, collector.id, "Hier is Sanne.")
    assert [m.state for m in await outbound(desk) if m.author is Author.STAFF] == [State.PARKED]
    await made.graph.say(PHONE, text={"body": "ja?"})
    await until(lambda: any(text_in(s.body) == "Hier is Sanne." for s in phone.received))


async def test_a_block_is_noted_and_lifted_by_their_next_word(made: Providers, desk: Desk) -> None:
    made.botapi.say(11, text="hallo")
    await until(lambda: made.botapi.chat(11).received)
    made.botapi.block(11)
    await made.settle()

    async def unreachable() -> bool:
        async with desk.services.database.transaction() as session:
            contact = await session.scalar(select(Contact))
            return contact is not None and contact.unreachable_since is not None

    await until(unreachable)
    made.botapi.chat(11).blocked = False
    await made.settle()
    made.botapi.say(11, text="toch weer")
    await until(lambda: len(made.botapi.chat(11).received) == 2)


async def test_delivered_messages_are_counted_once_a_month(made: Providers, desk: Desk) -> None:
    made.graph.faults.set(Fault.TWICE, -1)
    made.graph.faults.set(Fault.REORDER, -1)
    for number in range(5):
        await made.graph.say(f"3160000000{number}", text={"body": "hallo"})
    await until(lambda: sum(len(p.received) for p in made.graph.phones.values()) == 5)
    await made.settle()
    await until(lambda: all_in(desk, State.DELIVERED))
    async with desk.services.database.transaction() as session:
        assert (await session.scalars(select(MonthlyCount.delivered))).all() == [5]


async def test_who_hides_their_number_after_our_answer_named_their_id_stays_in_their_conversation(
    made: Providers, desk: Desk
) -> None:
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    phone.user_id = "NL.4711"

    async def named() -> bool:
        async with desk.services.database.transaction() as session:
            return (await session.scalars(select(Contact.user_id))).one() == "NL.4711"

    await until(named)
    hidden = {name: value for name, value in made.graph.message(PHONE, "text").items() if name != "from"}
    body = hidden | {"from_user_id": "NL.4711", "text": {"body": "nu zonder nummer"}}
    await made.graph._post({"messages": [body]})
    await until(lambda: len(phone.received) == 2)
    async with desk.services.database.transaction() as session:
        assert len((await session.scalars(select(Conversation.id))).all()) == 1
