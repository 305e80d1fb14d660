"""Does the clause around a day tell of something past? "vrijdag betaald" is last Friday, "vrijdag betaal ik" the next."""

from __future__ import annotations

import re

_BREAK = re.compile(
    r"[.!?;\n]|,(?!\d)|(?<!\w)(?:maar|want|dus|dat|omdat|zodat|terwijl|als|zodra|waarna|waar|om|tenzij|mar|toch|en|wanneer|waarop|die|of|anders)(?!\w)"
)
_HARD_BREAK = re.compile(
    r"[!?;\n]|\.(?!\d)|(?<!\w)(?:maar|mar|want|dus|dat|omdat|zodat|als|zodra|om|tenzij|wanneer|anders)(?!\w)"
)
_RIGHT_BEHIND = re.compile(r" (?:was|kreeg|kwam|stond|had|heb ik|is er|werd|ging|belde|ontving|betaalde|heeft)(?!\w)")

#: Verbs (also misspelt and clipped) whose participle or past form places the day before today.
_STEMS = (
    "betaal[dt]|btaald|betald|betaold|betoald|gepaid|overgemaakt?|overgeboekt|overgeschreven|afgeschreven|bijgeschreven|teruggeboekt|"
    "gestort|gestord|gestuur[dt]|verstuur[dt]|verzonden|toegestuurd|opgestuurd|ontvangen|ontving|gekregen|gekrege|krege|gehad|gehat|gebel[dt]|"
    "opgebeld|teruggebeld|gemail[dt]|gemaild|geappt|gesproken|gepraat|gewees[td]|geweest|gegaan|gekomen|binnengekomen|binnengekrege[n]?|afgelost|"
    "ingelever[dt]|aangevraag[dt]|ingedien[dt]|opgezeg[dt]|gemel[dt]|gedaan|gegeven|gebrach[td]|gevonden|gelegen|gestaan|gelezen|"
    "gestopt|ontslagen|overleden|gestorven|gescheiden|vertrokken|verhuisd|geboren|getekend|ondertekend|ingetrokken|"
    "begonnen|opgenomen|geopereerd|verloren|weggegaan|langsgekomen|langsgeweest|aangebeld|gedateerd|geschreven|"
    "gevallen|ingestort|gepind|gepint|opgehaald|geweigerd|afgewezen|toegekend|stopgezet|geblokkeerd|beslagen|gewerkt|gehoord|vermeld|"
    "gereageerd|gevraagd|gezegd|gesloten|uitbetaald|kapotgegaan|geleend|geincasseerd|geind|gestorneerd|mislukt|verlopen|ingegaan|"
    "(?:af|over|bij|binnen|weg|langs)gegaan|stuurden|maakten|betaalden|mailden|stortten|beloofden|schreven|brachten|deden|gaven|vroegen|voldaan|ontslapen|ingeslapen|overlede|heengegaan|was|waren|kreeg|kregen|had|hadden|stond|stonden|kwam|kwamen|ging|gingen|betaalde|betaalden|stuurde|maakte|belde|mailde|stortte|werd|werden|"
    "zei|lag|vond|zat|moest|vertrok|overleed|verloor|begon|stierf|trok|schreef|bracht|haalde|deed|viel|vielen|leverde|had"
)
_PAST = re.compile(
    rf"(?<!\w)(?:{_STEMS})(?!\w)"
    r"|(?<!\w)(?!ge(?:ld|weld|duld|zond|bied|zicht|recht|heugen|geven|tuigen|vallen|volgen|zinnen|sprekken|loven|ven|nieten|beuren|bruiken|lden|beurt|looft|eft|niet|bouwen|rechten|rust|rucht|vecht|nt|regeld worden)(?!\w))"
    r"(?:af|aan|op|over|in|uit|toe|terug|door|mee|weg|langs|voor|bij|na|neer|binnen)?ge[a-z]{2,}(?:[dt]|en)(?!\w)"
    r"|(?<!\w)(?:door|af|aan|op|over|in|uit)ge[a-z]{2,}[dt]e(?!\w)|(?<!\w)(?:heb|heeft|hebben|had)(?!\w).{0,40}(?<!\w)(?:laten|moeten|kunnen) [a-z]+en(?!\w)"
    r"|(?<!\w)(?:af|aan|op|over|in|uit|oet|toe|terug|weg|langs|bij|oaver|ofe?)?e(?:maakt|maokt|stort|stuurd|geven|kregen|krieg[en]*|had|beld|daan|doan|bracht|brocht|zegd|west|komm?en|kommn|boekt|schreven|haald|lost)(?!\w)"
    r"|(?<!\w)(?:bank)?afschriften(?!\w)|(?<!\w)(?:stortte|appte|vroeg|leverde|vertelde|werkte|verhuisde|ontsloeg|sprak|liep|zag|nam|pinde|gaf|bleek|bleef|hoorde|las|tekende|"
    r"diende|stopte|vertelden|belden|betaalden|paid|received|got|sent|called|ontslagen|verstuurd|vertrokken)(?!\w)"
)
#: "betaalt" is present tense, or a misspelt participle where there is a helping verb.
_MISSPELT = re.compile(r"(?<!\w)(?:betaalt|betaaldt|ontvange|gestuurt|overgemaak|gebelt)(?!\w)")
_HELPING = re.compile(
    r"(?<!\w)(?:heb|hebt|heeft|hebben|hep|hb|khb|kheb|heef|hebbe|is|ben|zijn|ist|hek|hawwe|have)(?!\w)"
)
_FUTURE = re.compile(
    r"(?<!\w)(?:wordt|word|worden|wort|wrdt|zal|zullen|zult|ga|gaat|gaan|moet|moeten|mot|kan|kun|kunnen|ken|mag|mogen|wil|willen|wilt|"
    r"zou|zouden|hoop|verwacht|verwachten|beloof|komt|kom|komen|krijg|krijgt|krijgen|betaal|betaalt|stort|maak|maakt|staat gepland|gepland|ingepland|"
    r"afgesproken|aangekondigd|aangeze(?:g[td]|ch?t|gt|gd|cht)|opgeroepen|uitgenodigd|vastgesteld|gedagvaard|beloofd|toegezegd|verdaagd|uitgesteld|verschijnen|"
    r"uiterlijk|hopelijk|waarschijnlijk|straks|dan pas|morgen|binnenkort|voortaan|vanaf nu|lukt|plan|afspraak|zitting|court|loopt|begint|verloopt|eindigt|vervalt|stopt|sluit|sluiten|geldt|komme|kommen|volgt|rest|must|should|will|can|need|pay)(?!\w)"
)
_DATED = re.compile(
    r"(?:(?<!\w)(?:brief|brieven|mail|mailtje|schrijven|herinnering|aanmaning|dagvaarding|vonnis|factuur|nota|sms|bericht|berichtje|"
    r"betaling|betalingsherinnering|exploot|afschrijving|overboeking|dagtekening|gedagtekend|gedateerd|storting|gesprek|telefoontje|melding|aanvraag|"
    r"bankafschrift|afschrift|uitspraak|beschikking|verzoek|e-mail|email|belletje|sommatie|formulier|envelop|aankondiging|bewijs|bon|pinbon|afschriften) ?"
    r"(?:is |was )?(?:van|d\.?d\.?|dd|gedateerd|per|van dd|dat[eu]m|:|datum)?|(?<!\w)(?:sinds|sedert|since|vanaf afgelopen|al vanaf|dd|d\.d\.|gedateerd(?: op)?|gedagtekend|ontving|kreeg))"
    r" ?(?:de |het |op |afgelopen )*$|(?<!\w)(?:bijschrijving|afschrijving|storting|overboeking|overschrijving|pintransactie|betaaldata|betalingen) ?(?:op|van|:|dd)? ?$"
)
_UNTIL = re.compile(
    r"(?<!\w)(?:tot|before|until|till|tot en met|uiterlijk|tegen|per|voor|tm|vanaf|naar|niet voor|uitstel)(?: de| op| aan| uiterlijk)* $"
)
_READ_IN_IT = re.compile(
    r"(?<!\w)(?:in|op) (?:de|die|deze|een|jullie|uw|het|dat) (?:brief|mail|sms|bericht|papier|vonnis|dagvaarding) ?$"
)
#: What was granted or given in time: "ik had tot de 14e de tijd".
_HAD_UNTIL = re.compile(r"(?<!\w)(?:had|hadden|kreeg|kregen|mocht|moest|gaf|zei)(?!\w)")
_DONE_TO = re.compile(r" (?:door|af|aan|op|over|in|uit)ge[a-z]{2,}[dt]e(?!\w)")
_NEVER_CAME = re.compile(
    r"(?<!\w)zou(?:den)?(?!\w).*(?<!\w)(?:maar|mar|en) (?:\w+ ){0,3}(?:niks|niets|nooit|niemand|geen|gin)(?!\w)"
)
_PAID = re.compile(
    r"(?<!\w)(?:\w*betaal[dt]|overgemaakt?|gestort|voldaan|overgeboekt|gestuurd|ingeleverd|gedaan|verstuurd|opgestuurd|afgelost)(?!\w)"
)
_BEFORE_OF_PAST = re.compile(r"(?<!\w)voor(?: de)? $")
#: Somebody's words are repeated: "ik zei toch vrijdag!"
_REPEATED = re.compile(
    r"(?<!\w)(?:gezeg[dt]|zei|zeg|zeggen|bedoel|bedoelde):? ?(?:dat |toch |al |nog |je |jullie |de |het |op )*$"
)
_SUMMONED_FOR = re.compile(
    r"(?<!\w)(?:dag ?v\w+|zitting|oproep\w*|ontruiming\w*) (?:\w+ ){0,2}(?:voor|tegen|op|staat|is|voor de|op de) $"
)
_A_DATE = re.compile(r"(?<!\w)(?:een|de|als|nieuwe) datum[,:]? $")
#: What is told of a day long past: said of another thing, that day is rather the next.
_LONG_AGO = re.compile(
    r"(?<!\w)(?:\w*betaal[dt]\w*|overgemaakt?|gestort|voldaan|overgeboekt|overled\w+|gestorven|geboren|ontslapen|getrouwd|gescheiden|vertrokken|verhuisd|gekomen|ingetrokken|begonnen|ontslagen|getekend)(?!\w)"
)
_I_SAID = re.compile(
    r"(?<!\w)(?:ik|k) (?:zei|zeg|bedoel|bedoelde|typte|typ)(?: toch| dus| al| net| je)?,? (?:dat |de |op )?$"
)
_STOP = re.compile(r" ?(?:[!?.,;]|$| om (?:\d|half|kwart))")
_SENTENCE = re.compile(r"[!?;\n]|\.(?!\d)")
#: A day to be out of the house by lies ahead, whatever past forms tell of who said so; one on which it was done does not.
_OUT = re.compile(
    r"(?<!\w)(?:ontruiming\w*|ontruimen|(?:er|d'r|der|dr|eruit) (?:\w+ ){0,2}uit|eruit|huis uit|uitzetting|leeg ?te ?halen|leeghalen?|uit (?:mijn|ons|het|me) (?:huis|woning))(?!\w)"
)
_DONE = re.compile(
    r"(?<!\w)(?:afgelopen|sinds|sedert|gisteren|was|geweest|werd|werden|is \w+ uitgevoerd|verhuisd|vertrokken|gegaan)(?!\w)"
)
_LATE = re.compile(r" ?(?:jl|jongstleden|laatstleden)(?!\w)")


def is_past(text: str, start: int, end: int) -> bool:
    """Whether the day at `start:end` of the standard text is read backwards in time."""
    if _LATE.match(text, end):
        return True
    before = text[max(0, start - 60) : start]
    if _DATED.search(before) and not _READ_IN_IT.search(before):
        return True
    if _I_SAID.search(before) or _A_DATE.search(before):
        return False
    if _SUMMONED_FOR.search(before):
        return False
    if _DONE_TO.match(text, end):
        return True
    if _REPEATED.search(before) and _STOP.match(text, end):
        return False
    close = _around(text, start, end, _BREAK)
    if _OUT.search(close) and not _DONE.search(close):
        return False
    if _UNTIL.search(before) and not (
        _BEFORE_OF_PAST.search(before) and _PAID.search(close) and not _FUTURE.search(close)
    ):
        return before.endswith(("tot de ", "tot ")) and bool(_HAD_UNTIL.search(close)) and not _FUTURE.search(close)
    if _NEVER_CAME.search(_around(text, start, end, _SENTENCE)):
        return True
    if not (_FUTURE.search(close) or _PAST.search(close)):
        # A piece of a list or an afterthought leans on the rest: "betaald, op 2 juni, 1 juli en 3 augustus".
        close = _around(text, start, end, _HARD_BREAK)
    if _FUTURE.search(close):
        # A past form right behind the day is stronger than a modal farther off: "vrijdag kwam hij, morgen wil hij weer".
        return bool(_RIGHT_BEHIND.match(text, end)) and bool(_PAST.search(close))
    return bool(_PAST.search(close))


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether anything in the sentence tells of what is to come."""
    return bool(_UNTIL.search(text[max(0, start - 60) : start]) or _FUTURE.search(_around(text, start, end, _SENTENCE)))


def tells_of_long_ago(text: str, start: int, end: int) -> bool:
    """Whether a day may lie most of a year back: "overleden op 1 december", said in November."""
    before = text[max(0, start - 60) : start]
    return bool(_DATED.search(before) or _LONG_AGO.search(_around(text, start, end, _SENTENCE)))


def _around(text: str, start: int, end: int, stop: "re.Pattern[str]") -> str:
    """The clause that the day stands in, without the day itself."""
    left = 0
    for match in stop.finditer(text, 0, start):
        left = match.end()
    after = stop.search(text, end)
    clause = text[left:start] + " | " + text[end : after.start() if after else len(text)]
    return _MISSPELT.sub("betaald", clause) if _HELPING.search(clause) else clause
