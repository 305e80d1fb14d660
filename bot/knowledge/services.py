"""What the dialogue asks of the knowledge room: an answer, a danger reply, a line, a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.knowledge import openings, rules, sources
from bot.knowledge.danger_texts import DangerTexts
from bot.knowledge.loading import load_knowledge
from bot.knowledge.models import (
    Answer,
    AnswerVariant,
    Fact,
    IntentName,
    Knowledge,
    LanguageLines,
    Moment,
    SpokenAnswer,
    UnknownContentError,
)
from bot.knowledge.themes import FIRST_WORDS, Likely, Themes
from bot.knowledge.vocabulary import ANSWER_PLACEHOLDERS, DAYS_TOLD, LINE_PLACEHOLDERS

OTHER_LANGUAGE = "en"


class AnswerBook:
    """Tells what the content says. Deterministic: variation hangs on the seed that is handed in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._answers = {i: answer for answer in knowledge.answers if not answer.narrow for i in answer.intents}
        self.themes = Themes(knowledge.answers)
        self._by_id = {answer.id: answer for answer in knowledge.answers}
        self.dangers = DangerTexts(knowledge.dangers)
        self._dangers = {intent: d.kind for d in knowledge.dangers.values() for intent in d.intents}

    @classmethod
    def load(cls, folder: Path) -> AnswerBook:
        return cls(load_knowledge(folder))

    @property
    def knowledge(self) -> Knowledge:
        """All of it, for who looks the content over."""
        return self._knowledge

    def answer(
        self,
        intent: str,
        *,
        stage: str | None,
        feelings: Sequence[str],
        previous_texts: Sequence[str],
        simpler: bool,
        today: date,
        values: Mapping[str, str],
        seed: str,
        answer_id: str | None = None,
    ) -> SpokenAnswer:
        """The answer to an intent (or the one with this id), true at this stage and on this day.

        `previous_texts` are the assistant's last texts, old to new; the last is never said again word
        for word while another wording exists. A crisis intent gets its fixed danger reply.
        """
        if intent in self._dangers:
            return self.dangers.reply(self._dangers[intent], values=values, previous_texts=previous_texts)
        answer = self._by_id.get(answer_id or "") or self._find(intent)
        variant = rules.for_stage(answer, stage)
        current, stale = rules.split_by_date(variant.facts, self._knowledge.facts, today)
        texts, plain = self._tellable(variant, stale, {**dict.fromkeys(DAYS_TOLD, ""), **values})
        text = openings.chosen(texts, plain, previous_texts, seed, want_simpler=simpler)
        opening = rules.opening_feeling(feelings, self._knowledge.feelings, answer.acknowledges, previous_texts, seed)
        told = rules.with_opening(opening, openings.less_of_it(text, previous_texts, feeling_named=bool(opening)))
        cited = rules.cited(variant, self._knowledge.facts)
        return SpokenAnswer(told, variant.buttons, current, answer.id, answer.topic_title, cited)

    def theme(
        self,
        intent: str,
        text: str,
        named: str | None = None,
        *,
        moment: Moment = FIRST_WORDS,
        passed: frozenset[str] = frozenset(),
        likely: Likely = (),
    ) -> str | None:
        """The id of the answer that a button names or the tenant's own words call for; None for the general one."""
        if named is not None and named in self._by_id:
            return named
        return self.themes.called_for(intent, text, moment=moment, passed=passed, likely=likely)

    def person_for(self, intent: str, answer_id: str | None = None) -> str:
        """What a person is called in for, by the answer that promises one: `eviction`, `other` or `objection`."""
        answer = self._by_id.get(answer_id or "") or self._answers.get(intent)
        return answer.person if answer else "eviction"

    def is_first(self, answer_ids: Sequence[str]) -> bool:
        """Whether something was told before which an open question has to stand back."""
        return any(self._by_id[i].first for i in answer_ids if i in self._by_id)

    def listens(self, answer_ids: Sequence[str]) -> bool:
        """Whether the next words are to be taken down for a person."""
        return any(self._by_id[i].listens for i in answer_ids if i in self._by_id)

    def yields(self, answer_id: str) -> bool:
        """Whether a question that stands beside its words is answered instead."""
        return self._by_id[answer_id].yields

    def asks_day(self, answer_ids: Sequence[str]) -> str | None:
        """The kind of letter whose day is asked for under the answer that was told."""
        return next((self._by_id[i].asks_day for i in answer_ids if i in self._by_id), None)

    def follows_on(self, answer_id: str | None) -> bool:
        """Whether this answer was written for these words at this moment of a talk."""
        return answer_id in self._by_id and self._by_id[str(answer_id)].bound

    def leads(self, answer_ids: Sequence[str]) -> str | None:
        """The intent as which the talk goes on after the one answer that was told; None where it is what was heard."""
        answer = self._by_id.get(answer_ids[0]) if len(answer_ids) == 1 else None
        return answer.leads if answer else None

    def calls_person(self, intent: str, *, stage: str | None, today: date, answer_id: str | None = None) -> bool:
        """Whether this answer says that a person reads along, so that it needs a handoff to be true.

        Without one, hand in an empty `promise`: the sentence is then left out.
        """
        if intent in self._dangers:
            return True
        variant = rules.for_stage(self._by_id.get(answer_id or "") or self._find(intent), stage)
        stale = rules.split_by_date(variant.facts, self._knowledge.facts, today)[1]
        texts = variant.timeless if stale else variant.texts
        return any("promise" in rules.placeholders(text) for text in texts)

    def line(
        self,
        line_id: str,
        *,
        values: Mapping[str, str] | None = None,
        previous_texts: Sequence[str] = (),
        seed: str = "",
    ) -> str:
        """A line of the conversation itself, such as `opening`, `engine_down` or `handoff_waiting`."""
        line = self._knowledge.lines.get(line_id)
        if line is None:
            raise UnknownContentError(f"no conversation line {line_id!r}")
        filled = [rules.fill(text, values or {}, LINE_PLACEHOLDERS) for text in line.texts]
        return rules.choose_text(filled, None, previous_texts, seed)

    def feeling(self, feeling: str, *, seed: str, previous_texts: Sequence[str] = ()) -> str:
        """One line that acknowledges a feeling."""
        lines = self._knowledge.feelings.get(feeling)
        if not lines:
            raise UnknownContentError(f"no lines for the feeling {feeling!r}")
        return rules.choose_text(lines, None, previous_texts, seed)

    def language(self, code: str, *, values: Mapping[str, str], previous_texts: Sequence[str] = ()) -> str:
        """The static lines for a tenant who writes in another language; English when we lack theirs.

        The second time in a row only how to reach a person is said again, in its other wording.
        """
        known = self._knowledge.languages
        language: LanguageLines = known.get(code.lower().split("-")[0]) or known[OTHER_LANGUAGE]
        lines = [rules.fill(line, values, LINE_PLACEHOLDERS) for line in language.lines]
        told = "\n\n".join(lines)
        if previous_texts and told in previous_texts[-1] and language.again:
            return rules.fill(language.again, values, LINE_PLACEHOLDERS)
        return told

    def sources(self, fact_ids: Sequence[str], *, earlier: bool = False) -> str:
        """The answer to 'Waar staat dat?': at most three addresses and when we looked.

        `earlier`: the facts are not of what was said last, which then rests on none.
        """
        listed = sources.listed(self._known(fact_ids))
        if not listed:
            return self.line("no_source")
        return "\n".join([self.line("sources_earlier" if earlier else "sources_intro"), *listed])

    def source_line(self, fact_ids: Sequence[str]) -> str | None:
        """One line under a legal answer: the law it rests on, who explains it, and when we looked. None without law."""
        law = sources.law_of(self._known(fact_ids))
        if law is None:
            return None
        named, checked = law
        return self.line("source_line", values={"source_name": named, "checked_on": rules.dutch_date(checked)})

    def language_named(self, text: str) -> str | None:
        """The code of a language that a Dutch text names."""
        named = text.lower()
        return next((lang.code for lang in self._knowledge.languages.values() if lang.name.lower() in named), None)

    def serves(self, intent: str) -> bool:
        """Whether an intent has an answer of its own."""
        return intent in self._answers

    def has(self, answer_id: str) -> bool:
        return answer_id in self._by_id

    def stale(self, fact_ids: Sequence[str], today: date) -> frozenset[str]:
        """Those of the facts that may not be stated today."""
        return frozenset(rules.split_by_date(fact_ids, self._knowledge.facts, today)[1])

    def checked_on(self, fact_id: str) -> date | None:
        return next((fact.checked_on for fact in self._known([fact_id])), None)

    def guess(self, intent: str) -> str:
        """What the tenant would say, short enough for a 'bedoel je …' button."""
        return self._name(intent).guess

    def label(self, intent: str) -> str:
        """The Dutch name that staff read."""
        return self._name(intent).label

    def topic_title(self, intent: str) -> str:
        """The subject in a few words, as the tenant reads it."""
        answer = self._answers.get(intent)
        return answer.topic_title if answer else self.label(intent)

    def _name(self, intent: str) -> IntentName:
        name = self._knowledge.intents.get(intent)
        if name is None:
            raise UnknownContentError(f"no name for the intent {intent!r}")
        return name

    def _find(self, intent: str) -> Answer:
        answer = self._answers.get(intent)
        if answer is None:
            raise UnknownContentError(f"no answer for the intent {intent!r}")
        return answer

    def _tellable(
        self, variant: AnswerVariant, stale: Sequence[str], values: Mapping[str, str]
    ) -> tuple[list[str], str | None]:
        """The wordings that hold today, filled in. What rests on an old fact is not told."""
        if not stale:
            plain = rules.fill(variant.simpler, values, ANSWER_PLACEHOLDERS) if variant.simpler else None
            return [rules.fill(text, values, ANSWER_PLACEHOLDERS) for text in variant.texts], plain
        if variant.timeless:
            return [rules.fill(text, values, ANSWER_PLACEHOLDERS) for text in variant.timeless], None
        return [self._pointer(stale, values)], None

    def _pointer(self, stale: Sequence[str], values: Mapping[str, str]) -> str:
        """Where the old fact can be looked up, and who can be asked."""
        found = sources.trusted(self._known(stale))
        if not found:
            return self.line("past_review_no_source", values=values)
        source, _checked = found[0]
        return self.line("past_review", values={**values, "source_name": source.name, "source_url": source.url or ""})

    def _known(self, fact_ids: Sequence[str]) -> list[Fact]:
        return [self._knowledge.facts[i] for i in fact_ids if i in self._knowledge.facts]
