"""Pure rules of files: what their bytes say they are, and whether we take them."""

import base64
import enum
import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.channels.office_rules import ODF_SHEET, ODF_SLIDES, ODF_TEXT, SHEET, SLIDES, WORD, looked_at

MEGABYTE = 1024 * 1024


class Showing(enum.StrEnum):
    """How the desk offers a file."""

    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    DOWNLOAD = "download"


class FileGone(Exception):
    """The provider does not have this file (any more)."""


class FileTooLarge(Exception):
    """More bytes than we take."""


#: Everything we take, with its largest size. What is not here is refused: no markup, no scripts, no other archives.
LIMITS: Mapping[str, int] = {
    "image/jpeg": 10 * MEGABYTE,
    "image/png": 10 * MEGABYTE,
    "image/gif": 10 * MEGABYTE,
    "image/webp": 10 * MEGABYTE,
    "image/heic": 10 * MEGABYTE,
    "audio/aac": 16 * MEGABYTE,
    "audio/ogg": 16 * MEGABYTE,
    "audio/mpeg": 16 * MEGABYTE,
    "audio/mp4": 16 * MEGABYTE,
    "audio/amr": 16 * MEGABYTE,
    "audio/wav": 16 * MEGABYTE,
    "video/mp4": 16 * MEGABYTE,
    "video/3gpp": 16 * MEGABYTE,
    "video/webm": 16 * MEGABYTE,
    "application/pdf": 16 * MEGABYTE,
    **dict.fromkeys((WORD, SHEET, SLIDES, ODF_TEXT, ODF_SHEET, ODF_SLIDES), 16 * MEGABYTE),
}
LARGEST = max(LIMITS.values())

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    # MPEG 1, 2 and 2.5, layer III, with a checksum and without one.
    *((bytes((0xFF, second)), "audio/mpeg") for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
    # The same for AAC, of MPEG 4 and of MPEG 2; and AAC with a head of its own.
    *((bytes((0xFF, second)), "audio/aac") for second in (0xF1, 0xF0, 0xF9, 0xF8)),
    (b"ADIF", "audio/aac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"%PDF-", "application/pdf"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"M4P ": "audio/mp4",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"mif1": "image/heic",
}


def type_of(content: bytes) -> str | None:
    """What the first bytes say, or the list of parts of a letter; None for what we do not know or do not take."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        return _BRANDS.get(brand) or ("video/3gpp" if brand[:2] == b"3g" else "video/mp4")
    return looked_at(content).kind


#: After each time that a file could not be fetched: soon where somebody tripped, and for hours where something is down.
#: Seven and a half in all: WhatsApp keeps a file for days, and its sender may still be told within the window.
PAUSES: Sequence[timedelta] = tuple(
    timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600, 7200, 14_400)
)
#: What arrived whole and is not what was announced will not become it by waiting.
MOST_WRONG = 3


def pause_after(attempts: int, *, wrong: bool = False) -> timedelta | None:
    """How long to wait after so many attempts, counted from 1; None: it is given up."""
    if attempts > len(PAUSES) or (wrong and attempts >= MOST_WRONG):
        return None
    return PAUSES[max(1, attempts) - 1]


#: Why a file is not here, in Dutch for the desk.
GONE = "het bestand is niet meer op te halen"
EMPTY = "het bestand was leeg"
NOT_TAKEN = "dit soort bestand nemen we niet aan"
COULD_RUN = "dit document is oud, op slot of kan een programma starten; we nemen het niet aan"
TOO_LARGE = "het bestand is te groot"
_VOICES = ("voice", "audio")


def line_about(problem: str, subtype: str) -> str:
    """The line that asks its sender for it again, or for something else that we can keep."""
    line = {NOT_TAKEN: "file_not_taken", COULD_RUN: "document_not_taken", TOO_LARGE: "file_too_large"}.get(problem)
    return line or ("voice_lost" if subtype in _VOICES else "file_lost")


def problem_with(content: bytes) -> str | None:
    """Why we do not keep a file, in Dutch for the desk; None when we do."""
    if not content:
        return EMPTY
    kind = type_of(content)
    if kind is None:
        return COULD_RUN if looked_at(content).runs else NOT_TAKEN
    return TOO_LARGE if len(content) > LIMITS[kind] else None


def matches_hash(content: bytes, declared: str) -> bool:
    """Whether the bytes are the ones announced; providers write the hash in hexadecimal or in base64."""
    if not declared:
        return True
    digest = hashlib.sha256(content)
    return declared.lower() == digest.hexdigest() or declared == base64.b64encode(digest.digest()).decode()


def showing(kind: str) -> Showing:
    if kind == "image/heic":
        return Showing.DOWNLOAD
    return {"image": Showing.PICTURE, "audio": Showing.SOUND, "video": Showing.FILM}.get(
        kind.partition("/")[0], Showing.DOWNLOAD
    )


EXTENSIONS: Mapping[str, str] = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic",
    "audio/aac": "aac",
    "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/amr": "amr", "audio/wav": "wav",
    "video/mp4": "mp4", "video/3gpp": "3gp", "video/webm": "webm", "application/pdf": "pdf",
    WORD: "docx", SHEET: "xlsx", SLIDES: "pptx", ODF_TEXT: "odt", ODF_SHEET: "ods", ODF_SLIDES: "odp",
}  # fmt: skip
