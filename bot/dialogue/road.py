"""The road ahead: where a tenant stands, what must still happen before anything worse, and the next step."""

from bot.dialogue.exchange import Exchange
from bot.dialogue.letters import Letters
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Lines, Voice
from bot.guidance import rules, timeline
from bot.guidance.models import Guidance
from bot.knowledge.rules import PLACEHOLDERS_OF_GUIDE, choose_text, fill


class Road:
    def __init__(self, guidance: Guidance, lines: Lines, letters: Letters) -> None:
        self._guidance = guidance
        self._lines = lines
        self._letters = letters

    def told(self, exchange: Exchange, voice: Voice) -> Speech:
        """Where the tenant stands, what must still happen, and the next step with its day."""
        memory = exchange.memory
        stage = memory.at_stage
        words = self._guidance.stages.get(stage) or self._guidance.stages[None]
        steps = [timeline.Step(code, title) for code, title in self._guidance.steps]
        deadline_kind = next((i.deadline for i in self._guidance.letters.values() if i.stage == stage), None)
        found = self._letters.found(exchange, deadline_kind, voice) if deadline_kind and stage else None
        sentence = (
            rules.deadline_sentence(self._guidance.deadline_words[found.kind], found, voice.today) if found else ""
        )
        values = {**voice.values, "deadline": sentence}
        said = memory.said
        first = choose_text(words.texts, None, said, voice.seed)
        if stage is not None and stage == memory.ledger_stage:
            first = f"{self._lines.line('stage_from_ledger', voice, exchange)} {first}"
        nexts = [fill(text, values, PLACEHOLDERS_OF_GUIDE) for text in words.nexts]
        picture = timeline.picture(
            steps, words.stage, self._guidance.here, words=self._guidance.days, found=found, today=voice.today
        )
        text = "\n\n".join(
            [
                fill(first, values, PLACEHOLDERS_OF_GUIDE),
                picture["text"],
                choose_text(nexts, None, said, voice.seed),
            ]
        )
        facts = tuple(dict.fromkeys([*words.facts, *(found.facts if found else ())]))
        return Speech(self._lines.sourced(text, facts), (self._lines.human(),), facts, figure=picture)
