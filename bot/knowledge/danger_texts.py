"""What is said to a danger: the fixed reply and its sequels, and the lines that stand beside something else."""

from collections.abc import Mapping, Sequence

from bot.knowledge import rules
from bot.knowledge.hours import CLOSED
from bot.knowledge.models import DangerReply, SpokenAnswer, UnknownContentError
from bot.knowledge.vocabulary import PLACEHOLDERS


class DangerTexts:
    """`replies`: by kind of danger."""

    def __init__(self, replies: Mapping[str, DangerReply]) -> None:
        self._replies = replies

    def reply(
        self, kind: str, *, values: Mapping[str, str], previous_texts: Sequence[str] = (), again: bool = False
    ) -> SpokenAnswer:
        """The fixed reply, alone on the screen; one of its sequels when this danger was answered before.

        Said whatever the review dates: a danger reply never disappears. The content check warns staff.
        """
        reply = self._replies.get(kind)
        if reply is None:
            raise UnknownContentError(f"no danger reply for {kind!r}")
        closed = bool(values.get(CLOSED))
        text = reply.closed if closed and reply.closed else reply.text
        sequels = reply.closed_again if closed and reply.closed_again else reply.again
        # Known again by how they begin: the sentence about who reads along is not always the same.
        ever = {t for t in (reply.text, *reply.again, reply.closed, *reply.closed_again) if t}
        begun = [self._beginning(t, values) for t in ever]
        told_before = again or any(start in previous for start in begun for previous in previous_texts)
        agains = [self._beginning(t, values) for t in sequels]
        chosen = agains.index(rules.choose_text(agains, None, previous_texts, "")) if told_before else None
        told = text if chosen is None else sequels[chosen]
        return SpokenAnswer(rules.fill(told, values, PLACEHOLDERS), (), reply.facts)

    def was_said(self, kind: str, values: Mapping[str, str], previous_texts: Sequence[str]) -> bool:
        """Whether this reply, at any hour, is among what was said last."""
        reply = self._replies[kind]
        begun = [self._beginning(t, values) for t in (reply.text, reply.closed, *reply.again, *reply.closed_again) if t]
        return any(start in previous for start in begun for previous in previous_texts)

    def beside(self, kind: str, values: Mapping[str, str]) -> str:
        """The one line about a danger that stays on the screen while something else is said."""
        return rules.fill(self._replies[kind].beside, values, PLACEHOLDERS)

    def quiet(self, kind: str, values: Mapping[str, str]) -> str:
        """The one calm line under an answer, where this danger was only faintly heard."""
        reply = self._replies[kind]
        return rules.fill(reply.quiet or reply.beside, values, PLACEHOLDERS)

    def check(self, kind: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        """The calm question after a danger that was half heard, and the facts under it; empty where it has none."""
        reply = self._replies[kind]
        return rules.fill(reply.check, values, PLACEHOLDERS), reply.facts

    @staticmethod
    def _beginning(text: str, values: Mapping[str, str]) -> str:
        return rules.paragraphs(rules.fill(text, {**values, "promise": ""}, PLACEHOLDERS))[0]
