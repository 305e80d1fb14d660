"""Pure rules of putting one turn on a channel: which shape its choices take, and where a long text is cut."""

import enum
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.channels.contract import SHARE_PHONE, Button, Capabilities

ELLIPSIS = "…"
_JOINER = "\u200d"
_VARIATION = ("\ufe0e", "\ufe0f")
_FLAG = ("\U0001f1e6", "\U0001f1ff")
_SKIN = ("\U0001f3fb", "\U0001f3ff")
_TAG = ("\U000e0020", "\U000e007f")
#: A cut at a paragraph or sentence is only worth it when it fills at least this part of the room.
_WORTH = 1 / 3

Width = Callable[[str], int]


class Shape(enum.StrEnum):
    """How the choices under a text are shown."""

    PLAIN = "plain"
    BUTTONS = "buttons"
    LIST = "list"
    NUMBERED = "numbered"


@dataclass(frozen=True)
class Bubble:
    """One message as the channel takes it."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Row:
    """A choice in a list: what does not fit in the title is said in full in the description."""

    title: str
    description: str


def utf16_units(text: str) -> int:
    """Length as JavaScript and both providers count it: most emoji are two."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def width_on(can: Capabilities) -> Width:
    return utf16_units if can.utf16 else len


def shape_of(buttons: Sequence[Button], can: Capabilities) -> Shape:
    """Buttons where they fit whole, a list where there are more or longer ones, numbers where there is neither."""
    if not buttons:
        return Shape.PLAIN
    width = width_on(can)
    titles = [button.title for button in buttons]
    whole = all(width(title) <= can.button_title for title in titles) and len(set(titles)) == len(titles)
    if len(buttons) <= can.buttons and whole:
        return Shape.BUTTONS
    if len(buttons) <= can.list_rows:
        return Shape.LIST
    if len(buttons) <= can.buttons and not can.list_rows:
        return Shape.BUTTONS
    return Shape.NUMBERED


def bubbles(text: str, buttons: Sequence[Button], can: Capabilities) -> tuple[Bubble, ...]:
    """One turn as the fewest messages that hold it; the choices stand under the last one."""
    width = width_on(can)
    if not can.shares_phone:
        buttons = [button for button in buttons if button.payload != SHARE_PHONE]
    shape = shape_of(buttons, can)
    room = can.text_length
    if shape in (Shape.BUTTONS, Shape.LIST):
        room = can.choice_text_length or can.text_length
    elif shape is Shape.NUMBERED:
        room = max(room - width(numbered(buttons)) - 2, room // 4)
    if width(text) <= room:
        return (Bubble(text, tuple(buttons)),)
    pieces = split(text, room, width)
    if not buttons:
        return tuple(Bubble(piece) for piece in pieces)
    head = text[: text.rindex(pieces[-1])].strip()
    return (*(Bubble(piece) for piece in split(head, can.text_length, width)), Bubble(pieces[-1], tuple(buttons)))


def numbered(buttons: Sequence[Button]) -> str:
    """The choices as lines that can be answered with a number."""
    return "\n".join(f"{number}. {button.title}" for number, button in enumerate(buttons, 1))


def chosen_by_number(text: str, count: int) -> int | None:
    """Which of `count` numbered choices a reply means, counted from 0; None when it is no such reply."""
    said = text.strip().rstrip(".)").strip()
    if not said.isascii() or not said.isdigit() or len(said) > 3:
        return None
    number = int(said)
    return number - 1 if 1 <= number <= count else None


def row(title: str, can: Capabilities) -> Row:
    width = width_on(can)
    short = shortened(title, can.row_title, width)
    return Row(short, "" if short == title else shortened(title, can.row_description, width))


def shortened(text: str, limit: int, width: Width = len) -> str:
    """The text, or as many whole words of it as fit before an ellipsis."""
    if width(text) <= limit:
        return text
    start = _prefix(text, limit - 1, width)
    words = start.rpartition(" ")[0].rstrip(" ,;:.-") if " " in start else start
    return (words or start) + ELLIPSIS


def split(text: str, limit: int, width: Width = len) -> list[str]:
    """Cut at paragraphs, else sentences, else words; never inside an emoji or an accented letter.

    The pieces hold everything but the white space at the cuts, and none is longer than `limit`.
    """
    pieces = []
    rest = text.strip()
    while width(rest) > limit:
        piece = _first_piece(rest, limit, width)
        pieces.append(piece.rstrip())
        rest = rest[len(piece) :].lstrip()
    return [*pieces, rest] if rest or not pieces else pieces


def _first_piece(text: str, limit: int, width: Width) -> str:
    room = _prefix(text, limit, width)
    worth = len(room) * _WORTH
    for boundary in ("\n\n", "\n", ". ", "? ", "! "):
        at = room.rfind(boundary)
        if at > worth:
            return room[: at + len(boundary.rstrip(" \n")) or at]
    if text[len(room) : len(room) + 1].isspace():
        return room
    at = max(room.rfind(" "), room.rfind("\n"))
    return room[:at] if at > 0 else room


def _prefix(text: str, limit: int, width: Width) -> str:
    """The longest start that fits and ends between two characters as people see them; at least one code point."""
    end = used = 0
    for cluster in clusters(text):
        used += width(cluster)
        if used > limit:
            break
        end += len(cluster)
    # A single "character" longer than the whole room (stacked accents without end) is cut all the same.
    return text[:end] if end else text[: max(1, limit // 2)]


def clusters(text: str) -> Iterator[str]:
    """What people see as single characters: letter with accents, emoji with skin tone, family, flag."""
    start = 0
    flags = 0
    for at in range(1, len(text)):
        before, here = text[at - 1], text[at]
        flags = flags + 1 if _within(before, _FLAG) else 0
        if not _joins(before, here, flags):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _joins(before: str, here: str, flags: int) -> bool:
    if before == _JOINER and ord(here) > 0x2000:
        return True
    if here == _JOINER or here in _VARIATION or _within(here, _SKIN) or _within(here, _TAG):
        return True
    if unicodedata.category(here) in ("Mn", "Me", "Mc"):
        return True
    if before == "\r" and here == "\n":
        return True
    return _within(here, _FLAG) and flags % 2 == 1


def _within(character: str, span: tuple[str, str]) -> bool:
    return span[0] <= character <= span[1]
