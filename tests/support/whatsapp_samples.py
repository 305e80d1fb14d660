"""WhatsApp's webhooks as they come today, each whole, with what it must come down to. Of our own making."""

from collections.abc import Mapping
from typing import Any

from tests.support.channels import NUMBER
from tests.support.provider_samples import AT, Sample

SAM = "31687001122"
SAM_ID = "NL.40815162342108"
META = {"display_phone_number": "31880123456", "phone_number_id": NUMBER}
SAM_CARD = {"profile": {"name": "Sam"}, "wa_id": SAM, "user_id": SAM_ID}


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
