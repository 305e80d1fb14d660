"""Where something is written: which sources a tenant can trust, in which order, and how they are named.

Pure: no files, no clock, no state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.knowledge.models import Fact, Source
from bot.knowledge.rules import dutch_date

MAX_SOURCES = 3
_OFFICIAL = (
    *("overheid.nl", "rijksoverheid.nl", "rechtspraak.nl", "belastingdienst.nl", "officielebekendmakingen.nl"),
    *("toeslagen.nl", "huurcommissie.nl", "inspectie-jenv.nl", "justis.nl", "volkshuisvestingnederland.nl"),
)
_KNOWN_HELP = (
    *("juridischloket.nl", "nvvk.nl", "vng.nl", "schuldinfo.nl", "woonbond.nl", "divosa.nl"),
    *("nibud.nl", "uwbeslagvrijevoet.nl", "bureauwsnp.nl"),
)
#: A town that is not theirs, an opinion to a court, or a sum of our own.
_ODD_NAME = re.compile(r"^(?:Gemeente|Eigen|Afgeleid|A-G|Advies)\b")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_ARTICLE = re.compile(r"art\. [^;(]+")

#: A source, and the day it was checked.
Checked = tuple[Source, date]


def best_sources(facts: Iterable[Fact], most: int | None = MAX_SOURCES) -> tuple[Checked, ...]:
    """At most so many different addresses, each with the day it was checked.

    Official ones come first, then those of known helpers; bare judgments come last.
    """
    found: dict[str, Checked] = {}
    for fact in facts:
        for source in fact.sources:
            if source.url:
                found.setdefault(source.url, (source, fact.checked_on))
    ranked = sorted(found.values(), key=lambda pair: _distance(pair[0]))
    return tuple(ranked[:most])


def trusted(facts: Iterable[Fact]) -> tuple[Checked, ...]:
    """Those that a tenant knows and can trust: the state, the courts, and who helps with debt and law; best first."""
    found = best_sources(facts, most=None)
    return tuple(pair for pair in found if _distance(pair[0]) < 2 and not _ODD_NAME.search(pair[0].name))


def listed(facts: Sequence[Fact]) -> list[str]:
    """A line for each of the few that are shown, with the day we looked; where none can be trusted, what there is."""
    told = claimed(facts) or facts
    found = trusted(told)[:MAX_SOURCES] or best_sources(told)
    return [f"- {source.name}: {source.url} (nagekeken op {dutch_date(checked)})" for source, checked in found]


def law_of(facts: Sequence[Fact]) -> tuple[str, date] | None:
    """The law under what is claimed, as it is named to a tenant, and when we looked; None without law.

    Facts come in the order of the claim, so the first with a law carries it; a better known address of a later
    one does not. A fact that only says where help is counts where nothing else was told. Who explains the law is
    named where a tenant can trust them; else it stands by itself.
    """
    fact = carrying(facts)
    if fact is None:
        return None
    basis, found = law_article(fact.basis), trusted([fact])
    return (f"{found[0][0].name} ({basis})" if found else f"de wet ({basis})"), fact.checked_on


def carrying(facts: Sequence[Fact]) -> Fact | None:
    """The one under whose law the claim stands."""
    return next((fact for fact in claimed(facts) or facts if law_article(fact.basis)), None)


def speaks_of(text: str, fact: Fact) -> bool:
    """Whether a text and a fact have at least one longer word in common, whatever its ending."""
    return bool(_stems(text) & _stems(fact.statement))


def claimed(facts: Iterable[Fact]) -> list[Fact]:
    """What is told itself, without what only says where to get help with it."""
    return [fact for fact in facts if not fact.aside]


def law_article(basis: str | None) -> str | None:
    """The first article of law that a fact's basis names, or None when it rests on something else."""
    found = _ARTICLE.search(basis or "")
    return found.group().strip() if found else None


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _LONG_WORD.findall(text.lower())}


def _is_of(source: Source, hosts: Iterable[str]) -> bool:
    host = urlsplit(source.url or "").hostname or ""
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _distance(source: Source) -> int:
    if "ECLI" in source.name:
        return 3
    if _is_of(source, _OFFICIAL):
        return 0
    if _is_of(source, _KNOWN_HELP):
        return 1
    return 2
