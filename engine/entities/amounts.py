"""Amounts of money: with a sign or a word for money, in slang, or a bare number where the sentence is about paying."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Iterator, Optional

from engine.entities.canonical import Canonical
from engine.entities.found import Found
from engine.entities.money_words import AFTER, BEFORE, CLAUSE_ABOUT_MONEY, GOES_ON, SLANG, SLANG_WORDS

RANK_SURE = 12
RANK_LIKELY = 6
LARGEST = Decimal(1_000_000)

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?: \d{3})+(?:,\d{1,2})?(?= ?(?:euro|€|,-))|\d+(?:[.,]\d{1,2})?)"
_TAIL = r"(?: ?,(?:-{1,2}|=|–|\.-)| ?\.-| ?,--)?"
_START = r"(?<![\w.,/€+-])(?<!\+ )"

_SIGN_FIRST = re.compile(
    rf"(?:€|(?<!\w)euro|(?<!\w)eu)(?: ?:)? ?-?(?P<n>\d{{1,3}}(?: \d{{3}})+(?:,\d{{2}})|{NUMBER})(?![\d])(?P<k> ?k(?!\w))?{_TAIL}(?! ?(?:euro)(?! en))(?P<unit>)"
)
_SIGN_LAST = re.compile(
    rf"(?<![\w.,/-])(?P<n>{NUMBER})(?P<k> ?k)?{_TAIL}(?:-| )?(?:€|euro(?!\w)|piek(?:en)?(?!\w)|ballen(?!\w)|pop(?!\w)|e(?=$|[ .,!?)])(?<=\d\de)|(?<=\d )e(?= per )|eurs(?!\w)|eu(?!\w)|florijnen(?!\w)|doekoe(?!\w)|flappen(?!\w))"
    r"(?:(?: en| ,|,)? ?(?P<cents>\d{1,2}) ?cent(?!\w)|(?: en)? (?P<cents2>\d{2})(?=$|[.,!?;]| (?:per|over|te|en|maar|want|dus|dat|die|is|was|heb|hebben|op|voor|aan|moet|kan|betaal\w*|overgemaakt|gestort|van|in)(?!\w)))?"
)
_ADDED_CENTS = re.compile(r"(?<![\w.,/-])(?P<n>\d+) komma (?P<cents>\d{1,2})(?: (?P<unit>euro))?(?!\w)")
_CENTS = re.compile(r"(?<![\w.,])(?P<n>\d{1,2}) ?cent(?!\w)")
_DASHED = re.compile(rf"{_START}(?P<n>{NUMBER}) ?(?:,-{{1,2}}|,=|\.-|=-)(?!\d)")
_THOUSANDS = re.compile(
    rf"{_START}(?P<n>\d{{1,3}}(?:[.,]\d)?|een|half|halve|anderhal[fv]e?) ?(?P<k>k|mille|duuzend)(?![\w])(?! ?(?:tv|scherm|gram))"
)
_DECIMALS = re.compile(
    r"(?<![\w.,/€:-])(?<!€ )(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{2})?|\d+,\d{2}|\d{3,}[.,]\d{1,2}|\d+\.\d{2})(?![\w%]|[.,:/-]?\d| ?(?:%|procent|uur|u\b|km|kg|m2|graden|kilo|liter))"
)
_BARE = re.compile(
    r"(?<![\w.,/€:#])(?<!\w-)(?<!€ )(?P<n>\d{1,5}(?:[.,]\d{1,2})?)(?![\w%]|[.:]\d|,\d|/\d|-\d|-[a-z]| ?(?:%|procent)| komma \d)"
)
_SLANG = re.compile(
    rf"(?<![\w.,])(?:(?P<n>\d{{1,3}}(?:[.,]\d)?|een|n|'n|half|halve|anderhal[fv]e?|rooie|die|dat|de|per|losse) )?(?P<word>{SLANG_WORDS})(?!\w)"
)
_PAIR = re.compile(
    rf"(?<![\w.,/€-])(?:€ ?)?(?P<n>{NUMBER}) ?(?:euro )?(?:-|a|en|of|tot|/|misschien|naar|plus|,|hooguit|max|maximaal|maar|niet|tegen|en niet|ipv|i\.p\.v\.|in plaats van|maar niet|en geen|geen|wordt|werd) ?(?:de )?(?:€ ?)?$"
)
_PAIR_AFTER = re.compile(
    r" ?(?:-|a|en|of|tot|/|misschien|naar|maar|niet|en niet|maar niet) ?(?:de )?(?:€ ?)?(?P<n>\d{2,5}(?:[.,]\d{2})?)(?![\w%/]|[.,:-]\d)(?= ?(?:$|[.,!?;)]|per|euro|ofzo|dus|als|want|maar|in))"
)
_HOURS = re.compile(r"(?<!\w)(?:tussen|van|om|na|voor|tot|en|rond|tegen)(?: de)? (?:\d{1,2} en )?$")
_YEAR_BEFORE = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|in|sinds|jaar|vanaf|uit|anno|eind|begin|half|zomer|winter|voorjaar|najaar|van|tot) ?'?$"
)
#: "90 gaat niet", "70 lukt wel": the number is what is being talked about.
_SUBJECT_OF = re.compile(r" (?:gaat|lukt|lkt|is te|is teveel|kan (?:niet|nt|wel|ik|nie)|haal|red)(?!\w)")
_MONEY_BEFORE = re.compile(
    r"(?<!\w)(?:bedrag|huur|loon|salaris|schuld|achterstand|inkomen|uitkering|pensioen|betaal\w*|overgemaakt|overmaken|verdien\w*|krijg|kreeg|kost|kostte|ontvang|totaal|netto|bruto|staat|euro|minus|plus|mis|mijn|die|de|er|nog|maar) (?:is |was |van |nog |nu |dus |maar |al |ik |er |je |:|die |de |het |wel )*$"
)
_A_FEW = re.compile(r"(?<!\w)(?:paar|enkele|aantal|meerdere) $")
_SMALLEST_BARE = 5


def decimal(written: str) -> Decimal:
    """`1.304,80`, `1304,8`, `650.00`, `1.304`, `1,304.80`, `1 304,80` as Dutch people mean them."""
    plain = written.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", "."))


def amounts(text: Canonical) -> Iterator[Found]:
    """Sure ones first; a bare number only where `likely` says so."""
    yield from _slang(text)
    if not text.has_digits:
        for match in _THOUSANDS.finditer(text.text):
            yield from _found(text, match, _value(match) or Decimal(0), RANK_SURE)
        return
    yield from _sure(text)
    yield from _likely(text)


def _sure(text: Canonical) -> Iterator[Found]:
    for pattern in (_SIGN_FIRST, _SIGN_LAST, _ADDED_CENTS, _DASHED, _THOUSANDS, _CENTS):
        for match in pattern.finditer(text.text):
            value = _value(match)
            if pattern is _CENTS:
                value = Decimal(match["n"]) / 100
            elif pattern is _SIGN_LAST:
                if match[0].endswith("e") and match[0][-2].isdigit() and Decimal(31) >= decimal(match["n"]):
                    continue  # "de 25e" is a day, "650e" is money
                yield from _lower_bound(text, match)
            if value is not None:
                yield from _found(text, match, value, RANK_SURE)
    for match in _DECIMALS.finditer(text.text):
        timed = re.fullmatch(r"\d{1,2}[.,]\d{1,2}", match["n"])
        if not (timed and re.search(r"(?<!\w)(?:om|tot|tussen|versie) $", text.text[: match.start()][-9:])):
            yield from _found(text, match, decimal(match["n"]), RANK_LIKELY + 1)


def _value(match: "re.Match[str]") -> Optional[Decimal]:
    groups = match.groupdict()
    words = {"een": "1", "half": "0.5", "halve": "0.5", "anderhalf": "1.5", "anderhalve": "1.5"}
    written = match["n"]
    value = Decimal(words[written]) if written in words else decimal(written)
    if (groups.get("k") or "").strip():
        value *= 1000
    cents = groups.get("cents") or groups.get("cents2")
    if cents:
        if value != int(value):
            return value
        value += Decimal(cents) / 100 if len(cents) == 2 or "cent" in match[0] else Decimal(cents) / 10
    return value


def _lower_bound(text: Canonical, match: "re.Match[str]") -> Iterator[Found]:
    """ "tussen de 50 en 60 euro", "50 a 60 euro": the first number is an amount as well."""
    pair = _PAIR.search(text.text, 0, match.start())
    if pair and not re.search(r"(?<!\w)(?:week|dag|maand|keer|x) (?:of )?$", text.text[: pair.start()]):
        if re.search(r"\d ?,$", pair[0]) or re.match(r"(?:19|20)\d\d ", pair[0]):
            return
        start, end = text.span(pair.start("n"), pair.end("n"))
        value = decimal(pair["n"])
        if value >= _SMALLEST_BARE:
            yield Found("amount", f"{value:.2f}", start, end, RANK_LIKELY)


def _slang(text: Canonical) -> Iterator[Found]:
    for match in _SLANG.finditer(text.text):
        worth, shy = SLANG[match["word"]]
        count = match["n"]
        if shy and (count is None or count in ("een", "n", "'n", "die", "dat", "de", "per", "losse")):
            # "mijn rug", "een snip": body, bird; money only where the clause says so
            short = len(text.text.split()) <= 3
            if count not in ("een", "n", "'n") or not (short or CLAUSE_ABOUT_MONEY.search(text.text)):
                continue
        if count is None and match["word"].endswith(("s", "ken", "gen", "en")) and not shy:
            if re.search(r"(?<!\w)(?:paar|enkele|wat|geen|veel|aantal|laatste) $", text.text[: match.start()]):
                continue
        words = {"half": "0.5", "halve": "0.5", "anderhalf": "1.5", "anderhalve": "1.5"}
        number = (
            Decimal(words[count]) if count in words else decimal(count) if count and count[0].isdigit() else Decimal(1)
        )
        if count is None and re.search(
            r"(?<!\w)(?:paar|enkele|geen|hoeveel|veel|aantal) $", text.text[: match.start()]
        ):
            continue
        yield from _found(text, match, number * worth, RANK_SURE)


def _likely(text: Canonical) -> Iterator[Found]:
    """Bare numbers. Short messages answer a question; in longer ones the words next to the number decide."""
    count = len(text.text.split())
    about_money = bool(CLAUSE_ABOUT_MONEY.search(text.text))
    for match in _BARE.finditer(text.text):
        before, after = text.text[max(0, match.start() - 40) : match.start()], text.text[match.end() : match.end() + 40]
        value = decimal(match["n"])
        goes_on = GOES_ON.match(after) or AFTER.match(after) or count <= 3
        if re.match(r"0\d", match["n"]) or _A_FEW.search(before) and value in (100, 1000):
            continue
        if (
            not goes_on
            or _is_year(value, before, after)
            or value <= 24
            and _HOURS.search(before)
            and not AFTER.match(after)
        ):
            continue
        if value < 20 and before.rstrip().endswith((",", "maal")) and not AFTER.match(after):
            continue
        subject = about_money and value > 31 and _SUBJECT_OF.match(after)
        if subject or AFTER.match(after) or BEFORE.search(before) and value >= _SMALLEST_BARE:
            sure = value >= _SMALLEST_BARE or bool(re.match(r" ?per ", after))
        else:
            sure = value >= 100 or value > 31 and (count <= 4 or about_money)
        if sure:
            yield from _found(text, match, value, RANK_LIKELY)
            yield from _other_of_pair(text, match)


def _other_of_pair(text: Canonical, match: "re.Match[str]") -> Iterator[Found]:
    """ "50 en 60", "niet 1000 maar 100": what stands beside an amount in this way is one too."""
    before, after = _PAIR.search(text.text, 0, match.start()), _PAIR_AFTER.match(text.text, match.end())
    for pair in (before, after):
        if pair is None:
            continue
        value = decimal(pair["n"])
        if value >= _SMALLEST_BARE and not _is_year(
            value, text.text[: pair.start("n")][-20:], text.text[pair.end("n") :][:5]
        ):
            start, end = text.span(pair.start("n"), pair.end("n"))
            yield Found("amount", f"{value:.2f}", start, end, RANK_LIKELY - 1)


def _is_year(value: Decimal, before: str, after: str) -> bool:
    if value != int(value) or not 1900 <= value <= 2099:
        return False
    if value < 2040 and not (_MONEY_BEFORE.search(before) or AFTER.match(after)):
        return True
    return (
        bool(_YEAR_BEFORE.search(before)) or not before.strip() and not after.strip() and value < 2030 and value > 1920
    )


def _found(text: Canonical, match: "re.Match[str]", value: Decimal, rank: int) -> Iterator[Found]:
    if 0 <= value < LARGEST:
        start, end = text.span(match.start(), match.end())
        yield Found("amount", f"{value:.2f}", start, end, rank)
