"""What is possible for a contract, before anything is laid on the table. Looks only; every caller knows who asks."""

from dataclasses import dataclass, replace
from uuid import UUID

from bot.arrangements.book import AgreementView
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Actor, Subject
from bot.arrangements.reading import Picture
from bot.arrangements.rules import affordability, options, schedule
from bot.arrangements.rules.affordability import Means, Room
from bot.arrangements.rules.eligibility import NOT_OFFERED, Kind, Verdict, judge
from bot.arrangements.rules.facts import Fact, facts_of
from bot.arrangements.rules.guarding import Hindrance
from bot.arrangements.rules.options import NO_WISH, Option, Setting
from bot.arrangements.rules.schedule import Wish
from bot.guidance.words import day_in_words, euros

NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Outlook:
    """What may be possible, before any plan is made."""

    total_cents: int
    arrangement: Verdict
    deferral: Verdict
    #: The agreement that already runs, if any, and what lies on the table.
    live: AgreementView | None
    on_the_table: AgreementView | None
    hindrances: frozenset[Hindrance]


class Possibilities:
    """Plans that there are, and the policy's bounds in words."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def outlook(self, contract_id: UUID, told: Told = NOTHING_TOLD) -> Outlook:
        """Whether it makes sense to go on. Raises UnknownContract."""
        ground = self._ground
        async with ground.database.transaction() as session:
            picture = await ground.picture(session, contract_id)
            facts = facts_of(picture.case, told.facts)
            stage = picture.overview.stage
            live = await ground.book.live(session, contract_id, Subject.DEBT)
            lying = await ground.book.on_the_table(session, contract_id, Subject.DEBT)
            return Outlook(
                total_cents=picture.total_cents,
                arrangement=self._told(judge(ground.policy, Kind.ARRANGEMENT, stage, facts, told.unknown)),
                deferral=self._told(judge(ground.policy, Kind.DEFERRAL, stage, facts, told.unknown)),
                live=live.view() if live else None,
                on_the_table=lying.view() if lying else None,
                hindrances=picture.hindrances,
            )

    async def room(self, contract_id: UUID, means: Means) -> Room:
        """What somebody can miss a month for this debt. The answers are used here and kept nowhere."""
        ground = self._ground
        async with ground.database.transaction() as session:
            picture = await ground.picture(session, contract_id)
        rules = ground.policy.arrangement
        smallest = options.smallest_instalment(rules, picture.total_cents) if rules else picture.total_cents
        return affordability.room(ground.policy.affordability, means, smallest)

    async def options(self, contract_id: UUID, told: Told, wish: Wish = NO_WISH) -> tuple[Option, ...]:
        """Plans side by side that this tenant could have; empty when none fits. `wish`: where to begin."""
        return options.side_by_side(await self._set(contract_id, told), wish)

    async def lowest(self, contract_id: UUID, told: Told, wish: Wish = NO_WISH) -> Option | None:
        """The plan with the lowest instalments that there is for this tenant."""
        return options.lowest(await self._set(contract_id, told), wish)

    async def beside(self, contract_id: UUID, told: Told, wish: Wish, terms: int, *, longer: bool) -> Option | None:
        """The next plan with lower (`longer`) or higher instalments than one of so many terms."""
        return options.beside(await self._set(contract_id, told), wish, terms, longer=longer)

    def tell(self, bound: str) -> str:
        """A bound of the plan in the tenant's words."""
        policy = self._ground.policy
        rules = policy.arrangement
        named = ("maximum", "minimum", "smallest", "first_within", "move_days", "pay_days", "day")
        values = dict.fromkeys(named, "")
        if rules:
            values |= {
                "day": day_in_words(schedule.last_first(rules, self._ground.today), self._ground.today),
                "maximum": str(rules.terms.maximum),
                "minimum": str(rules.terms.minimum),
                "smallest": euros(rules.minimum_instalment),
                "first_within": str(rules.first_payment_within_days),
                "move_days": str(rules.changes.move_days),
            }
        if policy.pay_date:
            *some, last = (str(day) for day in policy.pay_date.days)
            values["pay_days"] = f"{', '.join(some)} en {last}" if some else last
        return self._ground.texts.refusal(bound, **values)

    def _setting(self, picture: Picture, told: Told, asker: Asker | None = None) -> Setting:
        by_staff = asker is not None and asker.actor is Actor.STAFF
        return Setting(
            policy=self._ground.policy,
            stage=picture.overview.stage,
            facts=facts_of(picture.case, told.facts),
            total_cents=picture.total_cents,
            today=self._ground.today,
            income_day=told.income_day,
            room_cents=told.room_cents,
            # What a collector does not know either is theirs to weigh.
            asked=tuple(Fact) if by_staff else told.unknown,
        )

    def _told(self, verdict: Verdict) -> Verdict:
        """With words for what the policy does not name at all."""
        refused = (
            replace(failed, says=self.tell(NOT_OFFERED)) if failed.id == NOT_OFFERED else failed
            for failed in verdict.refused
        )
        return replace(verdict, refused=tuple(refused))

    async def _set(self, contract_id: UUID, told: Told) -> Setting:
        async with self._ground.database.transaction() as session:
            return self._setting(await self._ground.picture(session, contract_id), told)
