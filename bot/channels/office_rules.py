"""Pure rules of letters and tables from an office program: what one is by its inside, and whether it could run.

Such a file is an archive. It is known by the list of its parts, never by its name; it is kept to be downloaded, and
nothing in it is ever shown, unpacked to a disk or followed. What could run something, or hides what is in it, is not
kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_STORED, ZipFile, ZipInfo

ARCHIVE = b"PK\x03\x04"
#: Documents of before 2007, and newer ones behind a password. Both can hold programs that nobody can see from outside.
OLD_DOCUMENT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH_TEXT = b"{\\rtf"

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
WORD, SHEET, SLIDES = (
    f"{_OPEN_XML}{kind}" for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
ODF_TEXT, ODF_SHEET, ODF_SLIDES = (f"{_ODF}{kind}" for kind in ("text", "spreadsheet", "presentation"))
#: How the main part of each calls itself. Templates are not here: those are made to be run.
_MAIN: Mapping[str, str] = {f"{kind}.main+xml": kind for kind in (WORD, SHEET, SLIDES)}

#: What runs or carries a program, in the name of a part or of its kind.
_RUNS = ("macro", "vba", "activex", "oleobject", "dialogsheet", "basic/", "scripts/", "/basic", "/scripts")
#: An outside address is followed only where somebody presses on it.
_PRESSED = "/hyperlink"
#: A place on the reader's own machine, such as the template that a letter was begun with; or one beside the file.
_OWN_DISK = re.compile(r"file:/{2,3}[a-z]:[\\/]", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|[\\/]{2})", re.IGNORECASE)

MOST_PARTS, LONGEST_LIST, LONGEST_PART = 3000, 1024 * 1024, 512 * 1024
#: All lists of relations together.
MOST_READ = 4 * 1024 * 1024
_END = b"PK\x05\x06"
_END_SIZE, _LONGEST_END = 22, 65_557


@dataclass(frozen=True)
class Element:
    name: str
    values: Mapping[str, str]

    def says(self, name: str) -> str:
        return self.values.get(name, "").strip()


@dataclass(frozen=True)
class Paper:
    """What an archive turned out to be. `kind`: its type, where it is one that we keep."""

    kind: str | None = None
    #: It is (or may be) a document, and could run something.
    runs: bool = False


NO_PAPER, RUNS = Paper(), Paper(runs=True)


def looked_at(content: bytes) -> Paper:
    """Never raises: what cannot be read is no paper."""
    if content.startswith((OLD_DOCUMENT, RICH_TEXT)):
        return RUNS
    if not content.startswith(ARCHIVE) or not _is_small(content):
        return NO_PAPER
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _inside(archive)
    except Exception:  # somebody bent it, and the libraries raise nearly anything over that
        return NO_PAPER


def _is_small(content: bytes) -> bool:
    """Whether its list of parts is one of a document; read by hand, for reading the whole of a bent one takes long."""
    at = content.rfind(_END, max(0, len(content) - _LONGEST_END))
    end = content[at : at + _END_SIZE] if at >= 0 else b""
    if len(end) < _END_SIZE:
        return False
    parts, size = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    return 0 < parts <= MOST_PARTS and size <= LONGEST_LIST


def _inside(archive: ZipFile) -> Paper:
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        return NO_PAPER
    if "[content_types].xml" in names:
        return _open_xml(archive, parts)
    if parts[0].filename == "mimetype" and parts[0].compress_type == ZIP_STORED:
        return _odf(archive, parts)
    return NO_PAPER


# ── Word, Excel and PowerPoint ────────────────────────────────────────────────────────────────────


def _open_xml(archive: ZipFile, parts: list[ZipInfo]) -> Paper:
    reader = _Reader(archive)
    listed = reader.xml("[Content_Types].xml")
    kinds = [element.says("ContentType").lower() for element in listed]
    main = [_MAIN[kind] for kind in kinds if kind in _MAIN]
    if _could_run([*kinds, *(part.filename for part in parts)]) or any(_is_object(part) for part in parts):
        return RUNS
    if len(main) != 1:
        return NO_PAPER
    relations = (part.filename for part in parts if part.filename.lower().endswith(".rels"))
    if any(_reaches_out(reader.xml(name)) for name in relations):
        return RUNS
    return Paper(main[0])


def _is_object(part: ZipInfo) -> bool:
    """Something of another program inside it; a chart brings its table along, and that one is known."""
    name = part.filename.lower()
    return "/embeddings/" in name and not name.endswith((".xlsx", "/"))


def _reaches_out(relations: Sequence[Element]) -> bool:
    """Whether opening it alone fetches something from elsewhere: a template with a program in it, for one."""
    outside = (one for one in relations if one.says("TargetMode").lower() == "external")
    return any(not one.says("Type").lower().endswith(_PRESSED) and _is_elsewhere(one.says("Target")) for one in outside)


def _is_elsewhere(target: str) -> bool:
    return _ELSEWHERE.match(target) is not None and _OWN_DISK.match(target) is None


# ── LibreOffice ───────────────────────────────────────────────────────────────────────────────────


def _odf(archive: ZipFile, parts: list[ZipInfo]) -> Paper:
    reader = _Reader(archive)
    told = reader.part("mimetype").decode("ascii", "replace").strip()
    if told not in (ODF_TEXT, ODF_SHEET, ODF_SLIDES):
        return NO_PAPER
    listed = reader.xml("META-INF/manifest.xml")
    words = [value for one in listed for value in one.values.values()]
    # Behind a password nobody can see what is in it.
    hidden = any(one.name.endswith("encryption-data") for one in listed)
    if hidden or _could_run([*words, *(part.filename for part in parts)]):
        return RUNS
    return Paper(told)


def _could_run(words: list[str]) -> bool:
    return any(sign in word.lower() for word in words for sign in _RUNS)


class _Reader:
    """Reads parts, and no more of them than a document needs."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._parts = {part.filename.lower(): part for part in archive.infolist()}
        self._left = MOST_READ

    def part(self, name: str) -> bytes:
        with self._archive.open(self._parts[name.lower()]) as opened:
            content = opened.read(LONGEST_PART + 1)
        self._left -= len(content)
        if len(content) > LONGEST_PART or self._left < 0:
            raise ValueError("too much to read")
        return content

    def xml(self, name: str) -> list[Element]:
        """What stands in its elements. Without entities of its own, by which a few lines become gigabytes."""
        found: list[Element] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, values: found.append(Element(name, values))
        parser.EntityDeclHandler = _refused
        parser.Parse(self.part(name), True)
        return found


def _refused(*declared: object) -> None:
    raise ValueError("entities of its own")
