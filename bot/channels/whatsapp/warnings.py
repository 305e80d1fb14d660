"""What WhatsApp tells of the account, the number and its templates, to warnings for an admin. Pure, and never raises.

Told of an account and not of a number: an app can hold several, so the subject says which one is meant.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.elements import Approval, Element, Noted, Warned
from bot.channels.notice_kinds import NoticeKind
from bot.channels.reading import mapping, mappings, moment, text_of, whole_number

Raw = Mapping[str, Any]

#: What WhatsApp decides about a template: whether it may be used from now on, or may not.
USABLE: Mapping[str, bool] = {
    **dict.fromkeys(("APPROVED", "REINSTATED", "UNPAUSED", "UNARCHIVED"), True),
    **dict.fromkeys(("PAUSED", "DISABLED", "REJECTED", "PENDING_DELETION", "DELETED", "ARCHIVED"), False),
}
#: It still goes out, and somebody must look.
TEMPLATE_AT_RISK = frozenset({"FLAGGED", "LIMIT_EXCEEDED", "LOCKED"})

#: Events of an account by which nothing goes wrong.
HARMLESS = frozenset(
    {
        *("VERIFIED_ACCOUNT", "PARTNER_ADDED", "PARTNER_APP_INSTALLED", "AD_ACCOUNT_LINKED", "MM_LITE_TERMS_SIGNED"),
        *("BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE"),
        *("VOLUME_BASED_PRICING_TIER_UPDATE", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE"),
    }
)
_BANS: Mapping[str, tuple[NoticeKind, bool]] = {
    "DISABLE": (NoticeKind.ACCOUNT_DISABLED, False),
    "SCHEDULE_FOR_DISABLE": (NoticeKind.ACCOUNT_SCHEDULED, False),
    "REINSTATE": (NoticeKind.ACCOUNT_DISABLED, True),
}
_ACCOUNT: Mapping[str, tuple[NoticeKind, bool]] = {
    **dict.fromkeys(("DISABLED_UPDATE", "ACCOUNT_DELETED"), (NoticeKind.ACCOUNT_DISABLED, False)),
    "ACCOUNT_VIOLATION": (NoticeKind.ACCOUNT_VIOLATION, False),
    "ACCOUNT_RESTRICTION": (NoticeKind.ACCOUNT_RESTRICTED, False),
    **dict.fromkeys(
        ("PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "ACCOUNT_OFFBOARDED"), (NoticeKind.ACCOUNT_DISCONNECTED, False)
    ),
    "ACCOUNT_RECONNECTED": (NoticeKind.ACCOUNT_DISCONNECTED, True),
}


def warnings(field: str, value: Raw, account: str, told_at: Any, now: datetime) -> list[Element]:
    """What one change of this field comes down to; `account` and `told_at` are the entry's `id` and `time`."""
    read = READERS.get(field)
    at = moment(told_at, now) if told_at is not None else now
    found = list(read(value, account)) if read is not None else []
    if not found:
        return [Noted(_key(field, [told_at, value]), value, field or "unknown", _word(value, "event"))]
    return [_warned(field, told, place, value, told_at, at) for place, told in enumerate(found)]


#: Kind, subject, facts, and whether it is the end of it.
Told = tuple[NoticeKind, str, Mapping[str, str], bool]


def _warned(field: str, told: Told, place: int, raw: Raw, told_at: Any, at: datetime) -> Warned:
    """The moment goes into the key: the same can be decided twice."""
    kind, subject, facts, over = told
    key = _key(f"{field}:{place}" if place else field, [told_at, raw])
    if kind is NoticeKind.TEMPLATE_STOPPED:
        event = _word(raw, "event")
        return Approval(key, raw, kind, subject, facts, over, at, name=subject, usable=USABLE[event], reason=event)
    return Warned(key, raw, kind, subject, facts, over, at)


def _account(value: Raw, account: str) -> Iterator[Told]:
    event, ban = _word(value, "event"), mapping(value.get("ban_info"))
    state = _word(ban, "waba_ban_state")
    kind, over = _BANS.get(state) or _ACCOUNT.get(event) or (NoticeKind.ACCOUNT_OTHER, False)
    if kind == NoticeKind.ACCOUNT_OTHER and (not event or event in HARMLESS):
        return
    restrictions = mappings(value.get("restriction_info"))
    ends = (_when(one.get("expiration")) for one in restrictions)
    facts = {
        "event": event,
        "date": _when(ban.get("waba_ban_date")),
        "violation": _word(mapping(value.get("violation_info")), "violation_type"),
        "restriction": ", ".join(filter(None, (_word(one, "restriction_type") for one in restrictions))),
        "until": next(filter(None, ends), ""),
        "number": _number(value),
    }
    yield kind, account, facts, over
    if state == "REINSTATE":
        yield NoticeKind.ACCOUNT_SCHEDULED, account, {}, True


def _business(value: Raw, account: str) -> Iterator[Told]:
    """Of the business behind the account: that somebody broke in, for one."""
    if event := _word(value, "event"):
        yield NoticeKind.ACCOUNT_OTHER, account, {"event": event}, False


def _alerts(value: Raw, account: str) -> Iterator[Told]:
    """The details stood in the value itself, and stand in `alert_info` since."""
    info = mapping(value.get("alert_info")) or value
    severity, state = _word(info, "alert_severity"), _word(info, "alert_status")
    kind = _word(info, "alert_type")
    subject = ":".join(filter(None, (_word(value, "entity_id") or account, kind)))
    if state in ("NONE", "RESOLVED", "INACTIVE"):
        yield NoticeKind.ACCOUNT_ALERT, subject, {}, True
    elif severity in ("CRITICAL", "WARNING"):
        yield NoticeKind.ACCOUNT_ALERT, subject, {"alert": kind, "severity": severity}, False


def _review(value: Raw, account: str) -> Iterator[Told]:
    decision = _word(value, "decision")
    if decision in ("REJECTED", "DEFERRED", "APPROVED"):
        yield NoticeKind.ACCOUNT_REVIEW, account, {"decision": decision}, decision == "APPROVED"


def _quality(value: Raw, account: str) -> Iterator[Told]:
    event, number = _word(value, "event"), _number(value)
    subject = number or account
    limits = {
        "number": number,
        "limit": _word(value, "current_limit") or _word(value, "max_daily_conversations_per_business"),
        "before": _word(value, "old_limit"),
    }
    if event in ("FLAGGED", "UNFLAGGED"):
        yield NoticeKind.QUALITY_LOW, subject, limits, event == "UNFLAGGED"
    if event in ("DOWNGRADE", "UPGRADE"):
        yield NoticeKind.LIMIT_LOWERED, subject, limits, event == "UPGRADE"


def _name(value: Raw, account: str) -> Iterator[Told]:
    decision, number = _word(value, "decision"), _number(value)
    facts = {
        "number": number,
        "name": _word(value, "requested_verified_name"),
        "reason": _reason(value.get("rejection_reason")),
    }
    if decision in ("DECLINED", "REJECTED", "APPROVED"):
        yield NoticeKind.NAME_REFUSED, number or account, facts, decision == "APPROVED"


def _security(value: Raw, account: str) -> Iterator[Told]:
    event, number = _word(value, "event"), _number(value)
    if event:
        yield NoticeKind.SECURITY, f"{number or account}:{event}", {"number": number, "event": event}, False


def _template_status(value: Raw, account: str) -> Iterator[Told]:
    name, event = _template(value), _word(value, "event")
    other = mapping(value.get("other_info"))
    facts = {
        "template": name,
        "event": event,
        "reason": _reason(value.get("reason")) or _reason(other.get("title")),
        "date": _when(mapping(value.get("disable_info")).get("disable_date")),
    }
    if name and event in USABLE:
        yield NoticeKind.TEMPLATE_STOPPED, name, facts, USABLE[event]
    if name and (event in TEMPLATE_AT_RISK or USABLE.get(event)):
        yield NoticeKind.TEMPLATE_FLAGGED, name, facts, event not in TEMPLATE_AT_RISK


def _template_quality(value: Raw, account: str) -> Iterator[Told]:
    name, score = _template(value), _word(value, "new_quality_score")
    if name and score in ("RED", "YELLOW", "GREEN"):
        facts = {"template": name, "score": score, "before": _word(value, "previous_quality_score")}
        yield NoticeKind.TEMPLATE_QUALITY, name, facts, score == "GREEN"


def _template_category(value: Raw, account: str) -> Iterator[Told]:
    """Changed, or about to be: then the right one is named, and sometimes from when."""
    name = _template(value)
    fresh = _word(value, "correct_category") or _word(value, "new_category")
    if name and fresh:
        facts = {
            "template": name,
            "category": fresh,
            "before": _word(value, "previous_category") or _word(value, "new_category"),
            "date": _when(value.get("category_update_timestamp")),
        }
        yield NoticeKind.TEMPLATE_CATEGORY, name, facts, fresh == "UTILITY"


def _template_words(value: Raw, account: str) -> Iterator[Told]:
    if name := _template(value):
        yield NoticeKind.TEMPLATE_CHANGED, name, {"template": name}, False


def _held_elsewhere(value: Raw, account: str) -> Iterator[Told]:
    number = _number(mapping(value.get("metadata"))) or _number(value)
    yield NoticeKind.OTHER_APP, number or account, {"number": number}, False


STATUS = "message_template_status_update"
READERS: Mapping[str, Callable[[Raw, str], Iterable[Told]]] = {
    "account_update": _account,
    "business_status_update": _business,
    "account_alerts": _alerts,
    "account_review_update": _review,
    "phone_number_quality_update": _quality,
    "phone_number_name_update": _name,
    "security": _security,
    STATUS: _template_status,
    "message_template_quality_update": _template_quality,
    "template_category_update": _template_category,
    "message_template_components_update": _template_words,
    **dict.fromkeys(("standby", "messaging_handovers"), _held_elsewhere),
}


def _word(raw: Raw, name: str) -> str:
    return text_of(raw.get(name)).strip()[:120]


def _template(value: Raw) -> str:
    return text_of(value.get("message_template_name")).strip()[:200]


def _number(value: Raw) -> str:
    digits = (text_of(value.get("display_phone_number")) or text_of(value.get("phone_number"))).strip()
    return digits[:40]


def _reason(value: Any) -> str:
    told = text_of(value).strip()[:120]
    return "" if told.upper() == "NONE" else told


def _when(value: Any) -> str:
    """A moment as it is told: seconds become a date, words stay what they are."""
    seconds = whole_number(value)
    if seconds is not None and 0 < seconds < 10**10:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return text_of(value).strip()[:60]


def _key(kind: str, raw: Any) -> str:
    dumped = json.dumps(raw, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
    return f"{kind}:{hashlib.sha256(dumped).hexdigest()[:40]}"
