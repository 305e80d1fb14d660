"""Files and links at the desk: seen by who may read the conversation, harmless, and never to a guess."""

import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select

from bot.channels.models import Media, MediaContent, MediaState
from bot.conversation.models import Conversation
from bot.handoff.models import Reason
from bot.staff.models import Staff
from bot.tenancy.models import ChannelIdentity, Person
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene
from tests.integration.staff.test_conversation import taken

PDF = b"%PDF-1.7 brief"
SOUND = b"OggS0123456789abcdef"


async def with_file(scene: Scene, conversation: UUID, content: bytes, kind: str) -> UUID:
    message = await scene.says(conversation, "")
    media = uuid4()
    async with scene.database.transaction() as session:
        now = scene.clock()
        values = {"channel": "whatsapp", "remote_id": "m", "at": now, "state": MediaState.STORED, "type": kind}
        session.add(Media(id=media, message_id=message, **values))
        await session.flush()
        session.add(MediaContent(media_id=media, content=content))
    return media


async def test_a_file_is_served_harmlessly_and_only_within_its_own_conversation(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    other = await scene.conversation("iets anders", reason=Reason.ASKED)
    media = await with_file(scene, conversation, PDF, "application/pdf")
    response = await browser.get(f"/gesprekken/{conversation}/bijlage/{media}")
    assert (response.status, await response.read()) == (200, PDF)
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (await browser.get(f"/gesprekken/{other}/bijlage/{media}")).status == 404
    assert f"/bijlage/{media}" in await browser.page(f"/gesprekken/{conversation}")


@pytest.mark.parametrize(
    ("asked", "status", "told", "body"),
    [
        (None, 200, None, SOUND),
        ("bytes=0-3", 206, "bytes 0-3/20", SOUND[:4]),
        ("bytes=15-", 206, "bytes 15-19/20", SOUND[15:]),
        ("bytes=-4", 206, "bytes 16-19/20", SOUND[-4:]),
        ("bytes=10-999", 206, "bytes 10-19/20", SOUND[10:]),
        ("bytes=20-", 416, "bytes */20", b""),
        ("bytes=0-1,4-5", 200, None, SOUND),
        ("bytes=x-y", 200, None, SOUND),
        ("items=0-1", 200, None, SOUND),
    ],
)
async def test_a_player_may_ask_for_a_part(
    visit: NewVisit, scene: Scene, sanne: Staff, asked: str | None, status: int, told: str | None, body: bytes
) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    media = await with_file(scene, conversation, SOUND, "audio/ogg")
    headers = {"Range": asked} if asked else {}
    response = await browser.get(f"/gesprekken/{conversation}/bijlage/{media}", headers=headers)
    assert (response.status, response.headers.get("Content-Range"), await response.read()) == (status, told, body)
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["Accept-Ranges"] == "bytes"


async def test_a_file_goes_with_its_conversation(scene: Scene) -> None:
    conversation = await scene.conversation("help", reason=Reason.ASKED)
    await with_file(scene, conversation, PDF, "application/pdf")
    async with scene.database.transaction() as session:
        await session.execute(delete(Conversation).where(Conversation.id == conversation))
        assert (await session.scalars(select(MediaContent.media_id))).all() == []


async def test_who_may_not_read_the_conversation_gets_neither_file_nor_link(
    visit: NewVisit, scene: Scene, sanne: Staff
) -> None:
    conversation = await scene.conversation("nog bij de assistent")
    media = await with_file(scene, conversation, PDF, "application/pdf")
    browser = await visit(sanne)
    for path in (f"bijlage/{media}", "koppeling"):
        assert (await browser.get(f"/gesprekken/{conversation}/{path}")).status == 403


async def test_linking_is_previewed_done_shown_and_undone(visit: NewVisit, scene: Scene, sanne: Staff) -> None:
    browser, conversation = await taken(scene, visit, sanne)
    person = Person(id=uuid4(), initials="K.", prefix="de", surname="Vries")
    async with scene.database.transaction() as session:
        session.add(person)
    place = f"/gesprekken/{conversation}/koppeling"
    assert "K. de Vries" in await browser.page(f"{place}?zoek=vri")
    assert "van niemand naar" in " ".join((await browser.page(f"{place}?persoon={person.id}")).split())
    done = await browser.post(place, {"persoon": str(person.id), "eerder": ""})
    assert "Gekoppeld." in await browser.page(done.headers["Location"].removeprefix("/staff"))
    assert "K. de Vries" in await browser.page(f"/gesprekken/{conversation}")
    change = re.search(r'name="wijziging" value="([^"]+)"', await browser.page(place))
    assert change is not None
    assert (await browser.post(f"{place}/terug", {"wijziging": change.group(1)})).status == 303
    async with scene.database.transaction() as session:
        identity = await session.scalar(select(ChannelIdentity))
    assert identity is not None
    assert identity.person_id is None
