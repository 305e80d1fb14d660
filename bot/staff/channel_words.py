"""What an admin reads of a channel in trouble: what happened, what it means for tenants, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.notice_kinds import EVERYTHING_BEGUN, NoticeKind


@dataclass(frozen=True)
class NoticeWords:
    title: str
    meaning: str
    #: What to do, a step each.
    steps: tuple[str, ...]


_MANAGER = "Open WhatsApp Manager (business.facebook.com) en kijk wat er staat."
_OTHER_WAY = "Zet tot die tijd op je site dat huurders bellen of de chat op de site gebruiken."
_REGISTER = "Zijn de woorden veranderd? Zet ze dan precies zo in whatsapp.yml en start het programma opnieuw."

NOTICES: Mapping[NoticeKind, NoticeWords] = {
    NoticeKind.HALTED: NoticeWords(
        "Er gaat niets meer uit",
        "De dienst neemt geen berichten van ons aan. Antwoorden aan huurders blijven bewaard en gaan later alsnog weg.",
        (
            "Kijk naar de code. 0, 190 en InvalidToken: het token klopt niet meer. Maak een nieuw en start opnieuw.",
            "Andere codes: kijk in het beheer van de dienst of het account op slot zit, of de betaling stokt.",
            "Wij proberen het zelf opnieuw, steeds minder vaak: eerst na tien minuten, op het laatst één keer per dag.",
            "Is het opgelost? Druk hieronder op Nu opnieuw proberen. Werkt het, dan gaat deze melding vanzelf weg.",
            _OTHER_WAY,
        ),
    ),
    NoticeKind.BEGINNING_STOPPED: NoticeWords(
        "Wij mogen even niets uit onszelf sturen",
        "Te veel mensen vonden onze berichten ongewenst. Antwoorden gaan door. De rest gaat per sms of e-mail.",
        (
            _MANAGER,
            "Begin een tijd niet zelf: zet outreach in whatsapp.yml uit.",
            "Wij proberen het na een dag één keer. Is de kwaliteit eerder goed? Druk hieronder op Nu opnieuw proberen.",
        ),
    ),
    NoticeKind.ALLOWANCE: NoticeWords(
        "De gratis berichten van deze maand zijn bijna op",
        "Boven het aantal gratis berichten kost elk bericht geld. Zonder betaalwijze bezorgt WhatsApp ze niet.",
        (
            "Kijk in WhatsApp Manager of er een betaalwijze is ingesteld.",
            "Is het aantal gratis berichten veranderd? Pas HUURKOMPAS_WHATSAPP__FREE_MESSAGES_PER_MONTH aan.",
        ),
    ),
    NoticeKind.REFUSED: NoticeWords(
        "Een bericht is afgekeurd",
        "De dienst vond een bericht van ons fout. De huurder kreeg het niet. In het gesprek staat: niet verzonden.",
        (
            "Zoek het gesprek op en antwoord zelf, of bel de huurder.",
            "Geef de code door aan wie het programma onderhoudt. Een volgend bericht gaat gewoon weg.",
        ),
    ),
    NoticeKind.NOT_HEARD: NoticeWords(
        "Er komt niets meer binnen",
        "De dienst geeft ons niet door wat huurders schrijven. Ook geen nood. Wij blijven het elke minuut proberen.",
        (
            "InvalidToken of Forbidden: het token klopt niet meer. Maak een nieuw en start opnieuw.",
            "Conflict: een ander programma gebruikt hetzelfde token. Zet dat uit, of maak een nieuw token.",
            "BadRequest: kijk of HUURKOMPAS_PUBLIC_URL klopt en met https begint.",
            "Een andere code: geef die door aan wie het programma onderhoudt.",
            _OTHER_WAY,
        ),
    ),
    NoticeKind.SET_ASIDE: NoticeWords(
        "Een bericht kon niet worden gelezen",
        "Wat er kwam, is bewaard, maar staat niet in een gesprek. De huurder krijgt er geen antwoord op.",
        (
            "Geef de code door aan wie het programma onderhoudt. Andere berichten komen gewoon binnen.",
            "Belt of schrijft een huurder dat antwoord uitblijft? Vraag dan om het bericht nog eens te sturen.",
        ),
    ),
    NoticeKind.TROUBLE: NoticeWords(
        "De dienst meldt een probleem",
        "Wij kennen deze code niet, of er volgt voor ons niets uit. Berichten gaan door.",
        (_MANAGER, "Zie je niets bijzonders? Dan hoef je niets te doen."),
    ),
    NoticeKind.ACCOUNT_DISABLED: NoticeWords(
        "Het account is uitgezet",
        "Niemand kan ons nog via WhatsApp bereiken, en wij niemand. Wat huurders sturen, komt niet aan.",
        (_MANAGER, "Vraag daar om een nieuwe beoordeling, of bel je partner van Meta.", _OTHER_WAY),
    ),
    NoticeKind.ACCOUNT_SCHEDULED: NoticeWords(
        "Het account wordt binnenkort uitgezet",
        "Op de genoemde dag stopt WhatsApp, als er niets verandert.",
        (
            _MANAGER,
            "Los op wat daar staat, of vraag om een nieuwe beoordeling.",
            "Bereid voor hoe huurders je dan bereiken.",
        ),
    ),
    NoticeKind.ACCOUNT_VIOLATION: NoticeWords(
        "WhatsApp vindt dat we een regel overtreden",
        "Nog een keer kan het account op slot. Let op: incasso mag niet via WhatsApp.",
        (
            "Kijk welke regel het is, en of het klopt. Klopt het niet: vraag om een nieuwe beoordeling.",
            "Zet zelf beginnen (outreach in whatsapp.yml) uit tot het is opgelost.",
        ),
    ),
    NoticeKind.ACCOUNT_RESTRICTED: NoticeWords(
        "Het account mag een tijd minder",
        "Meestal mogen we zelf geen gesprek beginnen. Soms mogen we ook niet antwoorden.",
        (
            _MANAGER,
            "Herinneringen gaan vanzelf per sms of e-mail, als die zijn ingesteld.",
            "Mag antwoorden ook niet: bel wie op antwoord wacht. Zij staan in het postvak.",
        ),
    ),
    NoticeKind.ACCOUNT_DISCONNECTED: NoticeWords(
        "De koppeling met het account is verbroken",
        "Het programma hoort bij Meta niet meer bij dit account. Berichten komen niet meer aan.",
        (
            "Was dit de bedoeling? Dan hoef je niets te doen.",
            "Zo niet: koppel de app opnieuw in Meta Business.",
            _OTHER_WAY,
        ),
    ),
    NoticeKind.ACCOUNT_REVIEW: NoticeWords(
        "Het account is niet goedgekeurd",
        "Zonder goedkeuring mag het account weinig of niets sturen.",
        (_MANAGER, "Vul aan wat er wordt gevraagd, en dien het opnieuw in."),
    ),
    NoticeKind.ACCOUNT_ALERT: NoticeWords(
        "Waarschuwing over het account",
        "WhatsApp vraagt aandacht. Berichten gaan nu nog door.",
        (_MANAGER,),
    ),
    NoticeKind.ACCOUNT_OTHER: NoticeWords(
        "Er is iets veranderd aan het account",
        "Wij kennen deze melding niet. Berichten gaan door.",
        (_MANAGER, "Zie je niets bijzonders? Dan hoef je niets te doen."),
    ),
    NoticeKind.QUALITY_LOW: NoticeWords(
        "De kwaliteit van het nummer is laag",
        "Te veel mensen blokkeren of melden ons. Blijft dat zo, dan mogen we minder sturen.",
        (
            "Begin een tijd niet zelf: zet outreach in whatsapp.yml uit. Antwoorden kan gewoon.",
            "Lees een paar gesprekken na waarin mensen stop zeiden.",
        ),
    ),
    NoticeKind.LIMIT_LOWERED: NoticeWords(
        "We mogen minder mensen een eerste bericht sturen",
        "De grens geldt alleen voor gesprekken die wij beginnen. Wie ons schrijft, krijgt gewoon antwoord.",
        ("Stuur een tijd minder berichten uit onszelf.", _MANAGER),
    ),
    NoticeKind.NAME_REFUSED: NoticeWords(
        "De naam bij het nummer is afgekeurd",
        "Huurders zien dan alleen een nummer. Soms mag het nummer ook niets sturen.",
        ("Dien in WhatsApp Manager een naam in die hoort bij de corporatie.",),
    ),
    NoticeKind.SECURITY: NoticeWords(
        "Iemand veranderde de beveiliging van het nummer",
        "Het gaat om de pincode in twee stappen. Wie die heeft, kan het nummer overnemen.",
        (
            "Vraag je collega's of zij dit deden.",
            "Niemand? Verander de pincode meteen, en kijk wie er in Meta Business beheerder is.",
        ),
    ),
    NoticeKind.OTHER_APP: NoticeWords(
        "Een ander programma neemt gesprekken op dit nummer over",
        "Wat huurders dat programma schrijven, komt niet bij ons. Ook geen nood.",
        ("Zet in Meta Business de eigen assistent (AI) van Meta, of het andere programma, op dit nummer uit.",),
    ),
    NoticeKind.TEMPLATE_STOPPED: NoticeWords(
        "Een sjabloon mag niet meer worden gebruikt",
        "Wat met dit sjabloon zou gaan, gaat nu per sms of e-mail, of wacht tot de huurder schrijft.",
        (
            "Kijk in WhatsApp Manager waarom. Na een pauze komt het meestal vanzelf terug.",
            "Afgekeurd of weg? Maak een nieuw sjabloon, laat het goedkeuren en zet het in whatsapp.yml.",
        ),
    ),
    NoticeKind.TEMPLATE_FLAGGED: NoticeWords(
        "Een sjabloon loopt gevaar",
        "Het mag nu nog. Verandert er niets, dan stopt WhatsApp het.",
        ("Stuur dit sjabloon minder vaak.", "Kijk in WhatsApp Manager wat er mis mee is."),
    ),
    NoticeKind.TEMPLATE_QUALITY: NoticeWords(
        "De kwaliteit van een sjabloon daalt",
        "Mensen blokkeren of melden dit bericht. Bij rood kan WhatsApp het sjabloon stoppen.",
        ("Maak de tekst duidelijker, of stuur het aan minder mensen.",),
    ),
    NoticeKind.TEMPLATE_CATEGORY: NoticeWords(
        "Een sjabloon valt nu in een andere soort",
        "Als reclame (MARKETING) kost het meer, en wie geen reclame wil, krijgt het niet.",
        (
            "Gaat het bericht over een afspraak of vraag van de huurder? Vraag in WhatsApp Manager om herziening.",
            "Haal wat op reclame lijkt uit de tekst, en dien hem opnieuw in.",
        ),
    ),
    NoticeKind.TEMPLATE_CHANGED: NoticeWords(
        "De tekst van een sjabloon is bij WhatsApp veranderd",
        "Wij sturen wat in whatsapp.yml staat. Past dat er niet meer bij, dan weigert WhatsApp het.",
        ("Vergelijk de tekst in WhatsApp Manager met whatsapp.yml.", _REGISTER),
    ),
}

BEGUN = "wat wij zelf beginnen"
#: What stands beside a notice; what has no name here is not shown.
FACTS: Mapping[str, str] = {
    "template": "Sjabloon",
    "number": "Nummer",
    "name": "Naam",
    "event": "Melding",
    "reason": "Reden",
    "code": "Code",
    "detail": "Uitleg van de dienst",
    "violation": "Regel",
    "restriction": "Wat niet mag",
    "decision": "Besluit",
    "alert": "Soort",
    "severity": "Ernst",
    "score": "Kwaliteit",
    "category": "Soort nu",
    "before": "Eerst",
    "limit": "Grens nu",
    "date": "Op",
    "until": "Tot",
    "delivered": "Bezorgd deze maand",
    "allowance": "Gratis per maand",
}
#: Words of the provider that come often; the rest is shown as it was told.
VALUES: Mapping[str, str] = {
    "GREEN": "groen",
    "YELLOW": "geel",
    "RED": "rood",
    "UNKNOWN": "onbekend",
    "MARKETING": "reclame",
    "UTILITY": "dienst",
    "AUTHENTICATION": "inloggen",
    "PAUSED": "gepauzeerd",
    "DISABLED": "uitgezet",
    "REJECTED": "afgekeurd",
    "DECLINED": "afgekeurd",
    "DEFERRED": "uitgesteld",
    "DELETED": "verwijderd",
    "PENDING_DELETION": "wordt verwijderd",
    "ARCHIVED": "opgeborgen",
    "FLAGGED": "loopt gevaar",
    "CRITICAL": "ernstig",
    "WARNING": "waarschuwing",
    "RESTRICTED_BIZ_INITIATED_MESSAGING": "zelf een gesprek beginnen",
    "RESTRICTED_CUSTOMER_INITIATED_MESSAGING": "antwoorden",
    "RESTRICTED_ADD_PHONE_NUMBER_ACTION": "een nummer toevoegen",
}


def part(name: str) -> str:
    """What of a channel stands still, where that is not all of it."""
    return BEGUN if name == EVERYTHING_BEGUN else f"sjabloon {name}"


def told(facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and value of what is known of a notice, in the order of the list."""
    return [
        (name, ", ".join(VALUES.get(part, part) for part in facts[key].split(", ")))
        for key, name in FACTS.items()
        if facts.get(key)
    ]
