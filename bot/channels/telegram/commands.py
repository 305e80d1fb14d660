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
#: What a link can carry behind /start.
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: Where a message can hold a file, and what we call that.
FILES = ("voice", "audio", "video", "video_note", "animation", "document", "live_photo")
SUBTYPES = {"video_note": "video", "animation": "video", "live_photo": "video"}
#: What somebody can send that we can do nothing with.
OTHERS = (
    "poll", "dice", "game", "story", "invoice", "paid_media", "checklist", "giveaway", "giveaway_winners",
)  # fmt: skip
#: What Telegram itself says in a chat: nobody asked anything.
SERVICE = (
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "pinned_message",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
    "migrate_to_chat_id", "migrate_from_chat_id", "successful_payment", "refunded_payment", "connected_website",
    "write_access_allowed", "proximity_alert_triggered", "boost_added", "chat_background_set", "forum_topic_created",
    "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden",
    "general_forum_topic_unhidden", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
    "video_chat_participants_invited", "web_app_data", "users_shared", "chat_shared", "passport_data",
    "giveaway_created", "giveaway_completed", "gift", "unique_gift", "gift_upgrade_sent", "paid_message_price_changed",
    "direct_message_price_changed", "checklist_tasks_done", "checklist_tasks_added", "poll_option_added",
    "poll_option_deleted", "suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined",
    "suggested_post_paid", "suggested_post_refunded", "managed_bot_created", "chat_owner_left", "chat_owner_changed",
)  # fmt: skip


#: By which we come into a group.
JOINED = ("new_chat_members", "group_chat_created", "supergroup_chat_created")


def asks_nothing(told: Mapping[str, Any]) -> bool:
    """Whether in a group Telegram itself says something, and it is not that we came in."""
    return any(told.get(name) for name in SERVICE if name not in JOINED)


def left_alone(told: Mapping[str, Any]) -> str | None:
    """Why nobody in this message wants an answer: another program wrote it, with which we would talk for ever, or
    Telegram itself; None where somebody may.
    """
    sender = told.get("from")
    if isinstance(sender, Mapping) and sender.get("is_bot") is True:
        return "bot"
    if told.get("text") or told.get("caption"):
        return None
    return "service" if any(told.get(name) for name in SERVICE) else None


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
    if code and (intent != "greet" or not _PAYLOAD.fullmatch(code)):
        # A word of theirs, and no link: it is read with all that is said.
        return None
    if intent == "greet" and (known := code_in(code)) is not None:
        # The code itself is worth something until it is used: it does not belong in the transcript.
        return {"kind": Kind.TEXT, "subtype": "link", "text": "/start", "link_code": known}
    return {"kind": Kind.BUTTON, "text": text.split()[0], "intent": intent}
