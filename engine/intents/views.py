"""What the model sees of a message: each kind of feature ("view") weighed by itself. Chosen by measurement."""

from typing import Callable, Dict, List, NamedTuple, Optional, Sequence

from engine.intents.reading import Reading
from engine.spelling.phonetic import stem

Tokens = List[str]

#: Runs of fewer letters say little, longer ones add little: measured in docs/decisions/0118.
RUN = 4
#: How far apart two concepts may stand and still be seen together.
CONCEPTS_APART = 5

_FUNCTION_WORDS = frozenset(
    [
        "ik",
        "je",
        "jij",
        "jullie",
        "u",
        "de",
        "het",
        "een",
        "en",
        "of",
        "maar",
        "niet",
        "geen",
        "van",
        "voor",
        "met",
        "op",
        "aan",
        "in",
        "is",
        "zijn",
        "heb",
        "heeft",
        "hebben",
        "was",
        "dat",
        "die",
        "dit",
        "wat",
        "hoe",
        "waarom",
        "wanneer",
        "mijn",
        "er",
        "naar",
        "om",
        "te",
        "als",
        "nog",
        "al",
        "ook",
        "kan",
        "moet",
        "wil",
        "wel",
        "dan",
        "bij",
        "uit",
        "door",
        "over",
        "mij",
        "me",
        "we",
        "wij",
        "ze",
        "zij",
        "hij",
    ]
)
_VALUE_WORDS = frozenset(
    [
        "de",
        "het",
        "een",
        "op",
        "om",
        "in",
        "van",
        "voor",
        "na",
        "en",
        "of",
        "tot",
        "over",
        "per",
        "rond",
        "is",
        "dat",
        "mijn",
        "euro",
        "cent",
        "week",
        "maand",
        "dag",
        "jaar",
        "uur",
        "weken",
        "maanden",
        "dagen",
        "morgen",
        "overmorgen",
        "vandaag",
        "volgende",
        "eind",
        "einde",
        "begin",
        "half",
        "halve",
        "midden",
        "komende",
        "eerste",
        "tweede",
        "derde",
        "tiende",
        "elke",
        "ongeveer",
        "nummer",
        "geboren",
        "iban",
        ".",
        ",",
        "-",
        "/",
        ":",
    ]
)


class View(NamedTuple):
    """How a view reads, in how many messages a token must occur to be kept, and what the view counts for."""

    read: Callable[[Reading], Tokens]
    least_messages: int
    weight: float
    #: For a view of the pieces of words: those words.
    words: Optional[Callable[[Reading], Sequence[str]]] = None


def pieces(word: str) -> Tokens:
    """Runs of four letters inside a word, edges marked: what survives a spelling mistake. A very short word is seen whole."""
    edged = f" {word} "
    runs = [edged[at : at + RUN] for at in range(len(edged) - RUN + 1)]
    return [*runs, edged] if len(edged) in (RUN - 1, RUN + 1) else runs


def raw_pieces(reading: Reading) -> Tokens:
    """Pieces of the words as they were written."""
    return [piece for word in raw_words(reading) for piece in pieces(word)]


def raw_words(reading: Reading) -> Sequence[str]:
    return reading.raw.split()


def repaired_pieces(reading: Reading) -> Tokens:
    """Pieces of the words after repair."""
    return [piece for word in repaired_words(reading) for piece in pieces(word)]


def repaired_words(reading: Reading) -> Sequence[str]:
    return " ".join(reading.masked).split()


def words(reading: Reading) -> Tokens:
    """Repaired words and pairs of them."""
    found = reading.masked
    return found + [f"{a} {b}" for a, b in zip(found, found[1:], strict=False)]


def sounds(reading: Reading) -> Tokens:
    """Sounds of word stems: alone, in pairs, and in pairs with one word between."""
    found = [stem(word) if word.isalpha() and word.islower() else word for word in reading.masked]
    near = [f"{a} {b}" for a, b in zip(found, found[1:], strict=False)]
    return found + near + [f"{a}_{b}" for a, b in zip(found, found[2:], strict=False)]


def concepts(reading: Reading) -> Tokens:
    """Concepts: alone, one after another, and together in any order."""
    found = reading.concepts
    after = [f"{a}>{b}" for a, b in zip(found, found[1:], strict=False)]
    together = {
        "|".join(sorted((a, b)))
        for at, a in enumerate(found)
        for b in found[at + 1 : at + 1 + CONCEPTS_APART]
        if a != b
    }
    return found + after + sorted(together)


def shape(reading: Reading) -> Tokens:
    """How long it is, how Dutch, whether it asks, and which kinds of values it holds."""
    count = len(reading.words)
    if not count:
        return ["empty"]
    size = _size(count)
    out = [f"size{size}", f"first {reading.masked[0]}"]
    for source in ("english", "languages", "regional", "street"):
        share = reading.sources.count(source) / count
        if share:
            out.append(f"{source}{min(4, int(5 * share))}")
    dutch = sum(
        w in _FUNCTION_WORDS
        for w, s in zip(reading.words, reading.sources, strict=False)
        if s not in ("english", "languages")
    )
    out.append(f"dutch{min(4, int(8 * dutch / count))}")
    foreign = sum(any(ord(letter) > 0x24F and letter.isalpha() for letter in word) for word in reading.words)
    if foreign:
        out.append(f"script{min(3, int(4 * foreign / count))}")
    out += [f"sign {sign}" for sign in ("?", "!") if sign in reading.words]
    if reading.words[-1] == "?":
        out.append("ends ?")
    values = {word for word in reading.masked if word.isupper() or "0" in word}
    out += [f"value {value}" for value in values] + [f"value {value} {min(count, 6)}" for value in values]
    if values and all(word in values or word in _VALUE_WORDS for word in reading.masked):
        out.append("only values")
    return out


def _size(count: int) -> int:
    for number, most in enumerate((1, 2, 3, 4, 8, 15, 30)):
        if count <= most:
            return number
    return 7


VIEWS: Dict[str, View] = {
    "raw_pieces": View(raw_pieces, 2, 0.7, raw_words),
    "repaired_pieces": View(repaired_pieces, 2, 1.0, repaired_words),
    "words": View(words, 2, 1.0),
    "sounds": View(sounds, 2, 1.0),
    "concepts": View(concepts, 2, 0.5),
    "shape": View(shape, 1, 0.4),
}
