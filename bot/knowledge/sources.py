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
    found = trusted(facts)[:MAX_SOURCES] or best_sources(facts)
    return [f"- {source.name}: {source.url} (nagekeken op {dutch_date(checked)})" for source, checked in found]


def law_of(facts: Sequence[Fact]) -> tuple[str, date] | None:
    """The law that these rest on, as it is named to a tenant, and when we looked; None without law.

    Who explains it is named where a tenant can trust them; else the law stands by itself.
    """
    legal = [fact for fact in facts if law_article(fact.basis)]
    if not legal:
        return None
    found = trusted(legal)
    if not found:
        return f"de wet ({law_article(legal[0].basis)})", legal[0].checked_on
    source, checked = found[0]
    basis = next(law_article(fact.basis) for fact in legal if source in fact.sources)
    return f"{source.name} ({basis})", checked


def law_article(basis: str | None) -> str | None:
    """The first article of law that a fact's basis names, or None when it rests on something else."""
    found = _ARTICLE.search(basis or "")
    return found.group().strip() if found else None


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
