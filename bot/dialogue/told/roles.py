"""What a sum is, by the words around it: owed, paid, offered, asked about. Pure.

The words around a sum decide. Where they do not, its role stays unclear: a guess must not become a statement.
"""

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.creditors import CREDITORS
from bot.dialogue.dates import MONTH_STEMS, WEEKDAY_NAMES
from bot.dialogue.told import duties
from bot.dialogue.told.clauses import Clause, clauses


class Role(enum.StrEnum):
    OWED = "owed"
    #: What somebody offers each month, or once.
    MONTHLY = "monthly"
    ONCE = "once"
    #: Offered, and whether each month or once was not said.
    OFFERED = "offered"
    PAID = "paid"
    #: The rent of a month, which is neither owed nor offered by being named.
    RENT = "rent"
    COSTS = "costs"
    #: What somebody earns, receives or has left: never kept.
    INCOME = "income"
    #: In a question about a sum.
    ASKED = "asked"
    #: Said not to be it ("niet 300").
    DENIED = "denied"
    #: What somebody cannot or will not pay ("ik betaal die 40 niet"): no offer and no debt.
    REFUSED = "refused"
    UNCLEAR = "unclear"


#: Roles of an own proposal.
OFFERS = frozenset({Role.MONTHLY, Role.ONCE, Role.OFFERED})
_NOT_IF_ASKED = OFFERS | {Role.UNCLEAR}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in cents, its role, and where it stands in the text."""

    cents: int
    role: Role
    start: int
    end: int


_I = re.IGNORECASE
_EURO = r"(?:€|euro'?s?|eur)"
#: What may stand between a word and the sum that it is about.
_FILL = (
    rf"(?:[\s:]*(?:van|is|was|nu|nog|al|ineens|ongeveer|ca\.?|zo'n|ruim|bijna|in totaal|totaal|de|het|die|dat|een|ik"
    rf"|er|staat|we|wij|ben|heb|van jullie|voor|op|met|voor de|{_EURO}))*[\s:]*$"
)
_AFTER = rf"^\s*(?:{_EURO}|,-|,–)?\s*"
_DEBT = (
    r"(?:huur)?(?:schuld|achterstand)\w*|achterstallig\w*|openstaand\w*|vordering|hoofdsom|(?:laatste )?aanmaning"
    r"|herinnering|dagvaarding|sommatie|eis(?:en)?|vonnis|totaalbedrag"
)
_PER_MONTH = r"(?:p/?m\b|p/mnd\b|p\.m\.|(?:per|elke|iedere|in de|de|/)\s*(?:maand|mnd)\b|maandelijks\b|p/?maand\b)"
PAID_WORDS = re.compile(
    r"\b(?:betaald|overgemaakt|overgeboekt|overgeschreven|voldaan|gestort|afbetaald|afgelost|ontvangen|gepind"
    r"|binnengekomen|afgeboekt|afgeschreven)\b",
    re.IGNORECASE,
)
#: Words that take a payment back: still to come, or not done.
_NOT_PAID = re.compile(
    r"\b(?:niet|nooit|geen|nog te|moet(?:en)?|word(?:t|en)?|zou(?:den)?|wil(?:len)?|kan|kunnen|zal|ga)\b", _I
)
_INCOME = re.compile(
    r"\b(?:verdien\w*|salaris|loon|uitkering|inkomen|inkomsten|bijstand|toeslag\w*|huurtoeslag|kinderbijslag|aow"
    r"|pensioen|leefgeld|netto|bruto|ww|wia|wajong|studiefinanciering|vakantiegeld|(?:hou|houd|blijft?)\b.{0,25}\bover"
    r"|(?:krijg|ontvang) (?:ik|we|wij)\b|(?:ik|we) (?:krijg\w*|ontvang\w*)|leven van|rondkomen|boodschappen)\b",
    _I,
)
_COSTS = re.compile(r"\b(?:\w*kosten|boetes?|rente|griffierecht|btw|administratie\w*)\b|\b(?:kost|rekenen?)\b", _I)
_RENT = re.compile(
    r"\b(?:huur|huurprijs|kale huur|servicekosten|automatisch\w*|incasso|afgeschreven|afschrijving)\b", _I
)
_OWES = re.compile(
    rf"\b(?:{_DEBT}|achter|openstaa\w*|open|schuldig|te laat|te weinig|rood|moet(?:en)?\b.{{0,40}}\bbetalen"
    r"|(?:jullie|ze|zij) (?:willen|eisen|vragen|zeggen)|(?:willen|eisen|vragen) (?:jullie|ze|zij))\b",
    _I,
)
_OFFERS = re.compile(
    r"\b(?:(?:ik|we|wij) (?:\w+ ){0,2}(?:kan|kunnen|wil|willen|zou|betaal|doe|stort|geef|maak)"
    r"|(?:kan|kunnen|wil|willen|zou|mag|betaal) (?:ik|we|wij)|missen|aflossen|afbetalen|voorstel\w*|lukt|bieden"
    r"|(?:i|we) (?:can|will|have|pay|want)"
    r"|aanbetal\w*|betalen)\b",
    _I,
)
_NOW = re.compile(
    r"\b(?:nu|now|today|meteen|direct|alvast|eerst|eenmalig|ineens|in (?:één|een|1) keer|vandaag|morgen)\b", _I
)
_DAY = re.compile(
    rf"\b(?:{WEEKDAY_NAMES}|de \d{{1,2}}e|\d{{1,2}} ?(?:{MONTH_STEMS})\w*|volgende (?:week|maand)"
    r"|eind(?:e)? (?:van de )?maand|eind \w+)\b",
    _I,
)
_ASKS = re.compile(r"\b(?:waarom|hoezo|hoe kan|waar komt|wat (?:is|zijn|moet|nu)|klopt|hoe ?veel|welke?)\b", _I)
_WEEKLY = re.compile(
    r"\b(?:per|elke|iedere) (?:2 |twee |vier |4 )?we(?:ek|ken)\b|\bp/?w\b|\bwekelijks\b|\bom de (?:andere )?week\b"
    rf"|\b(?:elke|iedere) (?:{WEEKDAY_NAMES})\b",
    _I,
)

#: A sum and a day beside these tell when something is due, not when it will be paid: "890 dinsdag. krijg ik uitstel".
_NOT_THEN = re.compile(
    r"\b(?:kan|kunnen|lukt|red|ga)\b[^.?!]{0,40}\bniet\b[^.?!]{0,15}\bbetal\w*|\bniet betalen\b|\bniet lukken\b"
    r"|\b(?:krijg|mag|kan|wil|vraag|graag)\b[^.?!]{0,25}\buitstel\b|\buitstel\b[^.?!]{0,15}\b(?:krijgen|mogelijk)\b",
    _I,
)
_HAVE = re.compile(r"\b(?:heb|hebben|had|hadden)\b", _I)
_MUST = re.compile(r"\bmoet(?:en)?\b", _I)
#: Whoever else may be owed something.
_OTHERS = re.compile(
    rf"\b(?:{CREDITORS}|lening\w*|andere schuld\w*|vrienden|familie|(?:bij|aan) (?:de |mijn |een )?(?:bank|gemeente"
    r"|moeder|vader|broer|zus|vriend\w*|kennis|webshop|uwv|incassobureau))\b",
    _I,
)
#: Only supposed: "als ik 3100 betaal".
_SUPPOSES = re.compile(r"^\W*(?:wat |en |maar |dus )*(?:als|stel|indien)\b", _I)
_BESIDE_RENT = re.compile(r"\b(?:naast|plus|boven\w*|bij|erbij)\b", _I)
_CLAIMED = re.compile(rf"{_AFTER}{_PER_MONTH}", _I)

#: What may stand between a sum and the "not" that refuses to pay it.
_BETWEEN = (
    r"(?:\s*(?:€|euro'?s?|eur|,-|p/?m|per maand|elke maand|de|die|dat|een|van|voor|extra|\w*kosten|boete|rente|ik|we"
    r"|wij|ze|kan|kunnen|wil|willen|ga|gaan|zal|betaal|betalen|lukt|red|haal|heb|hebben|trek|gaat|doe|er|mij|me|echt|gewoon"
    r"|helemaal|ook|nu|zomaar|eens|meteen|vandaag|in|ineens|keer|één|1|om te|te|juist|dus|dan|toch|absoluut|zeker"
    r"|per|maand|bij|aan|jullie|huur|nog|zo)\b|\s*€)*\s*"
)
_REFUSES = re.compile(
    r"\b(?:betaal\w*|betalen|kan|kunnen|wil|willen|lukt|red|redden|haal|heb|hebben|missen|trek|gaat|doe|ga)\b", _I
)
_REFUSED_AFTER = re.compile(
    rf"^{_BETWEEN}\b(?:niet|nooit)\b"
    r"(?! (?:veel|genoeg|erg|te |zo |alleen|meer dan|gek|betaald|gekregen|ontvangen|gehad|waar))"
    rf"|^{_BETWEEN}\b(?:onmogelijk|te veel|teveel)\b",
    _I,
)
_SENTENCE = re.compile(r"[!?;\n]|\.(?!\d)|,(?!\d)")
_REFUSED_BEFORE = re.compile(
    rf"\b(?:niet|geen|nooit|weiger)\b(?! (?:meer dan|alleen|minder|eens))(?:\s*om\b)?{_BETWEEN}$", _I
)

#: By what stands right before a sum, or right behind it. The first that fits decides.
_BESIDE: Sequence[tuple[Role, re.Pattern[str] | None, re.Pattern[str] | None]] = (
    (
        Role.DENIED,
        re.compile(r"\b(?:niet|geen|nooit|in plaats van|ipv)\s+(?:die |de |maar )?(?:€ ?)?$", _I),
        re.compile(rf"{_AFTER}(?:is|was) (?:gewoon |echt |dus |helemaal )?(?:fout|verkeerd|onzin)\b", _I),
    ),
    (
        Role.MONTHLY,
        re.compile(rf"\b{_PER_MONTH}\s*(?:\w+\s+){{0,2}}(?:€ ?)?$", _I),
        re.compile(rf"{_AFTER}{_PER_MONTH}", _I),
    ),
    (
        Role.COSTS,
        re.compile(rf"\b(?:\w*kosten|boete|rente|griffierecht|btw)\b{_FILL}", _I),
        re.compile(rf"{_AFTER}(?:aan |voor )?(?:\w*kosten|boete|rente|griffierecht|btw)\b", _I),
    ),
    (
        Role.OWED,
        re.compile(
            rf"\b(?:{_DEBT}|brief|(?:de )?rest van|restant van|achter(?:loop|sta)?|open|schuldig"
            rf"|(?:genoeg|voldoende) voor){_FILL}",
            _I,
        ),
        re.compile(
            rf"{_AFTER}(?:(?:is|was|aan|aan de|bedraagt) )?(?:mijn |de |mn |onze |huur )*"
            rf"(?:{_DEBT}|achter(?!af)|open\b|te betalen\b|te laat\b|schuldig\b"
            r"|in (?:\w+ )?(?:keer|keren|stukjes|stukken|delen|termijnen)\b)",
            _I,
        ),
    ),
    (
        Role.RENT,
        re.compile(rf"\bhuur{_FILL}", _I),
        re.compile(rf"{_AFTER}(?:(?:is|aan|voor) )?(?:mijn |de |mn |kale )*(?:huur|maandhuur)\b", _I),
    ),
)


class Around:
    """The words around one sum: those next to it, and those of its clause."""

    def __init__(self, text: str, amount: Amount, found: Sequence[Amount], past: bool) -> None:
        parts = list(clauses(text))
        place = next((n for n, p in enumerate(parts) if p.start <= amount.start < p.end), 0)
        part = parts[place] if parts else Clause(text, 0)
        earlier = [a.end for a in found if part.start < a.end <= amount.start]
        later = [a.start for a in found if amount.end <= a.start < part.end]
        self._before = text[max(earlier, default=part.start) : amount.start]
        if earlier:
            # What stands right behind the sum before it is about that one.
            self._before = _CLAIMED.sub("", self._before)
        self._after = text[amount.end : min(later, default=part.end)]
        #: As far as the sentence goes: "100 nu kan ik toch niet" refuses across what parts a clause.
        self._onward = _SENTENCE.split(text[amount.end : min(later, default=len(text))])[0]
        self._clause = part.text
        self._rest = " ".join(p.text for p in parts[place + 1 :])
        self._alone = not earlier and not later
        self._past = past
        self._is_not_then = _NOT_THEN.search(text) is not None
        self._is_asked = duties.asks_whether_to_pay(text, amount.start)

    def role(self) -> Role:
        found = self._told()
        # A question is no pledge, however it names the sum.
        return Role.ASKED if self._is_asked and found in _NOT_IF_ASKED else found

    def _told(self) -> Role:
        if self._is_refused():
            # What a letter asks for costs stays that, also where somebody will not pay it.
            return Role.COSTS if _COSTS.search(f"{self._before} {self._after}") else Role.REFUSED
        for role, left, right in _BESIDE:
            if (left is not None and left.search(self._before)) or (right is not None and right.search(self._after)):
                return self._unless_received(role)
        return self._by_clause()

    def _is_refused(self) -> bool:
        """Whether somebody cannot or will not pay this; what is asked or only supposed refuses nothing."""
        verb = _REFUSES.search(self._before) or _REFUSES.search(self._onward) or _REFUSES.search(self._clause)
        if not verb or _SUPPOSES.search(self._clause) or PAID_WORDS.search(self._clause):
            return False
        return bool(_REFUSED_AFTER.search(self._onward) or _REFUSED_BEFORE.search(self._before))

    def _unless_received(self, role: Role) -> Role:
        """Money that comes in each month is income; a rent that is paid each month is no offer."""
        if role is Role.OWED:
            return self._ours(role)
        if role is Role.MONTHLY and _INCOME.search(self._clause):
            return Role.INCOME
        if role is Role.MONTHLY and _RENT.search(self._clause) and not _BESIDE_RENT.search(self._clause):
            return Role.RENT
        return role

    def _ours(self, role: Role) -> Role:
        """What is owed to somebody else is no debt here."""
        return Role.UNCLEAR if _OTHERS.search(self._clause) else role

    def _by_clause(self) -> Role:
        around = self._clause if self._alone else f"{self._before} {self._after}"
        if _INCOME.search(around):
            return Role.INCOME
        if PAID_WORDS.search(around) or (not self._alone and PAID_WORDS.search(self._clause)):
            return Role.UNCLEAR if _NOT_PAID.search(around) else Role.PAID
        if _HAVE.search(self._clause) and PAID_WORDS.search(self._rest):
            return Role.PAID  # "ik heb 200 en daarna 150 overgemaakt"
        if _ASKS.search(self._clause) or _SUPPOSES.search(self._clause):
            return Role.ASKED
        if _OFFERS.search(around) and not _MUST.search(around):
            return self._offered(around)
        if _OWES.search(around):
            return self._ours(Role.OWED)
        if _COSTS.search(around):
            return Role.COSTS
        if _RENT.search(around):
            return Role.RENT
        return Role.ONCE if self._is_once(around) and not self._is_not_then else Role.UNCLEAR

    def _offered(self, around: str) -> Role:
        if self._is_once(around):
            return Role.ONCE
        return Role.UNCLEAR if _WEEKLY.search(around) else Role.OFFERED

    def _is_once(self, around: str) -> bool:
        """Whether a moment goes with it, and one to come."""
        once = _NOW.search(around) or (_DAY.search(around) and not self._past)
        return bool(once) and not _WEEKLY.search(around)
