"""One conversation on the ladder, its row locked: what is asked next, whom a claim fits, where a code goes."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.identity import finding, rules
from bot.identity.access import AccessLog, Who
from bot.identity.answers import Outcome, Reply
from bot.identity.claims import claimed
from bot.identity.codes import Codes
from bot.identity.hearing import Asked
from bot.identity.models import PROVEN, IdentitySession
from bot.identity.rules import Level, Proof, Scope, Step, Way
from bot.identity.sending import CodeMessage, OnFailure, Post
from bot.identity.standing import UNKNOWN, Standing, standing_within
from bot.tenancy.linking import Linking

#: Subject and words of the message that carries a code.
Wording = Callable[[Way, str], tuple[str, str]]
CODES = frozenset({Proof.CODE, Proof.SECOND_CODE})


@dataclass
class Case:
    """A conversation's row with what goes around it, inside one transaction."""

    session: AsyncSession
    row: IdentitySession
    conversation: Conversation
    who: Who
    now: datetime
    #: What leaves once the transaction has been committed; None stands for a code that goes to nobody.
    letters: list[CodeMessage | None] = field(default_factory=list)

    @property
    def given(self) -> frozenset[Proof]:
        return frozenset(Proof(name) for name in self.row.claims)

    @property
    def at(self) -> tuple[str, str]:
        return self.conversation.channel, self.conversation.address

    @property
    def today(self) -> date:
        return in_amsterdam(self.now).date()

    def give(self, *proofs: Proof) -> None:
        self.row.claims = sorted(self.given | set(proofs))


class Casework:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        key: bytes,
        log: AccessLog,
        codes: Codes,
        linking: Linking,
        post: Post,
        wording: Wording,
        personal: frozenset[str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._key = key
        self.log = log
        self.codes = codes
        self._linking = linking
        self._post = post
        self._wording = wording
        #: Channels with a telephone and an account of one's own behind them.
        self._personal = personal
        #: Tells who waits for a code, and a person, that sending failed; handed in once there is somebody to tell it.
        self.undelivered: OnFailure | None = None

    @asynccontextmanager
    async def case(
        self, conversation_id: UUID, origin_key: str = "", *, number: str | None = None, born_on: date | None = None
    ) -> AsyncIterator[Case]:
        """A transaction with this conversation's row locked, and everything that tries are counted by held."""
        async with self._database.transaction() as session:
            case = await self._open(session, conversation_id, origin_key, number, born_on)
            yield case
        for letter in case.letters:
            self._post.hand_over(letter, conversation_id, self._not_delivered)

    async def _open(
        self, session: AsyncSession, conversation_id: UUID, origin_key: str, number: str | None, born_on: date | None
    ) -> Case:
        now = self._clock()
        new = {"touched_at": now, "wanted": 0, "shared_device": False, "claims": [], "proofs": [], "level": 0}
        await session.execute(
            insert(IdentitySession).values(conversation_id=conversation_id, **new).on_conflict_do_nothing()
        )
        row = await session.get_one(IdentitySession, conversation_id, with_for_update=True, populate_existing=True)
        conversation = await session.get_one(Conversation, conversation_id)
        row.touched_at, row.personal_device = now, conversation.channel in self._personal
        number = number if number is not None else row.number_key
        if born_on is not None:
            about = (number, born_on.isoformat()) if number else (f"person:{row.claimed_person_id}",)
            row.claim_key = rules.digest(self._key, "claim", *about)
        keys = {
            Scope.NUMBER: number or "",
            Scope.CLAIM: row.claim_key or "",
            Scope.ADDRESS: rules.digest(self._key, "address", conversation.channel, conversation.address),
            Scope.ORIGIN: origin_key,
        }
        case = Case(session, row, conversation, Who(conversation_id, conversation.channel, keys), now)
        await self.log.hold(session, case.who)
        await self._let_go(case)
        await self._let_lapse(case)
        return case

    async def _let_go(self, case: Case) -> None:
        """Who left the contract since they were claimed to be on it is nobody: their code opens nothing any more."""
        row = case.row
        whose = row.claimed_for_id or row.claimed_person_id
        if row.contract_id is not None:
            there = await finding.is_party(case.session, row.contract_id, whose, case.today)
        else:
            there = await finding.is_tenant(case.session, whose, case.today)
        if there or whose is None:
            return
        if Proof.LINKED in case.given:
            # Their telephone is nobody's as well: asked from the start, like anybody.
            await self.start(case, UNKNOWN, Level.NONE)
        row.claimed_person_id, row.claimed_for_id = None, None

    async def _let_lapse(self, case: Case) -> None:
        """What was proven and has lapsed by now counts as proof of nothing any more: it is asked for anew."""
        row = case.row
        if not row.level:
            return
        left = await standing_within(case.session, case.who.conversation_id, case.now)
        if left.level >= row.level:
            return
        await self.start(case, left, Level(row.level))
        row.level = int(left.level)
        if left.level is Level.NONE:
            row.proofs, row.proven_at = [], None

    # ── what is asked ─────────────────────────────────────────────────────────────────────────────

    async def start(self, case: Case, standing: Standing, wanted: Level) -> None:
        """Begin with what is known without asking: a proven level, or an address that is known to be somebody's."""
        row = case.row
        row.claims, row.contract_id, row.claimed_person_id, row.claimed_for_id = [], None, None, None
        await self.codes.close(case.session, row, case.now)
        if standing.level > Level.NONE:
            # A higher level asks for a code of this moment.
            kept = {Proof(name) for name in row.proofs} - (CODES if wanted > Level.OWN else frozenset())
            row.claims, row.claimed_person_id = sorted(kept), standing.person_id
        else:
            row.number_key, row.claim_key = None, None
        linked = await finding.linked_person(case.session, *case.at, case.today)
        if linked is not None and row.claimed_person_id in (None, linked[0]):
            row.claimed_person_id = linked[0]
            case.give(Proof.LINKED)

    async def next(self, case: Case) -> Reply:
        """The next question, or the level when enough is proven."""
        row, wanted = case.row, Level(case.row.wanted or Level.OWN)
        if row.claimed_person_id is not None and rules.level_reached(case.given) >= wanted:
            return await self._proven(case)
        proof = rules.next_proof(wanted, case.given, without=await self._closed_ways(case))
        if proof in CODES:
            return await self.send(case, None)
        outcome, row.asked = (
            {
                Proof.NUMBER: (Outcome.ASK_NUMBER, Asked.NUMBER),
                Proof.BIRTH_DATE: (Outcome.ASK_BIRTH_DATE, Asked.BIRTH_DATE),
            }.get(proof, (Outcome.NO_WAY, None))
            if proof
            else (Outcome.NO_WAY, None)
        )
        return Reply(outcome)

    async def _closed_ways(self, case: Case) -> frozenset[Proof]:
        """Proofs that nobody can give here: no sender for codes, or no birth date on file at a known address."""
        closed: set[Proof] = set()
        if not self._post.ways:
            closed |= CODES
        if len(self._post.ways) < len(Way):
            closed.add(Proof.SECOND_CODE)
        if case.given == {Proof.LINKED}:
            linked = await finding.linked_person(case.session, *case.at, case.today)
            if linked is not None and linked[1] is None:
                closed.add(Proof.BIRTH_DATE)
        return frozenset(closed)

    # ── what is claimed ───────────────────────────────────────────────────────────────────────────

    async def at_known_address(self, case: Case, born_on: date) -> Reply:
        """The one proof that goes with an address known to be somebody's."""
        linked = await finding.linked_person(case.session, *case.at, case.today)
        fits = linked is not None and linked == (case.row.claimed_person_id, born_on)
        self._note_claim(case, fits)
        if not fits:
            return Reply(Outcome.NO_MATCH)
        case.give(Proof.BIRTH_DATE)
        return await self.next(case)

    async def claim(self, case: Case, born_on: date) -> Reply:
        """Number and birth date together: whom they fit stays unsaid."""
        row = case.row
        found = claimed(await finding.candidates(case.session, row.contract_id, born_on, case.today))
        row.claimed_person_id = found.person if found else None
        row.claimed_for_id = found.on_behalf_of if found else None
        self._note_claim(case, found is not None)
        case.give(Proof.BIRTH_DATE)
        return await self.next(case)

    def _note_claim(self, case: Case, fits: bool) -> None:
        # Counted also when it fits, until a code proves it: or the count would tell which one fits.
        outcome, person = ("fits", case.row.claimed_person_id) if fits else ("fits_not", None)
        self.log.note(case.session, case.who, case.now, Step.CLAIM, outcome, counts=True, person_id=person)

    # ── codes ─────────────────────────────────────────────────────────────────────────────────────

    async def send(self, case: Case, way: Way | None) -> Reply:
        session, row = case.session, case.row
        row.asked = Asked.CODE
        until = await self.log.must_wait(session, Step.SEND, case.who, case.now)
        if until is not None:
            self.log.note(session, case.who, case.now, Step.SEND, "waits")
            return Reply(Outcome.WAIT, until, Asked.CODE)
        contacts = await finding.contacts_of(session, row.claimed_person_id, case.now)
        from_phone = await finding.telephone_of(session, *case.at)
        too_often = await self.log.sent_too_often(session, row.claimed_person_id or finding.NOBODY, case.now)
        used = await self.codes.way_used(session, row)
        ways = self._post.ways - ({used} if used and Proof.CODE in case.given else set())
        if from_phone is None and case.given == {Proof.LINKED} and row.personal_device:
            # Which number this telephone has is not told; an SMS would prove the same telephone twice.
            ways -= {Way.SMS}
        found = rules.destination(contacts, wanted=way, available=ways, writes_from=from_phone)
        to = None if too_often else found
        digits = await self.codes.make(session, row, to.way if to else None, case.now)
        row.code_until = case.now + rules.CODE_LIVES
        outcome = "sent" if to else "nowhere"
        self.log.note(session, case.who, case.now, Step.SEND, outcome, counts=True, person_id=row.claimed_person_id)
        subject, text = self._wording(to.way if to else Way.SMS, digits)
        case.letters.append(CodeMessage(to.way, to.value, subject, text) if to else None)
        return Reply(Outcome.ASK_SECOND_CODE if Proof.CODE in case.given else Outcome.ASK_CODE)

    async def _not_delivered(self, conversation_id: UUID) -> None:
        """Noted, and told where a code is still waited for: to who waits, and to a person."""
        now = self._clock()
        async with self._database.transaction() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                return
            self.log.note(session, Who(conversation_id, conversation.channel), now, "not_delivered")
            row = await session.get(IdentitySession, conversation_id)
            waits = row is not None and row.code_until is not None and row.code_until > now
        if waits and self.undelivered is not None:
            await self.undelivered(conversation_id)

    # ── the end ───────────────────────────────────────────────────────────────────────────────────

    async def _proven(self, case: Case) -> Reply:
        row = case.row
        level = Level(row.wanted or Level.OWN)
        if row.claimed_for_id is not None and level > Level.OWN:
            # Who acts for somebody may hear and arrange; where that person is reached, they alone change.
            row.asked = None
            return Reply(Outcome.NO_WAY)
        row.person_id, row.on_behalf_of_id = row.claimed_person_id, row.claimed_for_id
        row.level, row.proofs, row.proven_at = int(level), list(row.claims), case.now
        row.asked = None
        assert row.person_id is not None
        if row.personal_device and not row.shared_device:
            await self._linking.remember(case.session, *case.at, row.person_id)
        await self.log.clear(case.session, case.who)
        self.log.note(
            case.session, case.who, case.now, PROVEN, person_id=row.person_id, on_behalf_of_id=row.on_behalf_of_id,
            level=level, proofs=case.given,
        )  # fmt: skip
        return Reply(Outcome.PROVEN, standing=Standing(level, row.person_id, row.on_behalf_of_id))

    async def forget(self, case: Case, why: str) -> None:
        row = case.row
        had = row.level > 0 or bool(row.claims)
        await self.start(case, UNKNOWN, Level.NONE)
        row.claims, row.claimed_person_id = [], None
        if had:
            self.log.note(case.session, case.who, case.now, "forgotten", why, person_id=row.person_id)
        row.person_id, row.on_behalf_of_id, row.level, row.proofs, row.proven_at = None, None, 0, [], None
        row.asked, row.wanted = None, 0
