"""What became of a message of ours, as WhatsApp tells it. Failed ones come without `contacts`: none are needed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.elements import Element, Noted, Reported
from bot.channels.reading import id_of, mapping, mappings, moment, text_of, whole_number
from bot.conversation.models import State

STATES: Mapping[str, State] = {
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.READ,
    "played": State.READ,
    "failed": State.FAILED,
}


def status(raw: Mapping[str, Any], now: datetime) -> Element:
    sent_id, name = id_of(raw.get("id")), text_of(raw.get("status"))
    reference = text_of(raw.get("biz_opaque_callback_data")) or None
    participant = text_of(raw.get("recipient_participant_id"))
    key = _key(sent_id or reference or "", name, participant)
    if not (sent_id or reference):
        return Noted(f"status::{name}:{text_of(raw.get('timestamp'))}", raw, "quarantine", "status zonder id")
    if name not in STATES:
        return Noted(key, raw, f"status_{name or 'unknown'}"[:60], "")
    errors = mappings(raw.get("errors"))
    error = next((one for one in errors if whole_number(one.get("code")) is not None), next(iter(errors), {}))
    detail = text_of(mapping(error.get("error_data")).get("details")) or text_of(error.get("title"))
    pricing = mapping(raw.get("pricing"))
    return Reported(
        key,
        raw,
        sent_id=sent_id,
        reference=reference,
        state=STATES[name],
        at=moment(raw.get("timestamp"), now),
        code=whole_number(error.get("code")),
        detail=detail,
        billable=text_of(pricing.get("type")) != "free_entry_point",
        failure_key=id_of(_key(sent_id, "failed", participant)) if sent_id else "",
    )


def _key(sent_id: str, name: str, participant: str) -> str:
    return f"status:{sent_id}:{name}:{participant}"
