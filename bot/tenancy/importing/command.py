"""`./run import FILE`: the same as the console's page, from the command line, on the configured database."""

from pathlib import Path

from bot.clock import clock_from
from bot.database.access import reached
from bot.database.session import new_id
from bot.settings import Settings
from bot.tenancy.importing import report
from bot.tenancy.importing.mapping import load_mapping
from bot.tenancy.importing.models import ImportRun, RunState
from bot.tenancy.importing.services import Imports, Watch

#: Exit codes: everything taken, some lines left out, nothing taken.
TAKEN, IN_PART, REFUSED = 0, 1, 2


async def take_in(settings: Settings, file: Path, mapping: Path | None, *, dry_run: bool, watch: Watch) -> int:
    """Look at the file, tell what it changes, and change it unless `dry_run`. Returns the exit code.

    Raises MappingError when the mapping cannot be used, and OSError when there is no such file.
    """
    chosen = load_mapping(settings.corporation, mapping)
    clock = clock_from(settings.now)
    async with reached(settings) as database:
        imports = Imports(database, clock, new_id, chosen)
        run = await imports.check(await imports.begin(file.name, None), file, watch, foretell=dry_run)
        if run.state is RunState.CHECKED:
            await _tell_remarks(imports, run)
            if dry_run:
                await imports.discard(run.id)
            else:
                run = await imports.apply(run.id, watch)
    return _told(run, dry_run)


async def _tell_remarks(imports: Imports, run: ImportRun) -> None:
    remarks = await imports.remarks(run.id)
    for remark in remarks:
        print(f"Regel {remark.line}{' overgeslagen' if remark.left_out else ''}: {remark.text}")
    if run.counts.get("remarks", 0) > len(remarks):
        print(f"… en nog {run.counts['remarks'] - len(remarks)} opmerkingen.")


def _told(run: ImportRun, dry_run: bool) -> int:
    if run.state in (RunState.REFUSED, RunState.DISCARDED):
        print(run.reason)
        return REFUSED if run.state is RunState.REFUSED else TAKEN
    for group in report.groups(run.counts):
        print(f"{group.title}:")
        for count, label in group.lines:
            print(f"  {count:>8}  {label}")
    if report.changes_nothing(run.counts):
        print(report.NOTHING)
    if run.unsure is None:
        print(report.BLIND)
    print("Proef: er is niets veranderd." if dry_run else "Verwerkt.")
    return IN_PART if run.counts.get("left_out") else TAKEN
