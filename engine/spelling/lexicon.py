"""The lexicons of data/lexicon/ as one object, and as one plain dictionary to keep inside a model."""

from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

from engine.model_file import PROJECT
from engine.word_lists import read_list

FOLDER = PROJECT / "data" / "lexicon"
#: Which file wins where two claim the same form.
SOURCES = ("abbreviations", "spelling", "dictation", "emoji", "regional", "street", "languages", "english")


class Entry(NamedTuple):
    """What a form stands for, and which lexicon says so."""

    meaning: str
    source: str


class Lexicon(NamedTuple):
    """Everything repairs know."""

    forms: Dict[str, Entry]
    targets: List[str]
    compounds: List[Tuple[str, str]]
    leave: List[str]
    concepts: Dict[str, List[str]]

    @classmethod
    def read(cls, folder: Path = FOLDER) -> "Lexicon":
        """From the YAML files. A form of a word leads straight to the end of its chain."""
        forms: Dict[str, Entry] = {}
        for source in SOURCES:
            for meaning, form in pairs(folder / f"{source}.yml"):
                forms.setdefault(form, Entry(meaning, source))
        domain = read_list(folder / "domain.yml")
        concepts = {name: listed(value) for name, value in read_list(folder / "concepts.yml")["concepts"].items()}
        return cls(
            forms=_resolved(forms),
            targets=sorted(set(domain["targets"].split())),
            compounds=[(a, b) for a, b in (pair.split("+") for pair in domain["compounds"].split())],
            leave=domain["leave"].split(),
            concepts=concepts,
        )

    def plain(self) -> Dict[str, Any]:
        return self._asdict()

    @classmethod
    def from_plain(cls, plain: Dict[str, Any]) -> "Lexicon":
        return cls(
            forms={form: Entry(*entry) for form, entry in plain["forms"].items()},
            targets=list(plain["targets"]),
            compounds=[(a, b) for a, b in plain["compounds"]],
            leave=list(plain["leave"]),
            concepts={name: list(words) for name, words in plain["concepts"].items()},
        )


def pairs(path: Path) -> Iterator[Tuple[str, str]]:
    """(meaning, form) as written in one file; a meaning that is its own form is left out."""
    for meaning, value in read_list(path)["words"].items():
        for form in listed(value):
            if form != meaning:
                yield str(meaning), form


def listed(value: Any) -> List[str]:
    return [item.strip() for item in str(value).split(",") if item.strip()]


def _resolved(forms: Dict[str, Entry]) -> Dict[str, Entry]:
    """No meaning is itself a form: repairing twice must not go on changing things."""
    out: Dict[str, Entry] = {}
    for form, entry in forms.items():
        meaning, seen = entry.meaning, {form}
        while meaning in forms and meaning not in seen:
            seen.add(meaning)
            meaning = forms[meaning].meaning
        if meaning not in forms and meaning != form:
            out[form] = Entry(meaning, entry.source)
    return out
