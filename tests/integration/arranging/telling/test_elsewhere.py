"""What is agreed in one chat is told at once in the others in which the same tenant is known, and nowhere else."""

from sqlalchemy import update

from bot.conversation.models import Conversation
from bot.identity.models import IdentitySession
from tests.integration.arranging.telling.matter import Matter
from tests.integration.arranging.tenant import Tenant

ELSEWHERE = "in een ander gesprek"


async def test_another_tab_of_the_same_tenant_hears_of_it_in_one_line_without_an_amount(
    matter: Matter, proven: Tenant
) -> None:
    other, stranger = Tenant(matter.desk, matter.outgoing), Tenant(matter.desk, matter.outgoing)
    await other.proves("hoeveel moet ik nog betalen")
    await stranger.says("wanneer zijn jullie open")
    waiting = await matter.proposes(proven.conversation)
    await matter.known.collector.approve(waiting.id, matter.collector.id)
    await matter.round()
    await matter.round()
    matter.outgoing.sent.clear()
    # Known in both: a text to agree to went to where it was asked.
    await proven.presses("Ja, ik ga akkoord")
    assert await matter.round() == 1
    told = (await other.last()).text
    assert ELSEWHERE in told
    assert waiting.reference in told
    assert "€" not in told
    assert await other.buttons() == ["Mijn afspraak", "Ik wil een mens"]
    for chat in (proven, stranger):
        assert ELSEWHERE not in (await chat.last()).text
    assert matter.outgoing.sent == []
    # Told once.
    assert await matter.round() == 0


async def test_it_waits_for_a_danger_and_is_no_news_any_more_after_an_hour(matter: Matter, proven: Tenant) -> None:
    other = Tenant(matter.desk, matter.outgoing)
    await other.proves("hoeveel moet ik nog betalen")
    waiting = await matter.proposes(proven.conversation)
    view = await matter.known.collector.approve(waiting.id, matter.collector.id)
    await matter.round()

    async def mark(danger: str | None) -> None:
        async with matter.database.transaction() as session:
            await session.execute(update(Conversation).values(danger=danger))

    await matter.known.agreements.agree(
        view.id, view.text_digest, person_id=matter.tenants.kim, source="x", conversation_id=proven.conversation
    )
    await mark("violence")
    assert await matter.round() == 0
    assert ELSEWHERE not in (await other.last()).text
    matter.clock.move(minutes=61)
    await mark(None)
    assert await matter.round() == 0
    assert [one.told_by for one in await matter.news()][-1] == "too_late"


async def test_where_nobody_is_known_any_more_nothing_is_said(matter: Matter, proven: Tenant) -> None:
    other = Tenant(matter.desk, matter.outgoing)
    await other.proves("hoeveel moet ik nog betalen")
    waiting = await matter.proposes(proven.conversation)
    view = await matter.known.collector.approve(waiting.id, matter.collector.id)
    await matter.round()
    async with matter.database.transaction() as session:
        of_other = update(IdentitySession).where(IdentitySession.conversation_id == other.conversation)
        await session.execute(of_other.values(person_id=matter.tenants.noor))
    await matter.known.agreements.agree(
        view.id, view.text_digest, person_id=matter.tenants.kim, source="x", conversation_id=proven.conversation
    )
    assert await matter.round() == 0
    assert ELSEWHERE not in (await other.last()).text
    assert [one.told_by for one in await matter.news()][-1] == "passed"
