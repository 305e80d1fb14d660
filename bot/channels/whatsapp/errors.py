"""WhatsApp's error codes, each with the reaction it asks; one table for refused calls and for failed statuses."""

import enum
from collections.abc import Iterable, Mapping


class Reaction(enum.StrEnum):
    #: Nothing on this number can be sent until somebody has done something; the outbox is kept.
    HALT = "halt"
    #: The whole number is too fast; wait and try again.
    SLOW_DOWN = "slow_down"
    #: Too many people found our messages unwanted: nothing that we begin goes out; answers go on, slowly.
    UNWANTED = "unwanted"
    #: This person gets nothing that we begin for a day; it goes another way.
    RESTS = "rests"
    #: Too fast to this one person; others go on.
    PACE = "pace"
    #: The window is closed: wait for the person's next word.
    PARK = "park"
    #: This address cannot be reached for now.
    UNREACHABLE = "unreachable"
    #: The person wants nothing that we start ourselves.
    OPTED_OUT = "opted_out"
    #: Not deliverable, and trying again today makes it worse.
    GIVE_UP = "give_up"
    #: Our own fault: an alarm, and no retry.
    BUG = "bug"
    #: This template may not be used.
    TEMPLATE = "template"
    RETRY = "retry"
    #: The address has no phone number that this kind of message needs.
    NEEDS_PHONE = "needs_phone"
    #: Somebody else may hold this number now.
    NEW_HOLDER = "new_holder"


def _codes(reaction: Reaction, codes: Iterable[int]) -> Mapping[int, Reaction]:
    return dict.fromkeys(codes, reaction)


REACTIONS: Mapping[int, Reaction] = {
    **_codes(Reaction.HALT, (0, 190, 3, 10, *range(200, 300))),
    **_codes(Reaction.HALT, (131031, 368, 130497, 141014, 131037, 131042, 131045, *range(133000, 133100))),
    **_codes(Reaction.SLOW_DOWN, (4, 80007, 130429)),
    **_codes(Reaction.UNWANTED, (131048,)),
    **_codes(Reaction.RESTS, (131049, 131064)),
    **_codes(Reaction.PACE, (131056,)),
    **_codes(Reaction.PARK, (131047,)),
    **_codes(Reaction.UNREACHABLE, (131026, 131030)),
    **_codes(Reaction.OPTED_OUT, (131050,)),
    **_codes(Reaction.GIVE_UP, (130472,)),
    **_codes(Reaction.BUG, (131008, 131009, 100, 131021, 132000, 132012, 135000, 131051, 131053)),
    **_codes(Reaction.TEMPLATE, (132001, 132005, 132007, 132015, 132016)),
    **_codes(Reaction.RETRY, (1, 2, 131000, 131016, 131057, 131052)),
    **_codes(Reaction.NEEDS_PHONE, (131062,)),
    **_codes(Reaction.NEW_HOLDER, (137000,)),
}

#: What staff read beside a message that did not arrive.
WORDS: Mapping[Reaction, str] = {
    Reaction.HALT: "WhatsApp neemt nu niets van ons aan; een beheerder moet kijken",
    Reaction.SLOW_DOWN: "WhatsApp vraagt om langzamer te gaan",
    Reaction.UNWANTED: "WhatsApp vindt dat wij te veel ongewenst sturen; antwoorden gaan door, maar langzamer",
    Reaction.RESTS: "WhatsApp wil dit bericht vandaag niet bezorgen; probeer een andere weg",
    Reaction.PACE: "te veel berichten achter elkaar aan deze huurder",
    Reaction.PARK: "de huurder schreef meer dan 24 uur geleden; het bericht gaat mee met de volgende reactie",
    Reaction.UNREACHABLE: "dit nummer is op WhatsApp niet te bereiken",
    Reaction.OPTED_OUT: "de huurder wil geen berichten die wij beginnen",
    Reaction.GIVE_UP: "WhatsApp wil dit bericht niet bezorgen; probeer een andere weg",
    Reaction.BUG: "WhatsApp keurde het bericht af; de beheerder is gewaarschuwd",
    Reaction.TEMPLATE: "dit sjabloon mag niet meer worden gebruikt",
    Reaction.RETRY: "WhatsApp had een storing",
    Reaction.NEEDS_PHONE: "hiervoor is een telefoonnummer nodig",
    Reaction.NEW_HOLDER: "dit nummer kan van iemand anders zijn geworden; vraag eerst wie het is",
}
UNKNOWN = "WhatsApp weigerde het bericht om een reden die wij niet kennen"


def reaction_to(code: int | None, status: int = 0, transient: bool = False) -> Reaction | None:
    """The reaction to a code; None for one we do not know that will not pass by itself."""
    if code is not None and code in REACTIONS and not (code == 0 and status not in (0, 401)):
        return REACTIONS[code]
    if status == 401:
        return Reaction.HALT
    if status == 429:
        return Reaction.SLOW_DOWN
    return Reaction.RETRY if transient or status >= 500 else None


def words_for(reaction: Reaction | None, code: int | None) -> str:
    """What staff read, with the code for who looks it up."""
    words = WORDS[reaction] if reaction else UNKNOWN
    return words if code is None else f"{words} ({code})"
