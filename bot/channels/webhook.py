"""What every webhook does with a body: take it whole, keep the bytes, and read it without trusting it."""

import hashlib
import json
from typing import Any

from aiohttp import web

from bot.web.errors import too_large

#: Digits of a number that is still one to us; what is longer is kept as it is written.
LONGEST_NUMBER = 40


def parsed(raw: bytes) -> Any:
    """The JSON, or None when it is none.

    One odd number or byte in a batch must not cost the rest of it: such a number is read as text, such a byte as "?".
    """
    try:
        return json.loads(raw.decode("utf-8-sig", "replace"), parse_int=_number)
    except (ValueError, RecursionError):
        return None


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def text_digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:40]


async def read_raw(request: web.Request, most: int) -> bytes:
    """The body as it came, byte for byte. Refuses what is larger than `most`."""
    if (request.content_length or 0) > most:
        raise too_large()
    raw = bytearray()
    async for chunk in request.content.iter_chunked(256 * 1024):
        raw += chunk
        if len(raw) > most:
            raise too_large()
    return bytes(raw)
