"""Staff make a link code for a tenant they know; it is shown once and kept as a hash."""

import hashlib
import re
from uuid import UUID, uuid4

from sqlalchemy import select

from bot.channels.models import LinkCode
from bot.staff.models import Staff
from bot.tenancy.models import Person
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene

PAGE = "/koppelcodes"


async def kim(scene: Scene) -> UUID:
    person = Person(id=uuid4(), initials="K.", prefix="van der", surname="Wolkenveld")
    async with scene.database.transaction() as session:
        session.add(person)
    return person.id


async def test_a_code_is_found_made_and_shown_once(scene: Scene, visit: NewVisit, sanne: Staff) -> None:
    person, desk = await kim(scene), await visit(sanne)
    assert str(person) in await desk.page(f"{PAGE}?zoek=Wolkenveld")
    assert 'data-test="code"' not in await desk.page(f"{PAGE}?persoon={person}")
    response = await desk.post(PAGE, {"persoon": str(person)})
    assert response.headers["Cache-Control"].find("no-store") >= 0
    shown = re.search(r'data-test="code">([0-9A-Z-]{14})<', await response.text())
    assert shown is not None
    async with scene.database.transaction() as session:
        kept = (await session.scalars(select(LinkCode))).one()
    assert kept.code_hash == hashlib.sha256(shown[1].encode()).hexdigest()
    assert (kept.person_id, kept.staff_id, kept.used_at) == (person, sanne.id, None)
    assert shown[1] not in await desk.page(f"{PAGE}?persoon={person}")


async def test_without_a_known_tenant_no_code_is_made(scene: Scene, visit: NewVisit, sanne: Staff) -> None:
    desk = await visit(sanne)
    for person in ("", "niemand", str(uuid4())):
        assert (await desk.post(PAGE, {"persoon": person})).status == 422


async def test_who_is_not_signed_in_is_sent_to_sign_in(visit: NewVisit) -> None:
    assert (await (await visit(None)).get(PAGE)).status == 303
