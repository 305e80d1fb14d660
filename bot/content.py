"""What people wrote, read once: the corporation's facts, the answers, the rules, the urgent words."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot import plain_yaml
from bot.arrangements.loading import load_policy
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.told import policy_values
from bot.arrangements.writing.texts import Texts, load_texts
from bot.channels.whatsapp.templates import Templates, load_templates
from bot.conversation.rules import urgent_pattern
from bot.corporation import Corporation, load_corporation
from bot.dialogue.conduct import Conduct
from bot.guidance.conduct import load_conduct
from bot.guidance.costs import Tariff
from bot.guidance.loading import load_guidance, load_tariffs
from bot.guidance.models import Guidance
from bot.handoff.standard_answers import StandardAnswers, load_standard_answers
from bot.knowledge.services import AnswerBook
from bot.settings import PROJECT

CONTENT = PROJECT / "content"


@dataclass(frozen=True)
class Content:
    """All of it."""

    corporation: Corporation
    book: AnswerBook
    intents: frozenset[str]
    urgent: re.Pattern[str]
    guidance: Guidance
    tariffs: tuple[Tariff, ...]
    conduct: Conduct
    templates: Templates
    standard: StandardAnswers
    policy: Policy
    texts: Texts

    @property
    def values(self) -> dict[str, str]:
        """What the placeholders in the answers stand for, but for the computed promise."""
        return {**self.corporation.values(), **policy_values(self.policy)}


def load_content(corporation_folder: Path) -> Content:
    urgent = plain_yaml.read(CONTENT / "urgent-words.yml")
    names = plain_yaml.read(CONTENT / "intents.yml")
    intents = frozenset(entry["intent"] for entry in names["intents"])
    return Content(
        corporation=load_corporation(corporation_folder),
        book=AnswerBook.load(CONTENT),
        intents=intents,
        urgent=urgent_pattern(urgent["words"]),
        guidance=load_guidance(CONTENT, corporation_folder),
        tariffs=load_tariffs(CONTENT),
        conduct=Conduct(*load_conduct(CONTENT)),
        templates=load_templates(corporation_folder),
        standard=load_standard_answers(corporation_folder),
        policy=load_policy(corporation_folder),
        texts=load_texts(CONTENT),
    )
