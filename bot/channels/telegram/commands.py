"""What the words of a Telegram message come down to: a command of ours, a code in a link, or just words."""

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.link_codes import HIDDEN, code_in
from bot.conversation.models import Kind

LONGEST = 4096
#: Our commands and what they ask.
COMMANDS: Mapping[str, str] = {"start": "greet", "help": "ask_capabilities", "medewerker": "request_human"}
_COMMAND = re.compile(r"/([A-Za-z_]{1,32})(?:@\w+)?(?:\s+(\S+))?\s*$")
#: Where a message can hold a file, and what we call that.
FILES = ("voice", "audio", "video", "video_note", "animation", "document")
SUBTYPES = {"video_note": "video", "animation": "video"}


def words(text: str) -> dict[str, Any]:
    if (code := code_in(text)) is not None:
        return {"kind": Kind.TEXT, "subtype": "link", "text": HIDDEN, "link_code": code}
    return _command(text) or {"kind": Kind.TEXT, "text": text}


def _command(text: str) -> dict[str, Any] | None:
    found = _COMMAND.fullmatch(text)
    intent = COMMANDS.get(found.group(1).lower()) if found else None
    if found is None or intent is None:
        return None
    code = found.group(2) or ""
    if intent == "greet" and (known := code_in(code)) is not None:
        # The code itself is worth something until it is used: it does not belong in the transcript.
        return {"kind": Kind.TEXT, "subtype": "link", "text": "/start", "link_code": known}
    return {"kind": Kind.BUTTON, "text": text.split()[0], "intent": intent}
