"""Changing where somebody is reached, by who is proven at the highest level; each step one transaction.

Identity is not enough: the new address is proven too, by a code that is sent there. That code is kept apart from those
of the ladder: it proves the address, and never who somebody is.
"""

import enum
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from bot.database.session import NewId
from bot.identity import rules
from bot.identity.casework import Case, Casework, Wording
from bot.identity.contact_rules import (
    WAY_OF,
    ChangeState,
    ContactPolicy,
    Earlier,
    gets_sms,
    hindrance,
    masked,
    plain,
)
from bot.identity.hearing import Asked
from bot.identity.models import ContactChange
from bot.identity.rules import Level, Way
from bot.identity.sending import CodeMessage
from bot.identity.standing import standing_within
from bot.tenancy.models import ContactKind, ContactPoint, Person

ASKED_OF = {ContactKind.PHONE: Asked.PHONE, ContactKind.EMAIL: Asked.EMAIL}
#: What the conversation may be waiting for because of us; the ladder's own questions are not ours to end.
OURS = frozenset({Asked.PHONE, Asked.EMAIL})
#: In the access log.
EVENT = "contact"


class Step(enum.StrEnum):
    """What came of a step."""

    ASK_NEW = "ask_new"
    ASK_CODE = "ask_code"
    DONE = "done"
    #: Not proven at the level for this, or not any more.
    NOT_PROVEN = "not_proven"
    #: No telephone number, or no e-mail address.
    UNREADABLE = "unreadable"
    #: A telephone at which no code can be read.
    NO_SMS = "no_sms"
    #: It is on file already.
    KNOWN = "known"
    WRONG_CODE = "wrong_code"
    CODE_OVER = "code_over"
    #: A person has to do it: switched off, too often, too soon after another change, or after one that was undone.
    PERSON = "person"


class ContactChanges:
    def __init__(
        self,
        work: Casework,
        *,
        new_id: NewId,
        ways: frozenset[Way],
        policy: ContactPolicy,
        wording: Wording,
        number_below: Callable[[int], int],
    ) -> None:
        self._work = work
        self._new_id = new_id
        self._ways = ways
        self._policy = policy
        self._wording = wording
        self._number_below = number_below

    def offered(self, kind: ContactKind) -> bool:
        """Whether this corporation lets it be changed in the chat, and a code can be sent there."""
        return self._policy.in_chat and WAY_OF[kind] in self._ways

    async def begin(self, conversation_id: UUID, kind: ContactKind) -> Step:
        """Ask for the new address: from now on it is taken out of what is typed."""
        async with self._work.case(conversation_id) as case:
            person = await self._proven(case)
            if person is None:
                return Step.NOT_PROVEN
            if not await self._may(case, kind, person):
                return Step.PERSON
            case.row.asked = ASKED_OF[kind]
            return Step.ASK_NEW

    async def give(self, conversation_id: UUID, kind: ContactKind, typed: str, origin_key: str = "") -> Step:
        """The new address as it was typed. A code goes there; nothing is changed yet."""
        async with self._work.case(conversation_id, origin_key) as case:
            person = await self._proven(case)
            if person is None:
                return Step.NOT_PROVEN
            value = plain(kind, typed)
            if value is None:
                return Step.UNREADABLE
            if kind is ContactKind.PHONE and not gets_sms(value):
                return Step.NO_SMS
            if not await self._may(case, kind, person):
                return Step.PERSON
            if await self._is_known(case, kind, value, person):
                return Step.KNOWN
            await self._send(case, kind, value, person)
            return Step.ASK_CODE

    async def check(self, conversation_id: UUID, code_digest: str, origin_key: str = "") -> Step:
        """The code that was sent to the new address. When it fits, the address is put on file."""
        async with self._work.case(conversation_id, origin_key) as case:
            person = await self._proven(case)
            if person is None:
                await self._close(case)
                return Step.NOT_PROVEN
            change = await self._open(case)
            if change is None or change.person_id != person or case.now >= change.code_until:
                await self._close(case)
                return Step.CODE_OVER
            if not rules.same(change.code_hash, code_digest):
                return await self._missed(case, change)
            if not await self._may(case, ContactKind(change.kind), person, beside=change.id):
                await self._close(case)
                return Step.PERSON
            await self._put_on_file(case, change)
            return Step.DONE

    async def stop(self, conversation_id: UUID) -> None:
        """It is let go: what was typed is forgotten, and its code is worth nothing."""
        async with self._work.case(conversation_id) as case:
            await self._close(case)
            if case.row.asked in OURS:
                case.row.asked = None

    # ── who, and whether ──────────────────────────────────────────────────────────────────────────

    @staticmethod
    async def _proven(case: Case) -> UUID | None:
        """Who is here, at the level that this takes and for themselves."""
        standing = await standing_within(case.session, case.who.conversation_id, case.now)
        if standing.level < Level.HIGH or standing.on_behalf_of is not None:
            return None
        return standing.person_id

    async def _may(self, case: Case, kind: ContactKind, person: UUID, *, beside: UUID | None = None) -> bool:
        """The person's row is held: two conversations at once count together."""
        if not self.offered(kind):
            return False
        await case.session.get_one(Person, person, with_for_update=True)
        found = select(ContactChange).where(ContactChange.person_id == person)
        if beside is not None:
            found = found.where(ContactChange.id != beside)
        earlier = [
            Earlier(one.kind, ChangeState(one.state), one.asked_at, one.cools_until, one.undone_at)
            for one in (await case.session.scalars(found)).all()
        ]
        why = hindrance(kind, earlier, case.now)
        if why is not None:
            self._note(case, str(why), person)
        return why is None

    @staticmethod
    async def _is_known(case: Case, kind: ContactKind, value: str, person: UUID) -> bool:
        known = select(ContactPoint.id).where(
            ContactPoint.person_id == person,
            ContactPoint.kind == kind,
            ContactPoint.value == value,
            ContactPoint.retires_at.is_(None),
        )
        return await case.session.scalar(known.limit(1)) is not None

    # ── the code ──────────────────────────────────────────────────────────────────────────────────

    async def _send(self, case: Case, kind: ContactKind, value: str, person: UUID) -> None:
        await self._close(case)
        digits = rules.code_from(self._number_below(10**rules.CODE_DIGITS))
        until = case.now + rules.CODE_LIVES
        case.session.add(
            ContactChange(
                id=self._new_id(),
                person_id=person,
                kind=str(kind),
                state=str(ChangeState.ASKED),
                conversation_id=case.who.conversation_id,
                value=value,
                shown=masked(kind, value),
                code_hash=self._work.codes.digest(case.who.conversation_id, digits),
                code_until=until,
                tries=0,
                asked_at=case.now,
                told_by="",
            )
        )
        case.row.asked, case.row.code_until = Asked.CODE, until
        self._note(case, "asked", person)
        subject, text = self._wording(WAY_OF[kind], digits)
        case.letters.append(CodeMessage(WAY_OF[kind], value, subject, text))

    async def _missed(self, case: Case, change: ContactChange) -> Step:
        change.tries += 1
        self._note(case, "wrong", change.person_id)
        if change.tries < rules.CODE_TRIES:
            return Step.WRONG_CODE
        await self._close(case)
        return Step.CODE_OVER

    @staticmethod
    async def _open(case: Case) -> ContactChange | None:
        found: ContactChange | None = await case.session.scalar(
            select(ContactChange)
            .where(ContactChange.conversation_id == case.who.conversation_id, ContactChange.value.is_not(None))
            .with_for_update()
        )
        return found

    @staticmethod
    async def _close(case: Case) -> None:
        """What was typed is not kept beyond the moment that its code is worth nothing."""
        open_one = (ContactChange.conversation_id == case.who.conversation_id, ContactChange.value.is_not(None))
        closed = update(ContactChange).where(*open_one).values(value=None, shown="", code_hash="")
        until = await case.session.scalar(closed.returning(ContactChange.code_until))
        if until is not None and until == case.row.code_until:
            # Not where the ladder has sent a code of its own since.
            case.row.code_until = None

    # ── on file ───────────────────────────────────────────────────────────────────────────────────

    async def _put_on_file(self, case: Case, change: ContactChange) -> None:
        now, cools_until = case.now, case.now + self._policy.cooling
        kind = ContactKind(change.kind)
        mine = (ContactPoint.person_id == change.person_id, ContactPoint.kind == kind)
        others = update(ContactPoint).where(*mine, ContactPoint.value != change.value)
        # Until the new one has cooled, codes and amounts still go where they went.
        await case.session.execute(
            others.where(ContactPoint.retires_at.is_(None)).values(retires_at=cools_until, replaced_by_id=change.id)
        )
        row = {
            "noted_at": now, "cools_until": cools_until, "retires_at": None, "replaced_by_id": None, "imported": False,
        }  # fmt: skip
        put = insert(ContactPoint).values(
            id=self._new_id(), person_id=change.person_id, kind=kind, value=change.value, **row
        )
        put = put.on_conflict_do_update(index_elements=["person_id", "kind", "value"], set_=row)
        change.contact_id = (await case.session.execute(put.returning(ContactPoint.id))).scalar_one()
        change.state, change.value, change.code_hash = str(ChangeState.DONE), None, ""
        change.done_at, change.cools_until = now, cools_until
        case.row.asked, case.row.code_until = None, None
        self._note(case, "changed", change.person_id)

    def _note(self, case: Case, outcome: str, person: UUID) -> None:
        self._work.log.note(case.session, case.who, case.now, EVENT, outcome, person_id=person, level=Level.HIGH)
