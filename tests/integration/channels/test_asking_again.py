"""A file that cannot be kept: its sender is asked again, kindly and once, and the desk sees it."""

import asyncio
import shlex
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import aiohttp
import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select, update

from bot.channels.asking_again import AskingAgain
from bot.channels.media import MediaService
from bot.channels.media_rules import FileGone, FileTooLarge, Showing
from bot.channels.models import Media, MediaState
from bot.channels.transcribing import transcriber
from bot.conversation.models import Author, Conversation, Message, Owner
from bot.staff.desk_lines import of_conversation, read
from tests.support.channels import envelope, post_whatsapp, wa_message
from tests.support.clock import FixedClock
from tests.support.papers import could_run, kept
from tests.support.wiring import CONTENT, Desk

Site = TestClient[Any, Any]
VOICE = {"type": "audio", "audio": {"id": "V1", "mime_type": "audio/ogg; codecs=opus", "voice": True}}


class Store:
    """A provider's files, and what becomes of fetching one."""

    def __init__(self, result: bytes | Exception) -> None:
        self.result = result

    async def __call__(self, remote_id: str, most: int) -> bytes:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


async def round_(desk: Desk, clock: FixedClock, result: bytes | Exception) -> int:
    services = desk.services
    await MediaService(services.database, clock, {"whatsapp": Store(result)}).fetch_due()
    return await AskingAgain(services.database, clock, services.outbox, CONTENT.book.line).ask_due()


async def sent(site: Site, desk: Desk, *messages: dict[str, Any]) -> UUID:
    assert (await post_whatsapp(site, envelope({"messages": list(messages)}))).status == 200
    async with desk.services.database.transaction() as session:
        return (await session.scalars(select(Conversation.id))).one()


def image(name: str) -> dict[str, Any]:
    return wa_message("image", image={"id": name, "mime_type": "image/jpeg"})


def paper(name: str) -> dict[str, Any]:
    return wa_message("document", document={"id": "D", "mime_type": "application/msword", "filename": name})


def voice() -> dict[str, Any]:
    return wa_message("audio", audio=VOICE["audio"])


async def questions(desk: Desk) -> list[str]:
    async with desk.services.database.transaction() as session:
        found = select(Message.text).where(Message.author == Author.NOTICE).order_by(Message.at)
        return list((await session.scalars(found)).all())


@pytest.mark.parametrize(
    ("message", "result", "says"),
    [
        (image("A"), FileGone(), "bestand is toch niet goed aangekomen"),
        (voice(), FileGone(), "Bij gevaar bel je 112"),
        (image("A"), FileTooLarge(), "te groot"),
        (image("A"), b"MZ\x90\x00", "foto of een pdf"),
        (paper("brief.docm"), could_run()["docm called docx"], "Bewaar het als pdf"),
        (paper("oude brief.doc"), could_run()["of before 2007, or behind a password"], "Bewaar het als pdf"),
        (voice(), b"", "spraakbericht is toch niet goed"),
    ],
    ids=["gone", "voice gone", "too large", "no type of ours", "macros", "old document", "empty"],
)
async def test_after_its_own_answer_its_sender_is_asked_once_and_the_desk_shows_it(
    site: Site, desk: Desk, clock: FixedClock, message: dict[str, Any], result: bytes | Exception, says: str
) -> None:
    conversation = await sent(site, desk, message)
    assert await round_(desk, clock, result) == 0  # "Dank je, het is binnen" has still to be said
    [line] = await read(desk.services.database, of_conversation(conversation).where(Message.author == Author.TENANT))
    assert line.files[0].asking
    await desk.services.turns.handle(conversation)
    assert await round_(desk, clock, result) == 1
    assert await round_(desk, clock, result) == 0
    [asked] = await questions(desk)
    assert says in asked
    [line] = await read(desk.services.database, of_conversation(conversation).where(Message.author == Author.TENANT))
    assert (line.files[0].asked_again_at, line.files[0].asking) == (clock(), False)


async def test_an_album_is_one_question_and_a_second_attempt_another(site: Site, desk: Desk, clock: FixedClock) -> None:
    conversation = await sent(site, desk, *(image(name) for name in "ABC"))
    await desk.services.turns.handle(conversation)
    assert await round_(desk, clock, FileGone()) == 3
    assert len(await questions(desk)) == 1
    clock.move(minutes=5)
    await sent(site, desk, image("D"))
    await desk.services.turns.handle(conversation)
    assert await round_(desk, clock, FileGone()) == 1
    assert len(await questions(desk)) == 2


@pytest.mark.parametrize("held", [{"owner": Owner.PERSON}, {"danger": "suicide"}], ids=["a person", "danger"])
async def test_a_colleague_who_has_the_conversation_asks_and_in_danger_nobody_does(
    site: Site, desk: Desk, clock: FixedClock, held: dict[str, Any]
) -> None:
    conversation = await sent(site, desk, image("A"))
    await desk.services.turns.handle(conversation)
    async with desk.services.database.transaction() as session:
        await session.execute(update(Conversation).values(**held))
    assert await round_(desk, clock, FileGone()) == 1
    assert await questions(desk) == []
    [line] = await read(desk.services.database, of_conversation(conversation).where(Message.author == Author.TENANT))
    assert (line.files[0].stored, line.files[0].asking, line.files[0].asked_again_at) == (False, False, None)


@pytest.mark.parametrize("trouble", [RuntimeError("odd"), TimeoutError(), aiohttp.ClientError()], ids=repr)
async def test_what_cannot_be_fetched_is_tried_for_hours_and_then_asked_for_once(
    site: Site, desk: Desk, clock: FixedClock, trouble: Exception
) -> None:
    conversation = await sent(site, desk, image("A"), image("B"))
    await desk.services.turns.handle(conversation)
    asked, began = 0, clock()
    while not asked:
        assert await questions(desk) == []
        asked = await round_(desk, clock, trouble)
        clock.move(minutes=10)
    assert timedelta(hours=7) < clock() - began < timedelta(hours=9)
    assert await round_(desk, clock, trouble) == 0
    assert len(await questions(desk)) == 1
    async with desk.services.database.transaction() as session:
        assert set(await session.scalars(select(Media.state))) == {MediaState.FAILED}


async def test_a_host_that_comes_back_after_hours_gives_the_file_and_nobody_is_asked(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    conversation = await sent(site, desk, image("A"))
    await desk.services.turns.handle(conversation)
    for _ in range(7):
        await round_(desk, clock, TimeoutError())
        clock.move(hours=2)
    assert await round_(desk, clock, b"\xff\xd8\xff\xe0") == 0
    assert await questions(desk) == []
    async with desk.services.database.transaction() as session:
        assert set(await session.scalars(select(Media.state))) == {MediaState.STORED}


HEARS = "import sys; n = len(sys.stdin.buffer.read()); print(f'ik kan de huur\\nniet betalen {sys.argv[1]} {n}')"
BREAKS = "raise SystemExit(3)"


@pytest.mark.parametrize(("program", "heard"), [(HEARS, "ik kan de huur niet betalen audio/ogg 8"), (BREAKS, "")])
async def test_a_transcriber_of_this_machine_writes_under_the_sound_what_it_hears(
    site: Site, desk: Desk, clock: FixedClock, program: str, heard: str
) -> None:
    conversation = await sent(site, desk, voice())
    command = shlex.join([sys.executable, "-c", program])
    media = MediaService(desk.services.database, clock, {"whatsapp": Store(b"OggS1234")}, transcriber(command))
    await media.fetch_due()
    await asyncio.gather(*media.hearing)
    [line] = await read(desk.services.database, of_conversation(conversation).where(Message.author == Author.TENANT))
    assert (line.files[0].stored, line.files[0].transcript) == (True, heard)


async def test_a_letter_of_an_office_program_reaches_the_desk_under_its_name(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    conversation = await sent(site, desk, paper("Aanmaning november.docx"))
    await desk.services.turns.handle(conversation)
    assert await round_(desk, clock, kept()["letter"][0]) == 0
    assert await questions(desk) == []
    [line] = await read(desk.services.database, of_conversation(conversation).where(Message.author == Author.TENANT))
    [file] = line.files
    assert (file.stored, file.showing, file.name) == (True, Showing.DOWNLOAD, "Aanmaning november.docx")
