"""Pure rules of claims: whom a number and a birth date together stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the contract with this birth date, or somebody who may act for one on it."""

    person: UUID
    on_behalf_of: UUID | None = None


def claimed(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one person whom a claim fits. Two people with one birth date on one contract are nobody: a person looks.

    Who is on the contract and acts for another on it, speaks for themselves.
    """
    people = {candidate.person for candidate in candidates}
    if len(people) != 1:
        return None
    return next((c for c in candidates if c.on_behalf_of is None), candidates[0])
