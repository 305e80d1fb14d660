"""What a button carries on channels that allow only a few bytes: our message and the place of the button in it.

The meaning stays with us: nothing can be learned from a key or made up, and only what this conversation was offered
can be pressed.
"""

import base64
import binascii
from uuid import UUID

PREFIX = "k."


def button_key(message_id: UUID, place: int) -> str:
    """At most 29 bytes, of letters, digits and `-_.`."""
    return f"{PREFIX}{base64.urlsafe_b64encode(message_id.bytes).decode().rstrip('=')}.{place}"


def read_button_key(key: str) -> tuple[UUID, int] | None:
    """The message and the place; None for what is no key of ours."""
    if not key.startswith(PREFIX):
        return None
    encoded, _, place = key.removeprefix(PREFIX).partition(".")
    if len(encoded) != 22 or not (place.isascii() and place.isdigit()) or len(place) > 3:
        return None
    try:
        return UUID(bytes=base64.b64decode(encoded + "==", altchars=b"-_", validate=True)), int(place)
    except (binascii.Error, ValueError):
        return None
