"""Every Dutch word that staff read and that is not in a template: labels of codes, and errors."""

from collections.abc import Mapping
from datetime import datetime

from bot.clock import in_amsterdam
from bot.conversation.models import Author, Owner, State
from bot.handoff.models import Reason
from bot.staff.models import Role
from bot.staff.rules import PASSWORD_MAX, PASSWORD_MIN, Outcome, PasswordProblem, Show
from bot.tenancy.importing.models import Answer, QuestionKind, RunState
from bot.tenancy.models import MarkerKind

REASONS: Mapping[str, str] = {
    Reason.DANGER: "Gevaar",
    Reason.EVICTION: "Vonnis of ontruiming",
    Reason.ASKED: "Vraagt om een mens",
    Reason.CALLBACK: "Wil teruggebeld worden",
    Reason.VISIT: "Wil een huisbezoek",
    Reason.NOT_UNDERSTOOD: "De assistent begreep het niet",
    Reason.ENGINE_DOWN: "De assistent was er even niet",
    Reason.UNHANDLED: "De assistent kon een bericht niet verwerken",
    Reason.FILE: "Stuurde een foto, bestand of spraakbericht",
    Reason.PROPOSAL: "Voorstel om te betalen",
    Reason.SIGN_UP: "Wil aangemeld worden",
    Reason.OBJECTION: "Bezwaar tegen melding bij de gemeente",
    Reason.OTHER: "Anders",
}

DANGERS: Mapping[str, str] = {
    "suicide": "Denkt aan zelfdoding",
    "violence": "Geweld of bedreiging",
    "homeless_now": "Nu of binnen een week op straat",
    "no_food": "Geen eten of geld",
    "child_at_risk": "Kind in gevaar",
    "medical_risk": "Medisch gevaar",
    "no_energy": "Kind zonder stroom of warmte",
    "threat_to_staff": "Bedreigt een medewerker",
}

SIGNALS: Mapping[str, str] = {
    **DANGERS,
    "fear": "Angst",
    "shame": "Schaamte",
    "anger": "Boosheid",
    "sadness": "Verdriet",
    "court_stage": "Rechtbank",
    "bailiff_stage": "Deurwaarder",
    "eviction_date": "Datum van ontruiming",
    "third_party": "Schrijft voor iemand anders",
    "other_language": "Andere taal",
}

STAGES: Mapping[str, str] = {
    "reminder": "Herinnering",
    "formal_notice": "Aanmaning of 14-dagenbrief",
    "bailiff": "Incassobureau of deurwaarder",
    "summons": "Dagvaarding",
    "judgment": "Vonnis",
    "eviction_notice": "Ontruiming aangezegd",
}

#: How an alarm outside opening hours ended.
ALARM_ENDS: Mapping[str, str] = {
    "": "Loopt nog.",
    "taken": "Gestopt: een medewerker heeft het gesprek.",
    "cleared": "Gestopt: het gevaar is weg.",
    "given_up": "Gestopt: niemand kwam. Kijk zelf.",
}
WAYS: Mapping[str, str] = {"sms": "sms", "email": "e-mail"}


def call_moment(at: str) -> str:
    """The time of a call, as it was noted."""
    return in_amsterdam(datetime.fromisoformat(at)).strftime("%H.%M uur")


OWNERS: Mapping[str, str] = {
    Owner.ASSISTANT: "De assistent",
    Owner.QUEUE: "Wacht op een medewerker",
    Owner.PERSON: "Een medewerker",
}

AUTHORS: Mapping[str, str] = {
    Author.TENANT: "Huurder",
    Author.ASSISTANT: "Assistent",
    Author.STAFF: "Medewerker",
    Author.NOTICE: "Mededeling aan de huurder",
}

STATES: Mapping[str, str] = {
    State.PENDING: "wordt verzonden",
    State.SENDING: "wordt verzonden",
    State.SENT: "verzonden",
    State.DELIVERED: "bezorgd",
    State.READ: "gelezen",
    State.FAILED: "niet verzonden",
    State.UNKNOWN: "onbekend of het aankwam; stuur het niet zomaar opnieuw",
    State.DROPPED: "niet verzonden: een medewerker nam het over",
    State.PARKED: "wacht tot de huurder weer iets schrijft",
}

OUTCOMES: Mapping[str, str] = {
    Outcome.ANSWERED: "Vraag beantwoord",
    Outcome.ARRANGEMENT: "Betalingsregeling afgesproken",
    Outcome.DEFERRAL: "Uitstel afgesproken",
    Outcome.REFERRED: "Doorverwezen naar hulp",
    Outcome.CALLBACK: "Terugbellen afgesproken",
    Outcome.VISIT: "Huisbezoek afgesproken",
    Outcome.NO_RESPONSE: "Geen reactie van de huurder",
    Outcome.OTHER: "Anders",
}

TURN_OUTCOMES: Mapping[str, str] = {
    "answered": "beantwoord",
    "engine_down": "de assistent was er even niet",
    "unhandled": "kon niet verwerkt worden: lees dit zelf",
    "for_person": "voor een medewerker",
}

ROLES: Mapping[str, str] = {
    Role.COLLECTOR: "incassomedewerker",
    Role.COORDINATOR: "coördinator",
    Role.ADMIN: "beheerder",
}

#: What a role may do, for who hands it out.
ROLE_HELP: Mapping[str, str] = {
    Role.COLLECTOR: "Postvak, afspraken, bezwaren, huurders, aanmeldingen, beleid proberen.",
    Role.COORDINATOR: "Postvak, alle gesprekken zonder namen, aanmeldingen, inlezen, inhoud. Geen dossiers.",
    Role.ADMIN: "Alles, ook wie hier werkt en hoe het met de kanalen gaat.",
}

SHOWS: Mapping[str, str] = {
    Show.WORK: "Wacht en van mij",
    Show.WAITING: "Wacht",
    Show.MINE: "Van mij",
    Show.OPEN: "Alle open",
}

RUN_STATES: Mapping[str, str] = {
    RunState.CHECKING: "wordt gelezen",
    RunState.CHECKED: "wacht op jouw ja",
    RunState.APPLYING: "wordt verwerkt",
    RunState.APPLIED: "verwerkt",
    RunState.REFUSED: "geweigerd",
    RunState.DISCARDED: "niet verwerkt",
}

QUESTIONS: Mapping[str, str] = {
    QuestionKind.CONTRACT_GONE: "Overeenkomst verdwenen",
    QuestionKind.BOOKING_GONE: "Boeking verdwenen",
    QuestionKind.BOOKING_BACK: "Boeking terug",
    QuestionKind.PARTY_GONE: "Huurder verdwenen",
    QuestionKind.MARKER_GONE: "Bijzonderheid vervallen?",
}

QUESTION_HELP: Mapping[str, str] = {
    QuestionKind.CONTRACT_GONE: "Er stond nog iets open, en het nieuwste bestand noemt de overeenkomst niet meer.",
    QuestionKind.BOOKING_GONE: "De boeking stond nog open, en het nieuwste bestand noemt haar niet meer.",
    QuestionKind.BOOKING_BACK: "Een collega zei dat dit betaald of afgeboekt was. Nu staat het weer in het bestand.",
    QuestionKind.PARTY_GONE: "Deze persoon staat in het nieuwste bestand niet meer bij de overeenkomst.",
    QuestionKind.MARKER_GONE: "Volgens het nieuwste bestand geldt dit niet meer. Het blijft staan tot iemand het zegt.",
}

ANSWERS: Mapping[str, str] = {
    Answer.PAID: "Betaald",
    Answer.HANDED_OVER: "Naar de deurwaarder, het staat nog open",
    Answer.WRITTEN_OFF: "Afgeboekt of verrekend",
    Answer.STILL_OPEN: "Het staat nog open",
    Answer.LEFT: "Is van de overeenkomst af",
    Answer.STAYS: "Het blijft zo",
    Answer.CLEARED: "Geldt niet meer",
}

MARKERS: Mapping[str, str] = {
    MarkerKind.ADMINISTRATOR: "Bewindvoerder",
    MarkerKind.WSNP: "Wsnp",
    MarkerKind.AMICABLE_SCHEME: "Minnelijke schuldregeling",
    MarkerKind.BAILIFF_FILE: "Dossier bij de deurwaarder",
    MarkerKind.DO_NOT_CONTACT: "Niet benaderen",
    MarkerKind.EARLY_SIGNAL_OBJECTION: "Bezwaar tegen vroegsignalering",
}

NOT_UNDERSTOOD = "Niet begrepen"

# ── errors ────────────────────────────────────────────────────────────────────────────────────────

#: One answer for a wrong password, an unknown address and a lock, so that it tells nothing about who exists.
SIGN_IN_FAILED = (
    "Aanmelden lukte niet. Het e-mailadres of het wachtwoord klopt niet, of er is te vaak een verkeerd "
    "wachtwoord gegeven. Probeer het opnieuw. Na vijf keer moet je een kwartier wachten, daarna steeds langer."
)
TOO_MANY_ATTEMPTS = (
    "Vanaf dit netwerk is te vaak geprobeerd om aan te melden. Wacht tien minuten en probeer het opnieuw."
)
FORM_EXPIRED = "Deze pagina stond te lang open. Laad de pagina opnieuw en probeer het nog eens."

PASSWORD_PROBLEMS: Mapping[PasswordProblem, str] = {
    PasswordProblem.SHORT: f"Het wachtwoord is te kort: neem minstens {PASSWORD_MIN} tekens.",
    PasswordProblem.LONG: f"Het wachtwoord is te lang: neem hoogstens {PASSWORD_MAX} tekens.",
    PasswordProblem.COMMON: "Het wachtwoord is te makkelijk te raden: neem een paar woorden die niet bij elkaar horen.",
    PasswordProblem.PERSONAL: "In het wachtwoord staat (een deel van) de naam of het e-mailadres: kies iets anders.",
}
EMAIL_INVALID = "Dit is geen e-mailadres: {email}"
EMAIL_TAKEN = "Er is al een medewerker met het e-mailadres {email}."
EMAIL_UNKNOWN = "Er is geen medewerker met het e-mailadres {email}."
STAFF_UNKNOWN = "Deze medewerker is er niet (meer)."
NOT_YOURSELF = "Je eigen account sluit je niet, en je eigen rol verander je niet. Vraag het een andere beheerder."
CHOOSE_ROLE = "Kies een rol."
OLD_ONE_WRONG = (
    "Je wachtwoord van nu klopt niet, of het is te vaak verkeerd gegeven. Na vijf keer moet je een kwartier wachten."
)
NEW_ONES_DIFFER = "De twee nieuwe wachtwoorden zijn niet gelijk."
NAME_MISSING = "Vul een naam in. De huurder krijgt die naam te zien."

REPLY_EMPTY = "Typ eerst een antwoord."
REPLY_TOO_LONG = "Je antwoord is te lang: {length} tekens. Er passen er {limit} in één bericht."
REPLY_MARK = "Dit formulier hoort bij een ander bericht. Laad de pagina opnieuw en verstuur je antwoord nog een keer."
REPLY_NOT_YOURS = "Je antwoord is niet verzonden, want {who}. Je tekst staat er nog."
HAND_BACK_OUTCOME = "Kies hoe het gesprek is afgelopen."
HAND_BACK_DANGER = "Er was gevaar. Vink aan dat de juiste hulp is geregeld, of houd het gesprek bij je."
TAKE_BACK_TOO_LATE = "Terughalen kan niet meer: er is intussen iets veranderd. Overnemen kan hieronder."
NOTE_EMPTY = "Typ eerst een notitie."
NOTE_TOO_LONG = "Je notitie is te lang: {length} tekens. Er passen er {limit} in."
HAND_BACK_NOT_YOURS = "Je kunt dit gesprek niet teruggeven, want {who}."
GIVING_ON_DANGER = "Er is gevaar. Geef dit gesprek niet door via het postvak: vraag een collega om het over te nemen."
GIVING_ON_NOT_YOURS = "Je kunt dit gesprek niet doorgeven, want {who}."

HAS_IT = "{name} heeft dit gesprek"
NOBODY_HAS_IT = "je hebt dit gesprek niet (meer)"
SOMEBODY = "een collega"

FLASHES: Mapping[str, str] = {
    "teruggegeven": "Het gesprek is terug bij de assistent. De huurder weet dat.",
    "gesloten": "Het account is gesloten. Wat deze medewerker in behandeling had, wacht weer op een collega.",
    "geopend": "Het account is weer open, met het oude wachtwoord.",
    "rol": "De rol is veranderd.",
    "wachtwoord": "Je hebt een nieuw wachtwoord. Op andere apparaten ben je afgemeld.",
    "doorgegeven": "Het gesprek wacht op een collega. De huurder weet dat.",
    "gekoppeld": "Gekoppeld. Wie hier schrijft, is voor ons nu deze huurder.",
    "koppeling-terug": "De koppeling is teruggedraaid.",
    "afgemeld": "Je bent afgemeld.",
    "verlopen": "Je bent niet meer aangemeld: je was lang weg, of iemand heeft je afgemeld. Meld je opnieuw aan.",
}

ERRORS: Mapping[int, tuple[str, str]] = {
    400: ("Dit verzoek klopt niet", "Ga terug, laad de pagina opnieuw en probeer het nog eens."),
    403: ("Hier mag je niet bij", "Deze pagina hoort niet bij jouw rol. Klopt dat niet? Vraag het je beheerder."),
    404: ("Niet gevonden", "Deze pagina bestaat niet (meer). Misschien is het gesprek verwijderd."),
    405: ("Zo kan dit niet", "Ga terug en gebruik de knoppen op de pagina."),
    413: ("Te groot", "Wat je stuurde is te groot. Maak het korter."),
    429: ("Even wachten", "Je vroeg te veel achter elkaar. Wacht even en probeer het opnieuw."),
    500: (
        "Er ging iets mis",
        "Dit ligt aan ons. Probeer het zo nog eens. Blijft het fout gaan? Vertel het je beheerder.",
    ),
}
