"""From what the actions said to what goes out: one turn, one message."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.contract import Button
from bot.dialogue.rules import line_for_files, line_without_words
from bot.knowledge.services import AnswerBook

PAYLOAD_PREFIX = "intent:"


@dataclass(frozen=True)
class Payload:
    """What a button means: an intent and perhaps values. Written `intent:NAME` or `intent:NAME{json}`."""

    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)

    def encode(self) -> str:
        values = json.dumps(dict(self.entities), ensure_ascii=False, sort_keys=True) if self.entities else ""
        return f"{PAYLOAD_PREFIX}{self.intent}{values}"

    @classmethod
    def decode(cls, text: str) -> "Payload":
        """Raises ValueError when the text is no payload of ours."""
        if not text.startswith(PAYLOAD_PREFIX):
            raise ValueError("not a payload of ours")
        name, brace, rest = text.removeprefix(PAYLOAD_PREFIX).partition("{")
        entities = json.loads(brace + rest) if brace else {}
        return cls(name, entities)


@dataclass(frozen=True)
class Speech:
    """One message to the tenant. `alone` means that nothing may be added to it (danger).

    `figure`: data by which a channel that can draw shows one block of the text as a picture; the words stand without.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    facts: tuple[str, ...] = ()
    alone: bool = False
    figure: Mapping[str, Any] | None = None
    #: Nothing is said at all.
    silent: bool = False
    #: The words that it answers may hold what somebody earns or owes: they are wiped with it, see `means.wiped`.
    private: str = ""
    #: It only asks what was meant: no question of a flow follows it.
    asks_back: bool = False

    def as_response(self) -> dict[str, Any]:
        """What an action hands to the engine's dispatcher."""
        more: dict[str, Any] = {"figure": dict(self.figure)} if self.figure is not None else {}
        more |= {"silent": True} if self.silent else {}
        more |= {"private": self.private} if self.private else {}
        return {
            "text": self.text,
            "buttons": [{"title": b.title, "payload": b.payload} for b in self.buttons],
            "json_message": {"facts": list(self.facts), "alone": self.alone, **more},
        }


class Speaker:
    """Lines that the pipeline itself says, and the joining of what several actions said in one turn."""

    def __init__(self, book: AnswerBook, values: Mapping[str, str]) -> None:
        self._book = book
        self._values = dict(values)

    def merge(self, messages: Sequence[Mapping[str, Any]]) -> Speech:
        """Join the engine's messages. Says that it did not understand when they hold no words at all.

        The engine hands on the words and what goes with them as messages of their own.
        """
        texts, buttons, facts, figure = [], [], [], None
        alone = any((message.get("custom") or {}).get("alone") for message in messages)
        for message in messages:
            custom = message.get("custom") or {}
            text = (message.get("text") or "").strip()
            if text:
                texts.append(text)
            facts += [fact for fact in custom.get("facts", ()) if fact not in facts]
            figure = figure or custom.get("figure")
            buttons += [Button(b["title"], b["payload"]) for b in message.get("buttons") or ()]
        private = next((custom["private"] for m in messages if (custom := m.get("custom") or {}).get("private")), "")
        if not texts and any((message.get("custom") or {}).get("silent") for message in messages):
            return Speech("", silent=True, private=private)
        if not texts:
            return Speech(self._book.line("fallback_no_guess", values=self._values), private=private)
        shown = () if alone else tuple(buttons)
        return Speech("\n\n".join(texts), shown, tuple(facts), alone, figure, private=private)

    def introduced(self, speech: Speech) -> Speech:
        """The same with the opening in front, said once a conversation: what this is, and that people are there."""
        opening = self._book.line("opening", values=self._values)
        return replace(speech, text=f"{opening}\n\n{speech.text}")

    def read_late(self, speech: Speech, moment: str) -> Speech:
        """The same behind a line that says that this was written long ago and is only read now."""
        line = self._book.line("read_late", values={**self._values, "moment": moment})
        return replace(speech, text=f"{line}\n\n{speech.text}")

    def engine_down(self, *, brief: bool, promise: str, seed: str) -> Speech:
        line = "engine_down_short" if brief else "engine_down"
        return Speech(self._book.line(line, values={**self._values, "promise": promise}, seed=seed))

    def unhandled(self, *, brief: bool, promise: str, seed: str) -> Speech:
        """For a message that we could not answer, though we tried: a fault of ours."""
        line = "engine_down_short" if brief else "unhandled"
        return Speech(self._book.line(line, values={**self._values, "promise": promise}, seed=seed))

    def unreadable(self, subtypes: Sequence[str] = ()) -> Speech:
        """For what holds no words: a sticker, a place, a kind we do not know."""
        return Speech(self._book.line(line_without_words(subtypes), values=self._values))

    def about_files(self, subtypes: Sequence[str], promise: str, answer: Speech | None) -> Speech:
        """Says that a person will look; in front of it the answer to the words that came along, if there were any."""
        line = self._book.line(line_for_files(subtypes), values={**self._values, "promise": promise})
        return Speech(line) if answer is None else replace(answer, text=f"{answer.text}\n\n{line}")
