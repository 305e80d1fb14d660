"""Webhooks as both providers send them today, each whole, with what it must come down to. Of our own making."""

# One shape after another reads best without breaks.
# ruff: noqa: E501

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.channels import NUMBER

AT = 1795438800
SAM = "31687001122"
SAM_ID = "NL.40815162342108"
META = {"display_phone_number": "31880123456", "phone_number_id": NUMBER}
SAM_CARD = {"profile": {"name": "Sam"}, "wa_id": SAM, "user_id": SAM_ID}


@dataclass(frozen=True)
class Sample:
    name: str
    body: dict[str, Any]
    #: What the elements come down to: kind of element, and for what somebody said its kind and words.
    comes_to: tuple[str, ...]


def _whatsapp(name: str, field: str, value: Mapping[str, Any], *comes_to: str) -> Sample:
    change = {"field": field, "value": dict(value)}
    entry = {"id": "102290129340398", "time": AT, "changes": [change]}
    return Sample(name, {"object": "whatsapp_business_account", "entry": [entry]}, comes_to)


def _said(name: str, message: dict[str, Any], *comes_to: str, contacts: Any = (SAM_CARD,)) -> Sample:
    whole = {"from": SAM, "from_user_id": SAM_ID, "id": f"wamid.{name}", "timestamp": str(AT)} | message
    value = {"messaging_product": "whatsapp", "metadata": META, "contacts": list(contacts), "messages": [whole]}
    return _whatsapp(name, "messages", value, *comes_to)


def _status(name: str, status: dict[str, Any], *comes_to: str) -> Sample:
    whole = {"id": f"wamid.uit.{name}", "timestamp": str(AT), "recipient_id": SAM} | status
    return _whatsapp(
        name, "messages", {"messaging_product": "whatsapp", "metadata": META, "statuses": [whole]}, *comes_to
    )


def whatsapp_said() -> list[Sample]:
    media = {"id": "1479537139650973", "sha256": "Zk4ehjU2C5Rp9RQEuEJ6kQ8oFqXwq1R7mF8hXc8Q2jI="}
    vcard = {
        "name": {"formatted_name": "Wijkteam Noord", "first_name": "Wijkteam", "last_name": "Noord"},
        "org": {"company": "Gemeente", "department": "Sociaal", "title": "Loket"},
        "emails": [{"email": "loket@example.nl", "type": "WORK"}],
        "urls": [{"url": "https://example.nl", "type": "WORK"}],
        "addresses": [{"street": "Plein 1", "city": "Utrecht", "country_code": "nl", "type": "WORK"}],
        "phones": [{"phone": "+31 30 123 4567", "type": "WORK"}],
        "birthday": "1970-01-01",
    }
    items = [{"product_retailer_id": "sku-1", "quantity": 2, "item_price": 10, "currency": "EUR"}]
    flow = {"name": "flow", "body": "Sent", "response_json": '{"flow_token":"t-1","screen_0_choice":"b"}'}
    reply = {"context": {"from": "31880123456", "id": "wamid.uit.1"}}
    advert = {
        "source_url": "https://fb.me/3cr4Wqqkv",
        "source_id": "120226305854810726",
        "source_type": "ad",
        "headline": "Hulp bij huur",
        "body": "Stel je vraag",
        "media_type": "video",
        "video_url": "https://scontent.example/v.mp4",
        "thumbnail_url": "https://scontent.example/t.jpg",
        "ctwa_clid": "Aff-n8ZTODiE79d22KtAwQKj9e",
        "welcome_message": {"text": "Waarmee kunnen we helpen?"},
    }
    words = {"type": "text", "text": {"body": "ik heb een brief gekregen"}}
    return [
        _said("words", words, "said text ik heb een brief gekregen"),
        _said("advert", words | {"referral": advert}, "said text ik heb een brief gekregen"),
        _said("quoted", words | reply, "said text ik heb een brief gekregen"),
        _said("chain", words | {"context": {"forwarded": True, "frequently_forwarded": True}}, "said text ik heb een brief gekregen"),
        _said("no_card", words, "said text ik heb een brief gekregen", contacts=()),
        _said("only_id", {"from": None, **words}, "said text ik heb een brief gekregen"),
        _said("username", words, "said text ik heb een brief gekregen", contacts=({"profile": {"name": "Sam", "username": "sam.v"}, "user_id": SAM_ID},)),
        _said("parent_id", words | {"from_parent_user_id": "NL.ENT.5512"}, "said text ik heb een brief gekregen", contacts=(SAM_CARD | {"parent_user_id": "NL.ENT.5512"},)),
        _said("hashed", words, "said text ik heb een brief gekregen", contacts=(SAM_CARD | {"identity_key_hash": "DF2lS5v2W6x="},)),
        _said("photo", {"type": "image", "image": media | {"mime_type": "image/jpeg", "caption": "dit kreeg ik"}}, "said text dit kreeg ik"),
        _said("voice", {"type": "audio", "audio": media | {"mime_type": "audio/ogg; codecs=opus", "voice": True, "url": "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1"}}, "said media voice"),
        _said("music", {"type": "audio", "audio": media | {"mime_type": "audio/mpeg", "voice": False}}, "said media audio"),
        _said("paper", {"type": "document", "document": media | {"mime_type": "application/pdf", "filename": "Aanmaning 3 nov.pdf"}}, "said media document"),
        _said("moving_sticker", {"type": "sticker", "sticker": media | {"mime_type": "image/webp", "animated": True}}, "said media sticker"),
        _said("place", {"type": "location", "location": {"address": "Dorpsstraat 1, Utrecht", "latitude": 52.0907, "longitude": 5.1214, "name": "Thuis", "url": "https://foursquare.com/v/1"}}, "said media Thuis, Dorpsstraat 1, Utrecht"),
        _said("asked_place", {"type": "location", "location": {"latitude": 52.1, "longitude": 5.1}} | reply, "said media 52.10000, 5.10000"),
        _said("card", {"type": "contacts", "contacts": [vcard]}, "said media contact"),
        _said("card_of_request", {"type": "contacts", "contacts": [{"origin": "contact_request", "phones": [{"phone": "+31687001122", "wa_id": SAM}]}]}, "said media contact own"),
        _said("template_tap", {"type": "button", "button": {"payload": "toon", "text": "Toon het antwoord"}} | reply, "said button Toon het antwoord"),
        _said("row", {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "r-9", "title": "Uitstel", "description": "een paar weken later"}}} | reply, "said button Uitstel"),
        _said("form", {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": flow}} | reply, "said unknown Sent"),
        _said("calls_allowed", {"type": "interactive", "interactive": {"type": "call_permission_reply", "call_permission_reply": {"response": "reject", "response_source": "user_action", "is_permanent": False}}}, "said unknown call_permission_reply"),
        _said("basket", {"type": "order", "order": {"catalog_id": "194836987003835", "product_items": items, "text": ""}}, "said unknown order"),
        _said("thumb", {"type": "reaction", "reaction": {"message_id": "wamid.uit.1", "emoji": "\U0001f44d\U0001f3fd"}}, "reaction"),
        _said("thumb_gone", {"type": "reaction", "reaction": {"message_id": "wamid.uit.1"}}, "reaction"),
        _said("poll", {"type": "unsupported", "unsupported": {"type": "poll_creation"}, "errors": [{"code": 131051, "title": "Message type unknown", "message": "Message type unknown", "error_data": {"details": "Message type is currently not supported."}}]}, "said unknown unsupported"),
        _said("round_film", {"type": "unsupported", "unsupported": {"type": "video_note"}, "errors": [{"code": 131060, "title": "This message is unavailable."}]}, "said unknown unsupported", contacts=()),
        _said("pinned", {"type": "unsupported", "unsupported": {"type": "pin_message"}}, "said unknown unsupported"),
        _said("invitation", {"type": "unsupported", "unsupported": {"type": "group_invite"}}, "said unknown unsupported"),
        _said("trouble", {"type": "errors", "errors": [{"code": 131052, "title": "Media download error"}]}, "said unknown errors"),
        _said("placeholder", {"type": "media_placeholder"}, "said unknown media_placeholder"),
        _said("album", {"type": "album", "album": {"expected_image_count": 3}}, "said unknown album"),
        _said("better_words", {"type": "edit", "edit": {"original_message_id": "wamid.words", "message": {"type": "text", "context": {"id": "wamid.x"}, "text": {"body": "ik heb twee brieven gekregen"}}}}, "edited ik heb twee brieven gekregen"),
        _said("better_caption", {"type": "edit", "edit": {"original_message_id": "wamid.photo", "message": {"type": "image", "image": media | {"caption": "van de deurwaarder"}}}}, "edited van de deurwaarder"),
        _said("taken_back", {"type": "revoke", "revoke": {"original_message_id": "wamid.words"}}, "withdrawn"),
        _said("in_group", words | {"group_id": "HBgLMTYzMTU1NTEyMzQ"}, "group"),
        _said("new_number", {"type": "system", "system": {"body": "Sam changed from 31687001122 to 31687009999", "type": "user_changed_number", "wa_id": "31687009999", "user_id": "NL.4081999"}}, "renamed", contacts=()),
        _said("new_id", {"type": "system", "system": {"type": "user_changed_user_id", "user_id": "NL.4081777", "previous_user_id": SAM_ID, "body": "User Sam changed"}}, "renamed", contacts=()),
        _said("kind_of_2027", {"type": "ptv", "ptv": media | {"mime_type": "video/mp4"}}, "said media video"),
        _said("kind_of_2028", {"type": "scan", "scan": media | {"mime_type": "application/pdf", "caption": "de brief"}}, "said text de brief"),
        _said("place_as_text", {"type": "location", "location": {"latitude": "52.0907", "longitude": "5.1214"}}, "said media 52.09070, 5.12140"),
        _said("place_nowhere", {"type": "location", "location": {"latitude": "9e99", "longitude": True}}, "said media location"),
        _said("vanishing", {"type": "ephemeral"}, "said unknown ephemeral"),
        _said("once", {"type": "unsupported", "unsupported": {"type": "view_once"}, "errors": [{"code": 131051, "details": "Message type is not currently supported"}]}, "said unknown unsupported", contacts=()),
        _said("address_form", {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"name": "address_message", "body": "Dorpsstraat 1\nUtrecht", "response_json": "[1]"}}}, "said unknown Dorpsstraat 1\nUtrecht"),
        _said("product", words | {"context": {"from": "31880123456", "id": "wamid.uit.2", "referred_product": {"catalog_id": "1", "product_retailer_id": "2"}}}, "said text ik heb een brief gekregen"),
        _said("card_of_many", {"type": "contacts", "contacts": [vcard, vcard | {"origin": "other"}]}, "said media contact"),
        _said("pays", {"type": "interactive", "interactive": {"type": "payment_method", "payment_method": {"payment_method": "upi"}}}, "said unknown payment_method"),
        _said("edited_to_place", {"type": "edit", "edit": {"original_message_id": "wamid.words", "message": {"type": "location", "location": {"latitude": 1, "longitude": 2}}}}, "edited "),
        _said("older_new_number", {"type": "system", "system": {"type": "customer_changed_number", "customer": SAM, "new_wa_id": "31687009998"}}, "renamed", contacts=()),
        _said("news_of_2030", {"type": "system", "system": {"type": "user_something_2030", "body": "x"}}, "system"),
        _said("new_key", {"type": "system", "system": {"type": "customer_identity_changed", "identity": "xyz=", "customer": SAM}}, "newholder"),
    ]  # fmt: skip


def whatsapp_reported() -> list[Sample]:
    free = {"billable": False, "pricing_model": "PMP", "type": "free_customer_service", "category": "utility"}
    origin = {"id": "6ceb9d929c9bdc4f90c967a32f8639b4", "origin": {"type": "referral_conversion"}}
    tired = {
        "code": 131049,
        "title": "This message was not delivered to maintain healthy ecosystem engagement.",
        "message": "This message was not delivered",
        "error_data": {"details": "In order to maintain a healthy ecosystem engagement"},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }
    return [
        _status("free", {"status": "delivered", "pricing": free}, "reported delivered"),
        _status("origin", {"status": "sent", "conversation": origin}, "reported sent"),
        _status("tired", {"status": "failed", "errors": [tired]}, "reported failed 131049"),
        _status("stopped", {"status": "failed", "errors": [{"code": 131050, "title": "opted out"}]}, "reported failed 131050"),
        _status("second_error", {"status": "failed", "errors": [{"title": "Undeliverable"}, {"code": 131026, "title": "x"}]}, "reported failed 131026"),
        _status("error_alone", {"status": "failed", "errors": {"code": "131026"}}, "reported failed 131026"),
        _status("no_error", {"status": "failed"}, "reported failed"),
        _status("held", {"status": "held_for_quality_assessment"}, "status_held_for_quality_assessment"),
        _status("no_price", {"status": "delivered", "pricing": None, "conversation": None}, "reported delivered"),
        _status("heard", {"status": "played"}, "reported read"),
        _status("by_id", {"status": "read", "recipient_id": "", "recipient_user_id": SAM_ID}, "reported read"),
        _status("group", {"status": "delivered", "recipient_type": "group", "recipient_id": "HBgL", "recipient_participant_id": SAM}, "reported delivered"),
        _status("paid", {"status": "captured", "type": "payment", "payment": {"reference_id": "r", "amount": {"value": 1, "offset": 100}}}, "status_captured"),
        _whatsapp("limit", "messages", {"messaging_product": "whatsapp", "metadata": META, "errors": [{"code": 130429, "title": "Rate limit hit", "message": "Rate limit hit", "error_data": {"details": "Message failed to send because there were too many messages sent from this phone number in a short period of time."}}]}, "trouble"),
        _whatsapp("ringing", "calls", {"messaging_product": "whatsapp", "metadata": META, "statuses": [{"id": "wacid.1", "type": "call", "status": "RINGING", "timestamp": str(AT), "recipient_id": SAM}]}, "calls"),
        _whatsapp("called", "calls", {"messaging_product": "whatsapp", "metadata": META, "calls": [{"id": "wacid.2", "to": "31880123456", "from": SAM, "event": "terminate", "direction": "USER_INITIATED", "status": "COMPLETED", "duration": 9}]}, "calls"),
        _whatsapp("joined", "group_participants_update", {"messaging_product": "whatsapp", "metadata": META, "groups": [{"type": "group_participants_add", "group_id": "g", "added_participants": [{"wa_id": SAM}]}]}, "group_participants_update"),
        _whatsapp("settings", "account_settings_update", {"type": "phone_number_settings_update", "phone_number_settings": {"calling": {"status": "ENABLED"}}}, "account_settings_update"),
        _whatsapp("wishes_none", "user_preferences", {"messaging_product": "whatsapp", "metadata": META, "contacts": [SAM_CARD], "user_preferences": [{"wa_id": SAM, "detail": "User requested to stop marketing messages", "category": "marketing_messages", "value": "stop", "timestamp": AT}]}, "wished out"),
        _whatsapp("own_app", "smb_message_echoes", {"messaging_product": "whatsapp", "metadata": META, "message_echoes": [{"from": "31880123456", "to": SAM, "id": "wamid.echo1", "timestamp": str(AT), "type": "revoke", "revoke": {"original_message_id": "wamid.uit.1"}}]}, "smb_message_echoes"),
        _whatsapp("conversion", "automatic_events", {"messaging_product": "whatsapp", "metadata": META, "automatic_events": [{"id": "wamid.x", "event_name": "LeadSubmitted", "timestamp": AT, "ctwa_clid": "A"}]}, "automatic_events"),
        _whatsapp("capable", "business_capability_update", {"max_daily_conversation_per_phone": 250, "max_phone_numbers_per_business": 2}, "business_capability_update"),
        _whatsapp("to_pay", "payment_configuration_update", {"configuration_name": "x", "provider_name": "y", "status": "Needs Testing"}, "payment_configuration_update"),
        _whatsapp("older_talks", "history", {"messaging_product": "whatsapp", "metadata": META, "history": [{"metadata": {"phase": 0, "chunk_order": 1, "progress": 55}, "threads": [{"id": SAM, "messages": [{"from": SAM, "id": "wamid.oud", "timestamp": str(AT), "type": "text", "text": {"body": "van vroeger"}, "history_context": {"status": "READ"}}]}]}]}, "history"),
        _whatsapp("no_older_talks", "history", {"messaging_product": "whatsapp", "metadata": META, "history": [{"errors": [{"code": 2593109, "title": "History sharing is turned off by the business"}]}]}, "history"),
        _whatsapp("address_book", "smb_app_state_sync", {"messaging_product": "whatsapp", "metadata": META, "state_sync": [{"type": "contact", "contact": {"full_name": "Sam", "phone_number": SAM}, "action": "add", "metadata": {"timestamp": str(AT)}}]}, "smb_app_state_sync"),
        _whatsapp("echo_elsewhere", "messages", {"messaging_product": "whatsapp", "metadata": META, "message_echoes": [{"from": "31880123456", "to": SAM, "id": "wamid.echo2", "timestamp": str(AT), "type": "text", "text": {"body": "van een collega"}}]}, "unknown"),
        _whatsapp("rings_in", "calls", {"messaging_product": "whatsapp", "metadata": META, "contacts": [SAM_CARD], "calls": [{"id": "wacid.3", "from": SAM, "to": "31880123456", "event": "connect", "timestamp": str(AT), "direction": "USER_INITIATED", "session": {"sdp_type": "offer", "sdp": "v=0"}}]}, "calls"),
        _whatsapp("username", "business_username_update", {"display_phone_number": "31880123456", "username": "linde", "status": "approved"}, "business_username_update"),
        _whatsapp("group_made", "group_lifecycle_update", {"messaging_product": "whatsapp", "metadata": META, "groups": [{"type": "group_create", "group_id": "g", "timestamp": AT}]}, "group_lifecycle_update"),
        _whatsapp("flow", "flows", {"event": "ENDPOINT_ERROR_RATE", "message": "high", "flow_id": "1", "error_rate": 14.28, "threshold": 10, "alert_state": "ACTIVATED"}, "flows"),
    ]  # fmt: skip


def whatsapp_warned() -> list[Sample]:
    waba = "102290129340398"
    limited = {"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": AT + 86_400}
    template = {
        "message_template_id": 1689556908129832,
        "message_template_name": "bericht_van_ons",
        "message_template_language": "nl",
    }
    shut = {"title": "FIRST_PAUSE", "description": "Your WhatsApp message template has been paused for 3 hours."}
    return [
        _whatsapp("banned", "account_update", {"phone_number": "31880123456", "event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE", "waba_ban_date": "November 30, 2026"}}, f"warned account_disabled {waba}"),
        _whatsapp("to_be_banned", "account_update", {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "SCHEDULE_FOR_DISABLE", "waba_ban_date": "December 5, 2026"}}, f"warned account_scheduled {waba}"),
        _whatsapp("back", "account_update", {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE"}}, f"over account_disabled {waba}", f"over account_scheduled {waba}"),
        _whatsapp("violation", "account_update", {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "DEBT_COLLECTION"}}, f"warned account_violation {waba}"),
        _whatsapp("restricted", "account_update", {"event": "ACCOUNT_RESTRICTION", "restriction_info": [limited, {"restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION", "expiration": AT}]}, f"warned account_restricted {waba}"),
        _whatsapp("app_gone", "account_update", {"event": "PARTNER_REMOVED", "waba_info": {"waba_id": waba, "owner_business_id": "1"}}, f"warned account_disconnected {waba}"),
        _whatsapp("partner", "account_update", {"event": "PARTNER_ADDED", "waba_info": {"waba_id": waba}}, "account_update"),
        _whatsapp("country", "account_update", {"event": "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE", "country": "NL"}, "account_update"),
        _whatsapp("new_event", "account_update", {"event": "SOMETHING_OF_2031"}, f"warned account_other {waba}"),
        _whatsapp("hacked", "business_status_update", {"business_id": "1", "event": "COMPROMISED_NOTIFICATION"}, f"warned account_other {waba}"),
        _whatsapp("alert", "account_alerts", {"entity_type": "BUSINESS", "entity_id": "506914307656634", "alert_info": {"alert_severity": "CRITICAL", "alert_status": "ACTIVE", "alert_type": "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED", "alert_description": "x"}}, "warned account_alert 506914307656634:INCREASED_CAPABILITIES_ELIGIBILITY_FAILED"),
        _whatsapp("alert_over", "account_alerts", {"entity_type": "BUSINESS", "entity_id": "506914307656634", "alert_info": {"alert_severity": "CRITICAL", "alert_status": "NONE", "alert_type": "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED"}}, "over account_alert 506914307656634:INCREASED_CAPABILITIES_ELIGIBILITY_FAILED"),
        _whatsapp("badge", "account_alerts", {"entity_type": "PHONE_NUMBER", "entity_id": NUMBER, "alert_info": {"alert_severity": "INFORMATIONAL", "alert_status": "NONE", "alert_type": "OBA_APPROVED"}}, f"over account_alert {NUMBER}:OBA_APPROVED"),
        _whatsapp("refused", "account_review_update", {"decision": "REJECTED"}, f"warned account_review {waba}"),
        _whatsapp("flagged", "phone_number_quality_update", {"display_phone_number": "31880123456", "event": "FLAGGED", "current_limit": "TIER_1K"}, "warned quality_low 31880123456"),
        _whatsapp("unflagged", "phone_number_quality_update", {"display_phone_number": "31880123456", "event": "UNFLAGGED", "current_limit": "TIER_1K"}, "over quality_low 31880123456"),
        _whatsapp("lowered", "phone_number_quality_update", {"display_phone_number": "31880123456", "event": "DOWNGRADE", "old_limit": "TIER_2K", "current_limit": "TIER_250", "max_daily_conversations_per_business": "TIER_250"}, "warned limit_lowered 31880123456"),
        _whatsapp("raised", "phone_number_quality_update", {"display_phone_number": "31880123456", "event": "UPGRADE", "current_limit": "TIER_10K"}, "over limit_lowered 31880123456"),
        _whatsapp("onboarded", "phone_number_quality_update", {"display_phone_number": "31880123456", "event": "ONBOARDING", "current_limit": "TIER_NOT_SET"}, "phone_number_quality_update"),
        _whatsapp("name", "phone_number_name_update", {"display_phone_number": "31880123456", "decision": "REJECTED", "requested_verified_name": "Linde", "rejection_reason": "NAME_EMPLOYEE_ISSUE"}, "warned name_refused 31880123456"),
        _whatsapp("pin", "security", {"display_phone_number": "31880123456", "event": "PIN_RESET_REQUEST", "requester": "61555822107539"}, "warned security 31880123456:PIN_RESET_REQUEST"),
        _whatsapp("paused", "message_template_status_update", template | {"event": "PAUSED", "reason": "NONE", "other_info": shut}, "approval bericht_van_ons False"),
        _whatsapp("rejected", "message_template_status_update", template | {"event": "REJECTED", "reason": "PROMOTIONAL", "rejection_info": {"reason": "x", "recommendation": "y"}}, "approval bericht_van_ons False"),
        _whatsapp("disabled", "message_template_status_update", template | {"event": "DISABLED", "disable_info": {"disable_date": AT}}, "approval bericht_van_ons False"),
        _whatsapp("at_risk", "message_template_status_update", template | {"event": "FLAGGED", "reason": "NONE", "disable_info": {"disable_date": "DATE"}}, "warned template_flagged bericht_van_ons"),
        _whatsapp("approved", "message_template_status_update", template | {"event": "APPROVED", "reason": "NONE", "message_template_category": "UTILITY"}, "approval bericht_van_ons True", "over template_flagged bericht_van_ons"),
        _whatsapp("in_appeal", "message_template_status_update", template | {"event": "IN_APPEAL"}, "message_template_status_update"),
        _whatsapp("faster", "phone_number_quality_update", {"display_phone_number": "31880123456", "event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED"}, "phone_number_quality_update"),
        _whatsapp("waiting", "message_template_status_update", template | {"event": "PENDING"}, "message_template_status_update"),
        _whatsapp("red", "message_template_quality_update", template | {"previous_quality_score": "YELLOW", "new_quality_score": "RED"}, "warned template_quality bericht_van_ons"),
        _whatsapp("green", "message_template_quality_update", template | {"previous_quality_score": "RED", "new_quality_score": "GREEN"}, "over template_quality bericht_van_ons"),
        _whatsapp("advertising", "template_category_update", template | {"previous_category": "UTILITY", "new_category": "MARKETING"}, "warned template_category bericht_van_ons"),
        _whatsapp("to_be_advertising", "template_category_update", template | {"new_category": "UTILITY", "correct_category": "MARKETING", "category_update_timestamp": AT}, "warned template_category bericht_van_ons"),
        _whatsapp("reworded", "message_template_components_update", template | {"message_template_element": "message body", "message_template_buttons": []}, "warned template_changed bericht_van_ons"),
        _whatsapp("meta_ai", "standby", {"messaging_product": "whatsapp", "metadata": META, "contacts": [SAM_CARD], "messages": [{"from": SAM, "id": "wamid.ai", "timestamp": str(AT), "type": "text", "text": {"body": "aan de AI van Meta"}}]}, "warned other_app 31880123456"),
    ]  # fmt: skip


# ── Telegram ──────────────────────────────────────────────────────────────────────────────────────

ROOS = {"id": 5_566_778_899, "is_bot": False, "first_name": "Roos", "language_code": "nl", "is_premium": True}
PRIVATE = {"id": 5_566_778_899, "first_name": "Roos", "type": "private"}
BUREN = {"id": -1_002_233_445_566, "title": "De buren", "type": "supergroup", "is_forum": True}
NEWS = {"id": -1_009_988_776_655, "title": "Wijknieuws", "type": "channel"}
OURS = {"id": 7_712_345_678, "is_bot": True, "first_name": "Huurkompas", "username": "huurkompas_bot"}
STICKER = {"file_id": "CAAC", "file_unique_id": "AgAD", "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}  # fmt: skip


def telegram_samples() -> list[Sample]:
    number = iter(range(880_000_001, 880_001_000))

    def update(name: str, content: dict[str, Any], *comes_to: str) -> Sample:
        return Sample(name, {"update_id": next(number)} | content, comes_to)

    def said(name: str, content: dict[str, Any], *comes_to: str) -> Sample:
        head = {"message_id": next(number), "from": ROOS, "chat": PRIVATE, "date": AT}
        return update(name, {"message": head | content}, *comes_to)

    file = {"file_id": "BQAC", "file_unique_id": "AgAD", "file_size": 48_112}
    command = [{"offset": 0, "length": 6, "type": "bot_command"}]
    member = {"user": OURS, "status": "member"}
    press = {"id": "23910211457788", "from": ROOS, "chat_instance": "-391"}
    star = {"type": "paid"}
    return [
        said("start", {"text": "/start", "entities": command}, "said button /start"),
        said("start_with", {"text": "/start welkom-van-de-flyer_2026", "entities": command}, "said button /start"),
        said("start_in_full", {"text": "/start@huurkompas_bot", "entities": command}, "said button /start@huurkompas_bot"),
        said("medewerker", {"text": "/medewerker", "entities": command}, "said button /medewerker"),
        said("unknown_command", {"text": "/saldo nu", "entities": command}, "said text /saldo nu"),
        said("preview", {"text": "zie https://example.nl", "entities": [{"type": "url", "offset": 4, "length": 18}], "link_preview_options": {"is_disabled": True}}, "said text zie https://example.nl"),
        said("quoting", {"text": "dit bedoel ik", "quote": {"text": "bedrag", "position": 3}, "reply_to_message": {"message_id": 4, "chat": PRIVATE, "date": AT, "from": OURS, "text": "Welk bedrag?"}}, "said text dit bedoel ik"),
        said("to_story", {"text": "mooi", "reply_to_story": {"chat": PRIVATE, "id": 3}}, "said text mooi"),
        said("elsewhere", {"text": "uit een ander gesprek", "external_reply": {"origin": {"type": "hidden_user", "date": AT, "sender_user_name": "X"}}}, "said text uit een ander gesprek"),
        said("forwarded", {"text": "van de corporatie", "forward_origin": {"type": "channel", "date": AT, "chat": NEWS, "message_id": 8}}, "said text van de corporatie"),
        said("effect", {"text": "dank je", "effect_id": "5104841245755180586"}, "said text dank je"),
        said("topic", {"text": "in een onderwerp", "message_thread_id": 9, "is_topic_message": True}, "said text in een onderwerp"),
        said("custom_emoji", {"text": "\U0001f642", "entities": [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "53"}]}, "said text \U0001f642"),
        said("spoiler_photo", {"photo": [file | {"width": 90, "height": 67}, file | {"width": 1280, "height": 960}], "caption": "brief", "has_media_spoiler": True, "show_caption_above_media": True}, "said text brief"),
        said("film_with_cover", {"video": file | {"width": 1, "height": 1, "duration": 4, "cover": [file | {"width": 1, "height": 1}], "start_timestamp": 1}}, "said media video"),
        said("voice_note", {"voice": file | {"duration": 12, "mime_type": "audio/ogg"}}, "said media voice"),
        said("round", {"video_note": file | {"length": 240, "duration": 6}}, "said media video"),
        said("live_place", {"location": {"latitude": 52.09, "longitude": 5.12, "live_period": 900, "heading": 4, "horizontal_accuracy": 9.5}}, "said media 52.09000, 5.12000"),
        said("own_card", {"contact": {"phone_number": "31687001122", "first_name": "Roos", "user_id": ROOS["id"]}}, "said media contact own"),
        said("card_of_another", {"contact": {"phone_number": "+31687003344", "first_name": "Piet", "user_id": 99, "vcard": "BEGIN:VCARD\nEND:VCARD"}}, "said media contact"),
        said("own_card_passed_on", {"contact": {"phone_number": "31687009911", "first_name": "Roos", "user_id": ROOS["id"]}, "forward_origin": {"type": "user", "date": AT, "sender_user": ROOS | {"id": 99}}}, "said media contact"),
        said("command_and_words", {"text": "/medewerker graag snel", "entities": command}, "said text /medewerker graag snel"),
        said("command_and_a_word", {"text": "/help zelfmoord", "entities": command}, "said text /help zelfmoord"),
        said("start_and_no_code", {"text": "/start ${x}", "entities": command}, "said text /start ${x}"),
        said("office", {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "Kantoor", "address": "A 1"}, "location": {"latitude": 1, "longitude": 2}}, "said media Kantoor, A 1"),
        said("passed_on_voice", {"voice": file | {"duration": 1}, "forward_origin": {"type": "hidden_user", "date": AT, "sender_user_name": "X"}}, "said media voice"),
        said("paid_with_words", {"paid_media": {"star_count": 1, "paid_media": []}, "caption": "brief"}, "said text brief"),
        said("winners", {"giveaway_winners": {"chat": NEWS, "giveaway_message_id": 1, "winners_selection_date": AT, "winner_count": 1, "winners": [ROOS]}}, "said unknown giveaway_winners"),
        said("group_without_us", {"chat": {"id": -56, "type": "group", "title": "G"}, "left_chat_member": OURS}, "group"),
        said("group_renamed", {"chat": BUREN, "new_chat_title": "Anders"}, "group"),
        said("group_with_us", {"chat": {"id": -57, "type": "group", "title": "G"}, "new_chat_members": [OURS]}, "groupcalled"),
        said("sticker", {"sticker": STICKER | {"emoji": "\U0001f44d"}}, "said media sticker"),
        said("dart", {"dice": {"emoji": "\U0001f3af", "value": 6}}, "said unknown dice"),
        said("list", {"checklist": {"title": "Doen", "tasks": [{"id": 1, "text": "bellen"}]}}, "said unknown checklist"),
        said("paid_photo", {"paid_media": {"star_count": 5, "paid_media": [{"type": "preview", "width": 1, "height": 1}]}}, "said unknown paid_media"),
        said("quiz", {"poll": {"id": "55", "question": "Wie?", "options": [{"text": "ik", "voter_count": 0, "persistent_id": "1"}], "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "quiz", "allows_multiple_answers": False}}, "said unknown poll"),
        said("prize", {"giveaway": {"chats": [NEWS], "winners_selection_date": AT, "winner_count": 1}}, "said unknown giveaway"),
        said("present", {"gift": {"gift": {"id": "g", "sticker": STICKER, "star_count": 15}}}, "service"),
        said("refund", {"refunded_payment": {"currency": "XTR", "total_amount": 1, "invoice_payload": "p", "telegram_payment_charge_id": "c"}}, "service"),
        said("price", {"paid_message_price_changed": {"paid_message_star_count": 5}}, "service"),
        said("ticked", {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}}, "service"),
        said("wallpaper", {"chat_background_set": {"type": {"type": "fill", "fill": {"type": "solid", "color": 1}, "dark_theme_dimming": 1}}}, "service"),
        said("pinned", {"pinned_message": {"message_id": 3, "date": 0, "chat": PRIVATE}}, "service"),
        said("another_bot", {"from": OURS | {"id": 123, "username": "other_bot"}, "text": "hallo bot"}, "bot"),
        said("group", {"chat": BUREN, "text": "@huurkompas_bot wie heeft er schuld?", "message_thread_id": 3}, "groupcalled"),
        said("anonymous_admin", {"chat": BUREN, "from": {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}, "sender_chat": BUREN, "text": "hoi"}, "groupcalled"),
        said("moved", {"chat": {"id": -55, "type": "group", "title": "Oud"}, "migrate_to_chat_id": BUREN["id"]}, "group"),
        said("moved_from", {"chat": BUREN, "migrate_from_chat_id": -55}, "group"),
        update("post", {"channel_post": {"message_id": 3, "date": AT, "chat": NEWS, "sender_chat": NEWS, "text": "nieuws"}}, "channel_post"),
        update("made_admin", {"my_chat_member": {"chat": NEWS, "from": ROOS, "date": AT, "old_chat_member": {"user": OURS, "status": "left"}, "new_chat_member": {"user": OURS, "status": "administrator", "can_be_edited": False, "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True, "can_manage_video_chats": True, "can_restrict_members": True, "can_promote_members": False, "can_change_info": True, "can_invite_users": True, "can_post_stories": True, "can_edit_stories": True, "can_delete_stories": True, "can_post_messages": True, "can_edit_messages": True}}}, "channel"),
        update("blocked", {"my_chat_member": {"chat": PRIVATE, "from": ROOS, "date": AT, "old_chat_member": member, "new_chat_member": {"user": OURS, "status": "kicked", "until_date": 0}}}, "reached False"),
        update("let_in", {"my_chat_member": {"chat": PRIVATE, "from": ROOS, "date": AT, "old_chat_member": {"user": OURS, "status": "kicked", "until_date": 0}, "new_chat_member": member}}, "reached True"),
        update("blocked_in_short", {"my_chat_member": {"chat": PRIVATE, "date": AT, "new_chat_member": {"status": "kicked"}}}, "reached False"),
        update("put_out", {"my_chat_member": {"chat": BUREN, "from": ROOS, "date": AT, "old_chat_member": member, "new_chat_member": {"user": OURS, "status": "left"}}}, "groupleft"),
        update("held_short", {"my_chat_member": {"chat": {"id": -58, "type": "group", "title": "G"}, "date": AT, "new_chat_member": {"user": OURS, "status": "restricted", "is_member": True}}}, "groupcalled"),
        update("guest", {"guest_message": {"message_id": 5, "from": ROOS, "chat": BUREN, "date": AT, "text": "@huurkompas_bot hoi"}}, "guest_message"),
        update("managed", {"managed_bot": {"user": ROOS, "bot": OURS}}, "managed_bot"),
        update("business_deleted", {"deleted_business_messages": {"business_connection_id": "b", "chat": PRIVATE, "message_ids": [1]}}, "deleted_business_messages"),
        update("edited_by_a_bot", {"edited_message": {"message_id": 33, "from": OURS, "chat": PRIVATE, "date": AT, "edit_date": AT + 1, "text": "x"}}, "bot"),
        update("pressed_in_group", {"callback_query": press | {"id": "239", "data": "x", "message": {"chat": BUREN, "message_id": 2, "date": 0}}}, "groupcalled"),
        update("asks_in", {"chat_join_request": {"chat": BUREN, "from": ROOS, "user_chat_id": ROOS["id"], "date": AT, "bio": "x"}}, "chat_join_request"),
        update("corrected", {"edited_message": {"message_id": 31, "from": ROOS, "chat": PRIVATE, "date": AT, "edit_date": AT + 9, "text": "ik bedoel 40 euro"}}, "edited ik bedoel 40 euro"),
        update("moving_place", {"edited_message": {"message_id": 32, "from": ROOS, "chat": PRIVATE, "date": AT, "edit_date": AT + 9, "location": {"latitude": 52.1, "longitude": 5.2, "live_period": 900}}}, "edited "),
        update("pressed", {"callback_query": press | {"data": "k.Zm9v", "message": {"message_id": 2, "date": AT, "chat": PRIVATE, "from": OURS, "text": "Kies"}}}, "said button k.Zm9v"),
        update("pressed_old", {"callback_query": press | {"data": "k.Zm9w", "message": {"chat": PRIVATE, "message_id": 2, "date": 0}}}, "said button k.Zm9w"),
        update("pressed_too_long", {"callback_query": press | {"data": "é" * 50, "message": {"chat": PRIVATE, "message_id": 2, "date": 0}}}, "said button " + "é" * 50),
        update("pressed_inline", {"callback_query": press | {"inline_message_id": "AAAA", "data": "x"}}, "said button x"),
        update("game", {"callback_query": press | {"game_short_name": "g", "message": {"chat": PRIVATE, "message_id": 2, "date": 0}}}, "said button "),
        update("liked", {"message_reaction": {"chat": PRIVATE, "message_id": 2, "user": ROOS, "date": AT, "old_reaction": [], "new_reaction": [star]}}, "message_reaction"),
        update("typed_inline", {"inline_query": {"id": "7", "from": ROOS, "query": "huur", "offset": "", "chat_type": "sender"}}, "inline_query"),
        update("bought", {"purchased_paid_media": {"from": ROOS, "paid_media_payload": "p"}}, "purchased_paid_media"),
        update("business", {"business_message": {"message_id": 4, "from": ROOS, "chat": PRIVATE, "date": AT, "business_connection_id": "bc", "sender_business_bot": OURS, "text": "aan de zaak"}}, "business_message"),
        update("business_off", {"business_connection": {"id": "bc", "user": ROOS, "user_chat_id": ROOS["id"], "date": AT, "is_enabled": False, "rights": {"can_reply": True}}}, "business_connection"),
        update("voted", {"poll_answer": {"poll_id": "55", "voter_chat": BUREN, "option_ids": []}}, "poll_answer"),
        update("boost", {"chat_boost": {"chat": NEWS, "boost": {"boost_id": "b", "add_date": AT, "expiration_date": AT, "source": {"source": "premium", "user": ROOS}}}}, "chat_boost"),
        update("nothing", {}, "empty"),
        update("new_kind", {"agent_request": {"id": "1", "from": ROOS}}, "agent_request"),
    ]  # fmt: skip
