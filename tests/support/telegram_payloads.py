"""Everything Telegram is known to send, in the shapes of its documentation."""

from typing import Any

from tests.support.bending import nested

KIM = {"id": 11, "is_bot": False, "first_name": "Kim", "last_name": "V", "username": "kim", "language_code": "nl"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Kim"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Buren"}
FILE = {"file_id": "f", "file_unique_id": "u"}
BOT_USER = {"id": 7712345678, "is_bot": True, "first_name": "Huurkompas"}


def _said(**content: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1795438800, "from": KIM, "chat": PRIVATE} | content


def telegram_kinds() -> list[dict[str, Any]]:
    """Everything an update can hold beside its number."""
    contents: list[dict[str, Any]] = [
        {"text": "hallo"}, {"text": "/start"}, {"text": "/start abc_DEF-1"}, {"text": "/start " + "x" * 64}, {"text": "/help@huurkompas_bot"}, {"text": "/stop"}, {"text": "/medewerker"}, {"text": "/restart"},
        {"text": "/greet{\"a\":1}"}, {"text": ""}, {"text": "x" * 4096}, {"text": "\x00"}, {"text": "😀" * 100}, {"text": "e", "entities": [{"type": "bot_command", "offset": 0, "length": 1}]},
        {"text": "x", "reply_to_message": {"message_id": 1, "date": 1, "chat": PRIVATE, "text": "y"}}, {"text": "x", "forward_origin": {"type": "user", "date": 1, "sender_user": KIM}}, {"text": "x", "quote": {"text": "q", "position": 0}},
        {"photo": [FILE | {"width": 1, "height": 1}, FILE | {"width": 9, "height": 9}]}, {"photo": []}, {"photo": [FILE | {"width": 1, "height": 1}], "caption": "brief", "media_group_id": "1"},
        {"voice": FILE | {"duration": 3}}, {"audio": FILE | {"duration": 3, "title": "t"}}, {"video": FILE | {"width": 1, "height": 1, "duration": 1}}, {"video_note": FILE | {"length": 1, "duration": 1}},
        {"animation": FILE | {"width": 1, "height": 1, "duration": 1}, "document": FILE}, {"document": FILE | {"file_name": "../x\x00.pdf", "mime_type": "application/pdf"}}, {"document": FILE},
        {"sticker": FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}}, {"location": {"latitude": 1.0, "longitude": 2.0}}, {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "t", "address": "a"}, "location": {"latitude": 1, "longitude": 2}},
        {"contact": {"phone_number": "+31612345678", "first_name": "K", "user_id": 11}}, {"contact": {"phone_number": "31612345678", "first_name": "K"}}, {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}},
        {"dice": {"emoji": "🎲", "value": 1}}, {"game": {"title": "g", "description": "d", "photo": [FILE | {"width": 1, "height": 1}]}}, {"story": {"chat": PRIVATE, "id": 1}}, {"invoice": {"title": "t", "description": "d", "start_parameter": "s", "currency": "EUR", "total_amount": 1}},
        {"paid_media": {"star_count": 1, "paid_media": []}}, {"checklist": {"title": "t", "tasks": []}}, {"web_app_data": {"data": "d", "button_text": "b"}}, {"users_shared": {"request_id": 1, "users": []}}, {"chat_shared": {"request_id": 1, "chat_id": 1}},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": PRIVATE}}, {"new_chat_members": [KIM]}, {"left_chat_member": KIM}, {"write_access_allowed": {}}, {"successful_payment": {"currency": "EUR", "total_amount": 1, "invoice_payload": "p", "telegram_payment_charge_id": "1", "provider_payment_charge_id": "2"}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 5}}, {"iets_nieuws_2031": {"a": [None]}}, {}, {"text": "x", "from": None}, {"text": "x", "date": 0}, {"text": "x", "date": 10**15},
        {"text": "x", "chat": {"id": 2**52 - 1, "type": "private"}}, {"text": "groep", "chat": GROUP}, {"text": "groep", "chat": GROUP, "from": None, "sender_chat": GROUP}, {"text": "oude groep", "chat": {"id": -5, "type": "group", "title": "G"}, "migrate_to_chat_id": -100},
        {"text": "x", "chat": {"id": 11, "type": "toekomst"}}, {"text": 5}, {"voice": "x"}, {"photo": [None]}, {"chat": None}, {"chat": {"id": "11", "type": "private"}, "text": "id als tekst"},
    ]  # fmt: skip
    query = {"id": "c1", "from": KIM, "chat_instance": "1", "data": "k.x"}
    member = {"chat": PRIVATE, "from": KIM, "date": 1, "old_chat_member": {"status": "member", "user": BOT_USER}}
    kicked = {"status": "kicked", "user": BOT_USER, "until_date": 0}
    reaction = {
        "chat": PRIVATE,
        "message_id": 1,
        "user": KIM,
        "date": 1,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    }
    connection = {"id": "b", "user": KIM, "user_chat_id": 11, "date": 1, "is_enabled": True}
    return [
        *({"message": _said(**content)} for content in contents),
        {"message": None}, {"message": []}, {"message": "x"}, {"message": {}}, {"message": {"message_id": 1}}, {},
        {"edited_message": _said(text="anders", edit_date=1795438900)}, {"edited_message": _said(caption="anders", edit_date=1)}, {"edited_message": _said(chat=GROUP, text="x", edit_date=1)}, {"edited_message": None}, {"edited_message": {"message_id": 1}},
        {"channel_post": _said(chat={"id": -1, "type": "channel", "title": "K"}, text="x")}, {"edited_channel_post": _said(chat={"id": -1, "type": "channel", "title": "K"}, text="x", edit_date=1)},
        {"callback_query": query}, {"callback_query": query | {"message": {"message_id": 1, "chat": PRIVATE, "date": 0}}}, {"callback_query": query | {"message": None}}, {"callback_query": query | {"message": _said(text="x"), "data": None}},
        {"callback_query": query | {"message": _said(chat=GROUP, text="x")}}, {"callback_query": query | {"inline_message_id": "i", "game_short_name": "g"}}, {"callback_query": {"id": 5}}, {"callback_query": None}, {"callback_query": {"id": "x" * 500, "from": KIM}},
        {"my_chat_member": member | {"new_chat_member": kicked}}, {"my_chat_member": member | {"new_chat_member": {"status": "member", "user": BOT_USER}}}, {"my_chat_member": member | {"chat": GROUP, "new_chat_member": {"status": "left", "user": BOT_USER}}},
        {"my_chat_member": member | {"chat": GROUP, "new_chat_member": {"status": "member", "user": BOT_USER}}}, {"my_chat_member": member | {"new_chat_member": {"status": "toekomst", "user": BOT_USER}}}, {"my_chat_member": {}},
        {"chat_member": member | {"new_chat_member": kicked}}, {"message_reaction": reaction}, {"message_reaction": reaction | {"user": None}}, {"message_reaction_count": {"chat": GROUP, "message_id": 1, "date": 1, "reactions": []}},
        {"business_connection": connection}, {"business_message": _said(text="x", business_connection_id="b")}, {"edited_business_message": _said(text="x", edit_date=1, business_connection_id="b")}, {"deleted_business_messages": {"business_connection_id": "b", "chat": PRIVATE, "message_ids": [1]}},
        {"inline_query": {"id": "1", "from": KIM, "query": "", "offset": ""}}, {"chosen_inline_result": {"result_id": "1", "from": KIM, "query": ""}}, {"shipping_query": {"id": "1", "from": KIM, "invoice_payload": "p", "shipping_address": {}}},
        {"pre_checkout_query": {"id": "1", "from": KIM, "currency": "EUR", "total_amount": 1, "invoice_payload": "p"}}, {"purchased_paid_media": {"from": KIM, "paid_media_payload": "p"}},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": True, "is_anonymous": True, "type": "quiz", "allows_multiple_answers": False}}, {"poll_answer": {"poll_id": "1", "user": KIM, "option_ids": [0]}},
        {"chat_join_request": {"chat": GROUP, "from": KIM, "user_chat_id": 11, "date": 1}}, {"chat_boost": {"chat": GROUP, "boost": {}}}, {"removed_chat_boost": {"chat": GROUP, "boost_id": "b", "remove_date": 1, "source": {"source": "premium", "user": KIM}}},
        {"managed_bot": {"x": 1}}, {"iets_nieuws_2031": nested(30)}, {"diep": nested(900)},
    ]  # fmt: skip


def telegram_all() -> list[Any]:
    """Updates with a number of their own, and bodies that are none."""
    numbered = [{"update_id": 5_000 + place} | kind for place, kind in enumerate(telegram_kinds())]
    for place, update in enumerate(numbered):
        for name in ("message", "edited_message", "channel_post"):
            if isinstance(update.get(name), dict) and "message_id" in update[name]:
                update[name]["message_id"] = 1_000 + place
    return [
        *numbered, {"update_id": "6001", "message": _said(text="nummer als tekst", message_id=9001)}, {"update_id": None}, {"update_id": {}}, {"update_id": 10**40},
        {"update_id": -1}, {"update_id": 1.5}, {"update_id": True}, {}, [], [{"update_id": 1}], "x", 3, None,
    ]  # fmt: skip
