"""Telegram's updates as they come today, each whole, with what it must come down to. Of our own making."""

from typing import Any

from tests.support.provider_samples import AT, Sample

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
