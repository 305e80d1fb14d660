"""The document as a PDF that screen readers can read: tagged, and checked against PDF/UA-1 while it is made.

Blocking, and some ten milliseconds of work: call it through `asyncio.to_thread` from a request.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import typst

from bot.arrangements.writing.document import Document

TEMPLATE = Path(__file__).parent.parent / "templates" / "letter.typ"
#: The documents that read well need no fonts of this machine; the library brings its own.
_FONTS = typst.Fonts(include_system_fonts=False)


def as_pdf(document: Document, made_at: datetime) -> bytes:
    """The bytes of the file; the same for the same document and moment (aware)."""
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=_FONTS,
        sys_inputs={"letter": json.dumps(document.to_json(), ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf", pdf_standards="ua-1", timestamp=made_at.astimezone(UTC).replace(microsecond=0)
    )
    if not isinstance(made, bytes):
        raise TypeError("a letter is one file")
    return made
