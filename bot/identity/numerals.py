"""Numbers as people say them, digit by digit or in groups. Pure: words in, digits out."""

import re

_ONES = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_ORDINAL = re.compile(r"(?<=[a-z])(?:ste|de)$")
#: As dictation writes them, and as they are said for clearness over a telephone.
_VARIANTS = {"zeuven": "7", "zero": "0", "oh": "0", "eerste": "1", "derde": "3", "achtste": "8"}


def _below_hundred() -> dict[str, int]:
    words = {word: number for number, word in enumerate((*_ONES, *_TEENS))}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = tens * 10
        for ones in range(1, 10):
            link = "ën" if ones in (2, 3) else "en"
            words[f"{_ONES[ones]}{link}{word}"] = tens * 10 + ones
            words[f"{_ONES[ones]}en{word}"] = tens * 10 + ones
    return words


def _all_words() -> dict[str, str]:
    small = _below_hundred()
    found = {word: str(number) for word, number in small.items()}
    rests = {"": 0, **{word: number for word, number in small.items() if number}}
    for hundreds in range(1, 10):
        head = "honderd" if hundreds == 1 else f"{_ONES[hundreds]}honderd"
        for rest, number in rests.items():
            found[head + rest] = str(hundreds * 100 + number)
    for rest, number in rests.items():
        # Years as they are said: negentienhonderdachtenzeventig, tweeduizendvijf.
        found[f"negentienhonderd{rest}"] = str(1900 + number)
        found[f"tweeduizend{rest}"] = str(2000 + number)
    return found | _VARIANTS


_WORDS = _all_words()
_LETTERS = re.compile(r"[^\W\d_]+")
#: Words that could be spoken digits; a cheap look before anything else is done.
_MAY_BE = re.compile(r"\d|(?:nul|een|één|twee|drie|vier|vijf|zes|ze?ven|acht|negen|tien|elf|twaalf|tig)", re.IGNORECASE)


def has_numerals(text: str) -> bool:
    return _MAY_BE.search(text) is not None


def digits_of(word: str) -> str | None:
    """`twaalf` → `12`, `achtenzeventig` → `78`, `negentiende` → `19`; None for any other word."""
    plain = word.lower().replace("é", "e").replace("è", "e")
    return _WORDS.get(plain) or _WORDS.get(_ORDINAL.sub("", plain))


def with_digits(text: str) -> tuple[str, list[int]]:
    """The text with spoken numbers as digits, and for each of its characters the place where it came from.

    The list has one entry more than the text: the end of the original.
    """
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _LETTERS.finditer(text):
        digits = digits_of(match[0])
        if digits is None:
            continue
        pieces += [text[at : match.start()], digits]
        places += [*range(at, match.start()), *([match.start()] * len(digits))]
        at = match.end()
    pieces.append(text[at:])
    return "".join(pieces), [*places, *range(at, len(text) + 1)]
