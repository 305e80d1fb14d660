"""How the assistant behaves, as data: content/conduct.yml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.guidance.models import Case, Denial, Explained, Meant, Plain, Single

_NO_LETTER = re.compile(r"[^\w\s']+")
#: Words in front of an answer that change nothing of it.
_FILLED = re.compile(r"^(?:(?:nee|ja|nou|eh|uh|ok|oke|tja|dan|gewoon|om|over|het gaat om|gaat om|de|het|mijn|mn) )+")
#: So many words beside a denial say nothing of their own ("nee", "hoor", "echt").
BESIDE_DENIAL = 2
#: A denial of more words than this may hold a question that was not understood.
LONGEST_DENIAL = 7
#: Nothing is heard more surely than this: words with `below: 1` explain whatever was heard.
SUREST = 0.999


@dataclass(frozen=True)
class Conduct:
    """How it behaves, as data: what is a threat, and what "ja" and "nee" mean after which question."""

    threats: Sequence[re.Pattern[str]]
    yes: Sequence[tuple[re.Pattern[str], Meant]]
    dangers: Sequence[tuple[re.Pattern[str], str]]
    sources: Sequence[re.Pattern[str]]
    explained: Sequence[Explained] = ()
    denied: Sequence[Denial] = ()
    no: Sequence[tuple[re.Pattern[str], Meant]] = ()
    plains: Sequence[Plain] = ()
    unfelt: Sequence[Denial] = ()
    cases: Sequence[Case] = ()
    beside_another: Sequence[re.Pattern[str]] = ()
    singles: Sequence[Single] = ()

    def danger(self, text: str) -> str | None:
        """The danger that veiled words tell of, beside what the engine noticed."""
        flat = " ".join(text.split())
        return next((kind for pattern, kind in self.dangers if pattern.search(flat)), None)

    def explains(self, kind: str, text: str, sureness: float) -> bool:
        """Whether plain words explain what was heard so surely as this danger: a bailiff's papers, not a blow."""
        flat = " ".join(text.split())
        sureness = min(sureness, SUREST)
        return any(e.kind == kind and sureness < e.below and e.fits(flat) for e in self.explained)

    def explains_all(self, sure: Mapping[str, float], text: str) -> bool:
        """Whether plain words explain every danger that was heard, each so surely."""
        return all(self.explains(kind, text, sureness) for kind, sureness in sure.items())

    def denies(self, kind: str, text: str) -> bool:
        """Whether a tenant says that this danger, which we answered, is not so."""
        flat = " ".join(text.split())
        return any(denial.kind in (kind, "any") and denial.fits(flat) for denial in self.denied)

    def denied_in(self, text: str) -> frozenset[str]:
        """The dangers that the words themselves say are not so, asked or unasked."""
        flat = " ".join(text.split())
        return frozenset(denial.kind for denial in self.denied if denial.kind != "any" and denial.fits(flat))

    def only_denies(self, stretch: str) -> bool:
        """Whether a stretch of a message holds nothing but a denial, whatever danger it sounds like."""
        flat = " ".join(stretch.split())
        fitting = [denial for denial in self.denied if denial.kind != "any" and denial.fits(flat)]
        found = [match for denial in fitting for pattern in denial.words if (match := pattern.search(flat))]
        beside = (flat[: match.start()] + flat[match.end() :] for match in found)
        return any(len(_NO_LETTER.sub(" ", rest).split()) <= BESIDE_DENIAL for rest in beside)

    def leaves_more(self, text: str) -> bool:
        """Whether a message that denies something seems to say or ask more than that."""
        return not self.only_denies(text) and len(text.split()) > LONGEST_DENIAL

    def is_beside_another(self, stretch: str) -> bool:
        """Whether a stretch raises no danger of its own where another one stands in the message."""
        flat = " ".join(_NO_LETTER.sub(" ", stretch.lower()).split())
        return any(pattern.fullmatch(flat) for pattern in self.beside_another)

    def unfelt_in(self, text: str) -> frozenset[str]:
        """The feelings that somebody says not to have."""
        flat = " ".join(text.split())
        return frozenset(denial.kind for denial in self.unfelt if denial.fits(flat))

    def case(self, text: str) -> str | None:
        """The danger that has a reply of its own, where the words are such a case."""
        flat = " ".join(text.split())
        return next((case.kind for case in self.cases if case.fits(flat)), None)

    def asks_source(self, text: str) -> bool:
        """Whether it is asked where something is written, beside what the engine understood."""
        flat = " ".join(text.split())
        return any(pattern.search(flat) for pattern in self.sources)

    def plain(self, text: str, *, asked: bool, in_flow: bool) -> str | None:
        """What short words say that only answer a question of ours; None where they may say more."""
        flat = " ".join(_NO_LETTER.sub(" ", text.lower()).split())
        held = {"always": True, "asked": asked or in_flow, "in_flow": in_flow}
        return next((p.intent for p in self.plains if held[p.when] and p.is_all_of(flat)), None)

    def single(self, text: str, last: str, lately: frozenset[str], *, in_flow: bool) -> str | None:
        """What a word or two say after our last words, or under what was talked of; None where they say no more."""
        flat = " ".join(_NO_LETTER.sub(" ", text.lower()).split())
        flat = _FILLED.sub("", flat) or flat
        return next((s.intent for s in self.singles if s.fits(flat, last, lately, in_flow=in_flow)), None)

    def meant(self, intent: str, question: str) -> Meant | None:
        """What a bare "ja" (`affirm`) or "nee" (`deny`) says to this question; None where it says no more."""
        answers = {"affirm": self.yes, "deny": self.no}.get(intent, ())
        return next((meant for pattern, meant in answers if pattern.search(question)), None)
