"""What is offered under "Bedoel je …": likely narrower answers first, then subjects. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue import nearly
from bot.dialogue.dangers import CRISES, HOLDS_ON, dangers_in
from bot.dialogue.exchange import Heard
from bot.knowledge.models import Answer

#: From so likely on a narrower answer is offered.
LIKELY = 0.15
#: So many choices stand beside the person.
CHOICES = 2
#: Subjects that are only told about: as these a narrower answer is asked for. Pressing its button then begins no plan,
#: moves nobody to a later stage, and asks nobody who they are.
TOLD_ONLY = frozenset(
    {
        *("ask_landlord_powers", "ask_legal_help", "ask_seizure", "ask_early_signalling", "ask_privacy"),
        *("ask_debt_help", "request_budget_coach", "ask_benefits", "ask_energy_help", "ask_co_tenant"),
    }
)
#: As what an answer is asked for that belongs to none of these.
ANY = "ask_capabilities"
#: Words that make no difference to what two buttons are about.
_IDLE = frozenset(
    {
        *("de", "het", "een", "'t", "t", "dit", "dat", "die", "deze", "zo'n", "er", "iemand", "en", "of", "als", "dan"),
        *(
            "ik",
            "mijn",
            "mij",
            "me",
            "je",
            "jij",
            "jou",
            "jullie",
            "hij",
            "zij",
            "ze",
            "haar",
            "hem",
            "wij",
            "we",
            "ons",
        ),
        *(
            "van",
            "in",
            "op",
            "bij",
            "met",
            "aan",
            "na",
            "om",
            "te",
            "tot",
            "uit",
            "voor",
            "door",
            "nu",
            "al",
            "nog",
            "ook",
        ),
        *("is", "zijn", "ben", "was", "word", "wordt", "gaat", "krijg", "krijgt"),
        *("moet", "mag", "mogen", "kan", "kun", "wil"),
    }
)
#: The same where two other words tell it: "Wat kost rechtszaak?", "Kosten rechtszaak?".
_ASKING = frozenset({"wat", "hoe", "wie", "waar", "wanneer", "welke", "hoeveel"})
_WORD = re.compile(r"[\w']+")
_DOUBLED = re.compile(r"([aeou])\1")
_STEM = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """What one button offers: a subject, or one narrower answer."""

    title: str
    about: str
    intent: str
    answer: str | None = None


def of_answer(answer: Answer) -> Choice | None:
    """The choice that asks for a narrower answer; None where no button ever does."""
    if answer.guess is None or answer.no_guess is not None:
        return None
    intents = (*answer.intents, *sorted(answer.after))
    carried = next((intent for intent in intents if intent in TOLD_ONLY), ANY)
    return Choice(answer.guess, answer.topic_title, carried, answer.id)


def chosen(
    narrow: Iterable[tuple[Answer, float]], subjects: Sequence[Choice], *, in_danger: bool = False
) -> list[Choice]:
    """The choices to offer, best first, no two for nearly the same thing.

    `narrow`: the narrower answers that may be said at this moment, surest first, with their chances.
    `in_danger`: a danger hangs on what is meant; nothing precise is then guessed at.
    """
    likely = [] if in_danger else [of_answer(answer) for answer, chance in narrow if chance >= LIKELY]
    kept: list[Choice] = []
    for choice in (*filter(None, likely), *subjects):
        if not any(is_alike(choice, other) for other in kept):
            kept.append(choice)
    return kept[:CHOICES]


def is_alike(one: Choice, other: Choice) -> bool:
    """Whether two choices are for nearly the same thing: by what they say, or by what their answers are about."""
    said = _counting(one.title), _counting(other.title)
    about = _counting(one.about), _counting(other.about)
    return any(ones and ones == others for ones, others in (said, about))


def hangs_on_danger(heard: Heard, standing: str | None) -> bool:
    """Whether a danger was heard, however faintly, or `standing` is one that holds on."""
    faint = nearly.is_near_danger(heard.ranking) or bool(CRISES & set(heard.topics))
    return faint or bool(dangers_in(heard.intent, heard.signals)) or standing in HOLDS_ON


def _counting(text: str) -> frozenset[str]:
    """The words that make a difference, each by its beginning."""
    words = [word for word in _WORD.findall(text.lower()) if word not in _IDLE]
    told = [word for word in words if word not in _ASKING]
    return frozenset(_beginning(word) for word in (told if len(told) > 1 else words))


def _beginning(word: str) -> str:
    """The same for "betaal", "betaalt" and "betalen"."""
    return _DOUBLED.sub(r"\1", word).removesuffix("en").removesuffix("t")[:_STEM]
