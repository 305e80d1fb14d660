"""Sums as they are heard and as they are typed, in cents. Pure."""

#: More is a slip or a joke; it would not fit the column either.
MOST_CENTS = 10_000_000


def cents(amount: str) -> int | None:
    """A sum as it is heard: `120.5` → 12050; None for what can be no sum here."""
    whole, _, rest = amount.partition(".")
    if not whole.isdigit() or not (rest + "0").isdigit():
        return None
    value = int(whole) * 100 + int((rest + "00")[:2])
    return value if value <= MOST_CENTS else None


def typed_cents(words: str) -> int | None:
    """A sum as it is typed: `1.480,5` → 148050; None for what can be no sum here."""
    whole, _, rest = words.partition(",")
    return cents(f"{whole.replace('.', '')}.{rest or '0'}")
