"""The identity ladder's use cases, one transaction each. What they answer never tells whether a tenant exists.

Every step does the same work for a number that exists and for one that does not: the same questions to the database,
the same rows written, and a code made in both cases. Only where that code goes differs, and that is beside the turn.
"""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.identity import finding, rules
from bot.identity.access import AccessLog
from bot.identity.answers import Input, Outcome, Reply
from bot.identity.casework import Casework, Wording
from bot.identity.codes import Codes
from bot.identity.contact_changes import ContactChanges
from bot.identity.contact_rules import ContactPolicy
from bot.identity.hearing import Asked
from bot.identity.models import IdentityInput, IdentitySession
from bot.identity.rules import Level, Proof, Step, Way
from bot.identity.sending import OnFailure, Post
from bot.identity.standing import Standing, contracts_within, standing_within
from bot.tenancy.linking import Linking

#: What was taken out of a message and not used within this time is thrown away.
INPUT_LIVES = rules.CODE_LIVES

__all__ = ["Identity", "Input", "Outcome", "Reply", "Standing"]


class Identity:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        new_id: NewId,
        secret: bytes,
        linking: Linking,
        post: Post,
        wording: Wording,
        personal: frozenset[str],
        number_below: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._ways = post.ways
        self._number_below = number_below
        self._linking = linking
        self._key = rules.digest(secret, "identity").encode()
        self._codes = Codes(self._key, new_id, number_below)
        self._log = AccessLog(new_id)
        self._work = Casework(
            database=database, clock=clock, key=self._key, log=self._log, codes=self._codes, linking=linking, post=post,
            wording=wording, personal=personal,
        )  # fmt: skip

    def contact_changes(self, policy: ContactPolicy, wording: Wording) -> ContactChanges:
        """The steps by which somebody at the highest level changes where they are reached."""
        return ContactChanges(
            self._work,
            new_id=self._new_id,
            ways=self._ways,
            policy=policy,
            wording=wording,
            number_below=self._number_below,
        )

    def when_undelivered(self, tell: OnFailure) -> None:
        """What is done for a conversation that waits for a code which could not be sent."""
        self._work.undelivered = tell

    # ── the steps ─────────────────────────────────────────────────────────────────────────────────

    async def begin(self, conversation_id: UUID, wanted: Level = Level.OWN, *, anew: bool = False) -> Reply:
        """What to ask for first, or next. `anew`: what was claimed before is let go; what is proven is not."""
        async with self._work.case(conversation_id) as case:
            standing = await standing_within(case.session, conversation_id, case.now)
            if standing.level >= wanted:
                return Reply(Outcome.PROVEN, standing=standing)
            if standing.on_behalf_of is not None:
                return Reply(Outcome.NO_WAY)
            if anew or not case.row.claims or case.row.wanted != wanted:
                await self._work.start(case, standing, wanted)
            case.row.wanted = int(wanted)
            if case.row.code_until is not None and case.row.code_until > case.now:
                case.row.asked = Asked.CODE
                return Reply(Outcome.ASK_SECOND_CODE if Proof.CODE in case.given else Outcome.ASK_CODE)
            return await self._work.next(case)

    async def give_number(self, conversation_id: UUID, typed: str, origin_key: str = "") -> Reply:
        """A tenant number, however it was typed. Never told by itself whether it exists."""
        number_key = self.digest("number", finding.plain_number(typed))
        async with self._work.case(conversation_id, origin_key, number=number_key) as case:
            row = case.row
            row.number_key, row.contract_id = number_key, await finding.contract_with(case.session, typed)
            party = await finding.is_party(case.session, row.contract_id, row.claimed_person_id, case.today)
            if Proof.LINKED in case.given:
                row.claimed_person_id = row.claimed_person_id if party else None
            else:
                row.claims, row.claim_key, row.claimed_person_id, row.claimed_for_id = [], None, None, None
                await self._codes.close(case.session, row, case.now)
            case.give(Proof.NUMBER)
            return await self._work.next(case)

    async def give_birth_date(self, conversation_id: UUID, born_on: date, origin_key: str = "") -> Reply:
        """A birth date. With a number it leads to a code, fitting or not; at a known address it is the one proof."""
        async with self._work.case(conversation_id, origin_key, born_on=born_on) as case:
            if not case.given & {Proof.NUMBER, Proof.LINKED}:
                return await self._work.next(case)
            until = await self._log.must_wait(case.session, Step.CLAIM, case.who, case.now)
            if until is not None:
                self._log.note(case.session, case.who, case.now, Step.CLAIM, "waits")
                return Reply(Outcome.WAIT, until)
            if Proof.LINKED in case.given:
                return await self._work.at_known_address(case, born_on)
            return await self._work.claim(case, born_on)

    async def send_code(self, conversation_id: UUID, way: Way | None = None, origin_key: str = "") -> Reply:
        """A new code; the one before it is worth nothing any more."""
        async with self._work.case(conversation_id, origin_key) as case:
            given = case.given
            if Proof.LINKED in given or {Proof.NUMBER, Proof.BIRTH_DATE} <= given:
                return await self._work.send(case, way)
            return await self._work.next(case)

    async def check_code(self, conversation_id: UUID, code_digest: str, origin_key: str = "") -> Reply:
        """A typed code, as `digest_of_code` made it. Right once, and only in the conversation that asked for it."""
        async with self._work.case(conversation_id, origin_key) as case:
            until = await self._log.must_wait(case.session, Step.CODE, case.who, case.now)
            if until is not None:
                self._log.note(case.session, case.who, case.now, Step.CODE, "waits")
                return Reply(Outcome.WAIT, until)
            person = case.row.claimed_person_id
            verdict = await self._codes.check(case.session, case.row, code_digest, case.now)
            counts = verdict in ("wrong", "used_up")
            self._log.note(case.session, case.who, case.now, Step.CODE, verdict, counts=counts, person_id=person)
            if verdict != "right":
                return Reply(Outcome.WRONG_CODE if verdict == "wrong" else Outcome.CODE_OVER)
            case.give(Proof.SECOND_CODE if Proof.CODE in case.given else Proof.CODE)
            await case.session.flush()
            await self._log.clear(case.session, case.who)
            return await self._work.next(case)

    async def level_of(self, conversation_id: UUID) -> Standing:
        """What this conversation may hear now."""
        async with self._database.transaction() as session:
            return await standing_within(session, conversation_id, self._clock())

    async def contracts(self, conversation_id: UUID, what: str) -> tuple[Standing, list[UUID]]:
        """The contracts whose amounts may be told now; noted in the access log as read, with what for."""
        async with self._work.case(conversation_id) as case:
            standing = await standing_within(case.session, conversation_id, case.now)
            found = list(await contracts_within(case.session, standing, case.now))
            if found:
                self._log.note(
                    case.session, case.who, case.now, "read", what, person_id=standing.person_id,
                    on_behalf_of_id=standing.on_behalf_of, level=standing.level,
                )  # fmt: skip
            return standing, found

    async def forget(self, conversation_id: UUID, why: str = "") -> None:
        """Back to general help: what was claimed and proven is gone, and no code is open."""
        async with self._work.case(conversation_id) as case:
            await self._work.forget(case, why)
            await case.session.execute(delete(IdentityInput).where(IdentityInput.conversation_id == conversation_id))

    async def share_device(self, conversation_id: UUID) -> Standing:
        """Others use this device too: what is proven ends soon, and the address is not remembered as this person's."""
        async with self._work.case(conversation_id) as case:
            case.row.shared_device = True
            if case.row.proven_at is not None and Proof.LINKED not in case.row.proofs:
                await self._linking.let_go(case.session, *case.at, since=case.row.proven_at)
            return await standing_within(case.session, conversation_id, case.now)

    async def stop_asking(self, conversation_id: UUID) -> None:
        """The questions are let go; digits that come now are ordinary words again."""
        async with self._database.transaction() as session:
            row = await session.get(IdentitySession, conversation_id, with_for_update=True)
            if row is not None:
                row.asked = None
            await session.execute(delete(IdentityInput).where(IdentityInput.conversation_id == conversation_id))

    async def take(self, conversation_id: UUID) -> list[Input]:
        """What was taken out of the messages that wait, oldest first; it is handed out once."""
        columns = (
            *(IdentityInput.at, IdentityInput.message_id, IdentityInput.place),
            *(IdentityInput.kind, IdentityInput.value, IdentityInput.origin_key),
        )
        async with self._database.transaction() as session:
            removed = await session.execute(
                delete(IdentityInput).where(IdentityInput.conversation_id == conversation_id).returning(*columns)
            )
            rows: list[Any] = sorted(removed.all(), key=lambda row: tuple(row)[:3])
        oldest = self._clock() - INPUT_LIVES
        return [Input(Asked(kind), value, origin) for at, _, _, kind, value, origin in rows if at >= oldest]

    # ── digests ───────────────────────────────────────────────────────────────────────────────────

    def digest(self, purpose: str, *parts: str) -> str:
        return rules.digest(self._key, purpose, *parts)

    def digest_of_code(self, conversation_id: UUID, digits: str) -> str:
        return self._codes.digest(conversation_id, digits)
