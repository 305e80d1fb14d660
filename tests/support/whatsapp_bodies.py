"""Whole webhooks of WhatsApp: mixed batches, several numbers in one, copies that differ; and all further ones."""

import copy
from typing import Any

from tests.support.channels import NUMBER, PHONE, envelope, wa_message, wa_text
from tests.support.whatsapp_more import ODD, PARENT, USER, more_messages, more_statuses, more_systems, without


def copies_that_differ() -> list[Any]:
    """The same id with another body: the first that came counts, and only once."""
    one, two = wa_text("eerst", message_id="wamid.dubbel"), wa_text("anders", message_id="wamid.dubbel")
    three = wa_message("image", message_id="wamid.dubbel", image={"id": "1"})
    return [
        envelope({"messages": [one, two, three]}),
        envelope({"messages": [three]}),
        envelope({"messages": [two, copy.deepcopy(two)]}),
    ]


def more_bodies() -> list[Any]:
    """Whole webhooks: several numbers in one, statuses beside messages, contacts that fit and that do not."""
    ours = envelope({"messages": [wa_text("voor ons")]})["entry"][0]["changes"][0]
    theirs = envelope({"messages": [wa_text("voor hen")]}, number="555")["entry"][0]["changes"][0]
    status = {"id": "wamid.vroeg", "status": "delivered", "timestamp": "1795438800"}
    account = {"object": "whatsapp_business_account"}
    metadata = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}}

    def value(**more: Any) -> dict[str, Any]:
        return account | {
            "entry": [{"id": "1", "time": 1795438800, "changes": [{"field": "messages", "value": metadata | more}]}]
        }

    def with_metadata(told: Any) -> dict[str, Any]:
        change = {"field": "messages", "value": {"metadata": told, "messages": [wa_text("welk nummer")]}}
        return account | {"entry": [{"id": "1", "changes": [change]}]}

    return [
        account
        | {
            "entry": [
                {"id": "1", "changes": [ours, theirs, ours]},
                {"id": "2", "changes": [theirs, {"field": "account_update", "value": {}}]},
            ]
        },
        account | {"entry": [[ours], {"changes": [[ours]]}, {"changes": {"0": ours}}]},
        value(statuses=[status], messages=[wa_text("na de status")]),
        value(statuses=status, messages=wa_text("geen lijst")),
        value(statuses=[[status]], messages=[[wa_text("lijst in lijst")]]),
        value(messages=[None, 5, "x", wa_text("tussen rommel"), []]),
        value(statuses=[None, 5, "x", status]),
        *(value(contacts=odd, messages=[wa_text("met rare contacten")]) for odd in ODD),
        *(value(contacts=[odd, {"wa_id": PHONE}], messages=[wa_text("met een raar contact")]) for odd in ODD),
        value(contacts=[{"wa_id": "31699999999", "user_id": "NL.iemand"}], messages=[wa_text("contact van een ander")]),
        value(contacts=[{"user_id": USER}, {"user_id": PARENT}], messages=[without(wa_text("van wie"), "from")]),
        *(with_metadata(odd) for odd in ODD),
        with_metadata({"phone_number_id": int(NUMBER)}),
        account | {"entry": [{"id": None, "time": "x", "changes": [{"value": ours["value"]}]}]},
        account | {"entry": [{"changes": [{"field": None, "value": ours["value"]}]}]},
        account | {"entry": [{"changes": [{"field": ["messages"], "value": ours["value"]}]}]},
        *(value(errors=odd) for odd in ODD),
        value(errors=[{"code": None, "title": "zonder code"}]),
        value(errors=[{"title": "x"}]),
        value(errors=[{"code": "abc"}]),
        value(errors=[{"code": 131000}], messages=[]),
        value(errors=[{"code": 80007}], statuses=[]),
        *(
            envelope(
                {"event": event, "message_template_name": name, "message_template_language": "nl"},
                field="message_template_status_update",
            )
            for event in ("PAUSED", "APPROVED", "FLAGGED", None, 5)
            for name in ("onbekend", None, [])
        ),
        *(envelope({"user_preferences": odd}, field="user_preferences") for odd in ODD),
        envelope(
            {
                "user_preferences": [
                    {"user_id": USER, "value": "resume", "timestamp": "x"},
                    {"wa_id": None, "value": "stop"},
                    {"wa_id": "31600000222", "value": 5},
                ]
            },
            field="user_preferences",
        ),
        envelope({"messages": [wa_text("x")], "groups": [{"id": "g"}]}),
        envelope({"messages": [wa_message("text", text={"body": "groep"}, group_id="g", from_user_id=USER)]}),
        envelope({"groups": []}, field="group_participants_update"),
        envelope({"calls": [None]}, field="calls"),
        *copies_that_differ(),
    ]


def more_of_whatsapp() -> list[Any]:
    elements = [*more_messages(), *more_systems()]
    return [
        *(envelope({"messages": [m]}) for m in elements),
        *(envelope({"statuses": [s]}) for s in more_statuses()),
        *more_bodies(),
    ]
