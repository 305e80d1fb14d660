"""Dutch words of the pages about tenants, agreements, sign-ups, the content and the policy. Pure."""

from collections.abc import Mapping

from bot.arrangements.disputes import DisputeOutcome
from bot.arrangements.models import OF_NUDGE, Actor, EventKind
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.facts import Fact
from bot.arrangements.rules.guarding import Hindrance, Nudge
from bot.arrangements.rules.life import EndReason, State
from bot.identity.authorising import PROOF_WORDS as PROOFS
from bot.knowledge.reviewing import Standing
from bot.staff.agreements import Show
from bot.staff.texts import DANGERS, MARKERS
from bot.tenancy.models import EntryKind, Stage

#: The words of others that these pages use too.
__all__ = ["DANGERS", "MARKERS", "PROOFS"]

SHOWS: Mapping[Show, str] = {
    Show.WAITING: "Wacht op ons",
    Show.OFFERED: "Bij de huurder",
    Show.DUE: "Binnen een week",
    Show.AT_RISK: "Dreigt mis te gaan",
    Show.BROKEN: "Niet nagekomen",
    Show.TASKS: "Te doen",
}
SHOW_HELP: Mapping[Show, str] = {
    Show.WAITING: "Voorstellen waar het beleid een medewerker bij vraagt. De oudste staat bovenaan.",
    Show.OFFERED: "Aangeboden. De huurder heeft nog geen ja gezegd.",
    Show.DUE: "Lopende afspraken met een termijn binnen een week, of al voorbij en nog niet betaald.",
    Show.AT_RISK: "Er is een termijn gemist, of de huurder zei dat het niet lukt.",
    Show.BROKEN: "De afgelopen negentig dagen gestopt omdat er te veel was gemist.",
    Show.TASKS: "Wat vanzelf niet lukte, zoals een bericht dat niet aankwam. Het blijft staan tot iemand het afvinkt.",
}
SHOW_EMPTY: Mapping[Show, str] = {
    Show.WAITING: "Er wacht geen voorstel.",
    Show.OFFERED: "Er ligt niets bij een huurder.",
    Show.DUE: "Er valt niets binnen een week.",
    Show.AT_RISK: "Er dreigt geen afspraak mis te gaan.",
    Show.BROKEN: "Er is niets gestopt in de afgelopen negentig dagen.",
    Show.TASKS: "Er is niets te doen.",
}
KINDS: Mapping[Kind, str] = {
    Kind.ARRANGEMENT: "Betalingsregeling",
    Kind.DEFERRAL: "Uitstel",
    Kind.PAY_DATE: "Andere betaaldag",
}
STATES: Mapping[State, str] = {
    State.PROPOSED: "voorgesteld",
    State.AWAITING_APPROVAL: "wacht op een medewerker",
    State.OFFERED: "aangeboden aan de huurder",
    State.ACTIVE: "loopt",
    State.AT_RISK: "dreigt mis te gaan",
    State.COMPLETED: "helemaal betaald",
    State.BROKEN: "niet nagekomen",
    State.ENDED: "gestopt",
    State.DECLINED: "afgewezen",
    State.WITHDRAWN: "van tafel",
    State.EXPIRED: "verlopen",
}
END_REASONS: Mapping[EndReason, str] = {
    EndReason.KEPT: "alles is betaald",
    EndReason.EARLY_PAYOFF: "eerder afbetaald",
    EndReason.BREACH: "te veel gemist",
    EndReason.RENEGOTIATED: "opnieuw afgesproken",
    EndReason.MOVED: "verhuisd",
    EndReason.DEATH: "overleden",
    EndReason.ADMINISTRATOR: "bewindvoerder regelt het geld",
    EndReason.DEBT_SCHEME: "schuldregeling begonnen",
    EndReason.AGREED_OTHERWISE: "iets anders afgesproken",
}
ACTORS: Mapping[Actor, str] = {
    Actor.TENANT: "de huurder",
    Actor.ASSISTANT: "de assistent",
    Actor.STAFF: "een medewerker",
    Actor.SYSTEM: "vanzelf",
}
#: What we wrote of ourselves, as a line of an agreement's history.
NUDGE_EVENTS: Mapping[Nudge, str] = {
    Nudge.REMINDER: "herinnering gestuurd",
    Nudge.QUESTION: "gevraagd of er iets tussenkwam",
    Nudge.PERSON: "een medewerker gevraagd om te bellen",
    Nudge.THANKS: "bedankt voor de betaling",
}
#: By which way something was told; channels have their own names.
WAYS: Mapping[str, str] = {
    "sms": "sms",
    "email": "e-mail",
    "person": "een medewerker",
    "web-hint": "een seintje in de webchat",
    "passed": "niet meer nodig",
    "too_late": "te laat om nog te vertellen",
}
EVENTS: Mapping[str, str] = {
    EventKind.OFFERED: "aangeboden",
    EventKind.AWAITING_APPROVAL: "voorgesteld, wacht op een medewerker",
    EventKind.APPROVED: "goedgekeurd",
    EventKind.DECLINED: "afgewezen",
    EventKind.AGREED: "ja gezegd",
    EventKind.REPLACED: "vervangen door een nieuwer voorstel",
    EventKind.WITHDRAWN: "van tafel gehaald",
    EventKind.OUTDATED: "van tafel: het bedrag klopte niet meer",
    EventKind.EXPIRED: "verlopen zonder antwoord",
    EventKind.TROUBLE: "huurder zegt dat een termijn niet lukt",
    EventKind.ACTIVE: "weer op schema",
    EventKind.AT_RISK: "termijn gemist",
    EventKind.PAID: "betaling gezien",
    EventKind.PAYMENT_REVERSED: "betaling teruggehaald",
    EventKind.COMPLETED: "helemaal betaald",
    EventKind.BROKEN: "gestopt: niet nagekomen",
    EventKind.ENDED: "gestopt",
    EventKind.TASK: "taak voor een medewerker",
    EventKind.TASK_DONE: "taak afgevinkt",
    EventKind.TOLD: "verteld aan de huurder",
    **{OF_NUDGE[nudge]: told for nudge, told in NUDGE_EVENTS.items()},
}
#: What a colleague did first, for who came second: `Joris keurde dit al goed`.
DID: Mapping[str, str] = {
    "approved": "{name} keurde dit al goed",
    "declined": "{name} wees dit al af",
    "offered": "{name} deed al een ander voorstel",
    "replaced": "{name} deed al een ander voorstel",
    "ended": "{name} stopte deze afspraak al",
    "broken": "{name} stopte deze afspraak al",
}
#: The same as the beginning of a line.
NUDGES: Mapping[Nudge, str] = {nudge: told[:1].upper() + told[1:] for nudge, told in NUDGE_EVENTS.items()}
HINDRANCES: Mapping[Hindrance, str] = {
    Hindrance.DANGER: "er was gevaar",
    Hindrance.DISPUTE: "het bedrag wordt betwist",
    Hindrance.ADMINISTRATOR: "er is een bewindvoerder",
    Hindrance.DEBT_SCHEME: "er is een schuldregeling",
    Hindrance.OPTED_OUT: "afgemeld voor berichten",
    Hindrance.DO_NOT_CONTACT: "niet benaderen",
}
MOMENTS: Mapping[str, str] = {
    "talk": "Gesprek",
    "handoff": "Overdracht",
    "agreement": "Afspraak",
    "refused": "Kon niet",
    "nudge": "Bericht van ons",
    "referral": "Aanmelding",
    "marker": "Bijzonderheid",
    "authorisation": "Machtiging",
    "dispute": "Bezwaar",
    "contact": "Contactgegevens",
}
#: Kinds of contact data, as they stand in a sentence.
CONTACTS: Mapping[str, str] = {"phone": "het telefoonnummer", "email": "het e-mailadres"}
ENTRIES: Mapping[EntryKind, str] = {
    EntryKind.RENT: "Huur",
    EntryKind.PAYMENT: "Betaling",
    EntryKind.REVERSAL: "Terugboeking",
    EntryKind.COST: "Kosten",
    EntryKind.CORRECTION: "Correctie",
}
STAGES: Mapping[Stage, str] = {
    Stage.NONE: "Geen stappen gezet",
    Stage.REMINDER: "Herinnering",
    Stage.FORMAL_NOTICE: "Aanmaning of 14-dagenbrief",
    Stage.COLLECTION: "Incassobureau of deurwaarder",
    Stage.SUMMONS: "Dagvaarding",
    Stage.JUDGMENT: "Vonnis",
    Stage.EVICTION_NOTICE: "Ontruiming aangezegd",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ALONE: "assistent spreekt het af",
    Outcome.COLLECTOR: "medewerker kijkt",
    Outcome.ASK: "eerst iets vragen",
    Outcome.REFUSED: "kan niet",
}
#: The files of facts, as people call their subject.
ROOMS: Mapping[str, str] = {
    "arrangements": "Betalingsregelingen",
    "benefits": "Toeslagen en regelingen",
    "collection-agencies": "Incassobureaus",
    "costs": "Kosten en rente",
    "debt-help": "Schuldhulp en beslag",
    "early-signalling": "Melding bij de gemeente",
    "landlord": "Wat de verhuurder mag",
    "process": "Van achterstand tot uitzetting",
    "referrals": "Hulporganisaties",
    "this-assistant": "Deze assistent",
}
VOLATILITY: Mapping[str, str] = {
    "volatile": "kan elk moment veranderen",
    "yearly": "verandert elk jaar",
    "stable": "verandert zelden",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.PAST: "Over datum: wordt niet meer gezegd",
    Standing.UNCONFIRMED: "Niet bevestigd: wordt nog niet gezegd",
    Standing.SOON: "Binnenkort nakijken",
}
STANDINGS_SHORT: Mapping[Standing, str] = {
    Standing.PAST: "Over datum",
    Standing.UNCONFIRMED: "Niet bevestigd",
    Standing.SOON: "Binnenkort",
}
FACTS: Mapping[Fact, str] = {
    Fact.TENANCY_MONTHS: "Maanden huurder",
    Fact.ARREARS_MONTHS: "Achterstand in maanden huur",
    Fact.ARREARS: "Achterstand",
    Fact.MONTHS_SINCE_ARRANGEMENT: "Maanden sinds de vorige regeling",
    Fact.MONTHS_SINCE_BROKEN: "Maanden sinds een afspraak niet is nagekomen",
    Fact.MONTHS_SINCE_DEFERRAL: "Maanden sinds het vorige uitstel",
    Fact.LIVE_ARRANGEMENT: "Er loopt al een afspraak",
    Fact.MONTHS_ON_TIME: "Maanden achter elkaar op tijd betaald",
    Fact.CONTRACT_ENDED: "Huurovereenkomst gestopt",
    Fact.BAILIFF: "Dossier bij de deurwaarder",
    Fact.WSNP: "Wsnp",
    Fact.AMICABLE_SCHEME: "Minnelijke schuldregeling",
    Fact.ADMINISTRATOR: "Bewindvoerder",
    Fact.DISPUTE: "Bedrag wordt betwist",
    Fact.INCOME_FELL: "Inkomen is gedaald",
    Fact.DEBT_ADVISER: "Er helpt al iemand met de schulden",
    Fact.PROOF_SHOWN: "Bewijs laten zien",
    Fact.TERMS: "Aantal termijnen",
    Fact.TOTAL: "Totaal van de afspraak",
    Fact.FIRST_PAYMENT_DAYS: "Dagen tot de eerste betaling",
    Fact.DEFERRAL_DAYS: "Dagen uitstel",
    Fact.CHANGES: "Keren dat de afspraak is veranderd",
}
#: Names under which a plan's own bounds are told.
BOUNDS: Mapping[str, str] = {
    "nothing-open": "Er staat niets open",
    "too-many-terms": "Meer termijnen dan mag",
    "too-few-terms": "Minder termijnen dan moet",
    "instalment-too-small": "Termijn te klein",
    "first-payment-too-late": "Eerste betaling te laat",
    "day-has-passed": "Dag is voorbij",
    "deferral-too-long": "Uitstel te lang",
    "moved-too-far": "Termijn te ver verzet",
    "not-later": "Dag is niet later",
    "changes-not-allowed": "Wijzigen mag niet",
    "merging-not-allowed": "Nieuwe maand erbij mag niet",
    "nothing-new-open": "Er is geen nieuwe maand open",
    "no-such-instalment": "Termijn staat niet open",
    "first-payment-put-off": "Eerste betaling later dan mag, geteld vanaf de eerste afspraak",
    "lasts-beyond-the-longest": "Loopt langer door dan mag, geteld vanaf de eerste afspraak",
    "live-agreement": "Er loopt al een afspraak",
    "more-than-you-can-miss": "Meer dan de huurder kan missen",
    "pay-day-not-offered": "Deze betaaldag kan niet",
    "proof-to-be-seen": "Bewijs bekijken voor deze betaaldag",
    "not-offered": "Dit biedt het beleid niet aan",
}
DISPUTE_OUTCOMES: Mapping[DisputeOutcome, str] = {
    DisputeOutcome.PAYMENT_FOUND: "Betaling gevonden",
    DisputeOutcome.CORRECTED: "Bedrag aangepast",
    DisputeOutcome.STANDS: "Het bedrag klopt",
    DisputeOutcome.WITHDRAWN: "Door de huurder ingetrokken",
}
#: For who chooses one.
DISPUTE_CHOICES: Mapping[DisputeOutcome, str] = {
    DisputeOutcome.PAYMENT_FOUND: "De betaling is gevonden",
    DisputeOutcome.CORRECTED: "Het bedrag was fout en is aangepast in de administratie",
    DisputeOutcome.STANDS: "Het bedrag klopt zoals het er staat",
}
LIMITS = (("at_least", "minstens"), ("more_than", "meer dan"), ("at_most", "hoogstens"), ("less_than", "minder dan"))
FLASHES: Mapping[str, str] = {
    "goedgekeurd": "Goedgekeurd. De huurder kan nu ja zeggen. Die krijgt vanzelf bericht, zodra dat mag.",
    "afgewezen": "Afgewezen. De huurder leest je reden. Die krijgt vanzelf bericht, zodra dat mag.",
    "gewijzigd": "Je andere voorstel ligt er. De huurder kan nu ja zeggen. Die krijgt vanzelf bericht, zodra dat mag.",
    "voorgesteld": "Je voorstel ligt er. De huurder kan nu ja zeggen. Die krijgt vanzelf bericht, zodra dat mag.",
    "gedaan": "Afgevinkt.",
    "notitie": "Je notitie staat erbij. Alleen collega's zien haar.",
    "notitie-weg": "De notitie is weg.",
    "nagekeken": "Nagekeken. De huurder leest je uitleg. Die krijgt vanzelf bericht, zodra dat mag.",
    "gestopt": "De afspraak is gestopt.",
    "bijzonderheid": "De bijzonderheid staat erop.",
    "bijzonderheid-weg": "De bijzonderheid geldt niet meer.",
    "gemachtigd": "De machtiging is vastgelegd.",
    "machtiging-gestopt": "De machtiging telt niet meer.",
    "contact-terug": "De wijziging is teruggedraaid. Wie in de chat als deze huurder bekend was, is dat niet meer.",
    "aangemeld": "De aanmelding staat bij Gedaan. De huurder krijgt vanzelf bericht, zodra dat mag.",
}
REASON_NEEDED = "Schrijf in een paar woorden waarom. De huurder leest dit."
NOTE_NEEDED = "Schrijf in een paar woorden waarom."
NOT_ENOUGH_MISSED = "Er is nog niet genoeg gemist. Volgens jullie beleid kan deze afspraak nu niet stoppen."
NO_LONGER_ALLOWED = "Dit voorstel kan nu niet goedgekeurd worden. Doe een ander voorstel of wijs het af. De reden:"
FIRST_DAY_PASSED = "De eerste betaaldag is al voorbij. Doe een ander voorstel."
CHANGED_MEANWHILE = "Er is intussen iets veranderd. Kijk eerst hoe het nu staat."
CHOOSE_OUTCOME = "Kies wat je hebt gevonden."
CHOOSE_REASON = "Kies waarom de afspraak stopt."
