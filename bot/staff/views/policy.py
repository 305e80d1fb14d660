"""Trying a changed policy on what was asked in the past. Nothing is changed by it."""

from collections import Counter
from datetime import date, timedelta

from aiohttp import web

from bot.arrangements.loading import policy_from
from bot.arrangements.rules.eligibility import Outcome
from bot.arrangements.rules.policy import Policy, PolicyError
from bot.arrangements.rules.trial import Trial
from bot.staff.console import Console
from bot.staff.forms import Unreadable, day_of
from bot.staff.guard import LARGEST_FORM, VISITOR

#: Kinds of difference that are shown.
SHOWN = 100
PERIOD = timedelta(days=365)


class PolicyViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self._page(request, {"tekst": self._console.desk.policy_text, **self._period()})

    async def dry_run(self, request: web.Request) -> web.StreamResponse:
        """The uploaded file goes before what stands in the box."""
        form = await request.post()
        typed = {key: str(form.get(key, "")) for key in ("tekst", "van", "tot")}
        file = form.get("bestand")
        if isinstance(file, web.FileField) and file.filename:
            try:
                typed["tekst"] = file.file.read(LARGEST_FORM).decode("utf-8")
            except UnicodeDecodeError:
                return self._page(request, typed, problems=["Dit bestand is geen tekst in UTF-8."])
        try:
            policy = policy_from(typed["tekst"])
            since, until = day_of(typed["van"]), day_of(typed["tot"])
        except PolicyError as error:
            return self._page(request, typed, problems=str(error).split("; "))
        except Unreadable as error:
            return self._page(request, typed, problems=[str(error)])
        if since > until:
            return self._page(request, typed, problems=["De begindatum ligt na de einddatum."])
        trial = await self._console.debts.trial.dry_run(policy, since, until)
        return self._page(request, typed, policy=policy, trial=trial)

    def _page(
        self,
        request: web.Request,
        typed: dict[str, str],
        *,
        problems: list[str] | None = None,
        policy: Policy | None = None,
        trial: Trial | None = None,
    ) -> web.Response:
        return self._console.pages.response(
            "policy.html",
            status=422 if problems else 200,
            visitor=request[VISITOR],
            here="policy",
            typed=typed,
            problems=problems or [],
            current=self._console.desk.ground.policy,
            policy=policy,
            trial=trial,
            table=counted(trial) if trial else [],
            differences=grouped(trial)[:SHOWN] if trial else [],
            outcomes=[Outcome.ALONE, Outcome.COLLECTOR, Outcome.REFUSED],
        )

    def _period(self) -> dict[str, str]:
        today: date = self._console.desk.ground.today
        return {"van": (today - PERIOD).isoformat(), "tot": today.isoformat()}


def counted(trial: Trial) -> list[tuple[Outcome, list[int], int]]:
    """A row for each outcome as it was: how many become what, and how many there were."""
    order = (Outcome.ALONE, Outcome.COLLECTOR, Outcome.REFUSED)
    rows = []
    for was in order:
        cells = [trial.counts.get((was, becomes), 0) for becomes in order]
        rows.append((was, cells, sum(cells)))
    return rows


def grouped(trial: Trial) -> list[tuple[Outcome, Outcome, tuple[str, ...], int]]:
    """The differences that are alike together, most frequent first."""
    found = Counter((one.was, one.becomes, one.reasons) for one in trial.differences)
    return [(*key, count) for key, count in found.most_common()]
