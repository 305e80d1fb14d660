"""Numbers that are neither money nor a day: references, addresses, times, ages, percentages, counted things."""

from __future__ import annotations

import re
from typing import Iterator

from engine.entities.canonical import Canonical
from engine.entities.found import NOTHING, Found

RANK = 40

_COUNTED = (
    "kind|kinderen|kids|kindjes|kleinkinderen|zoon|zonen|dochter|dochters|jongens|meisjes|meiden|baby|personen|persoon|mensen|man|"
    "vrouw|huurders|buren|schuldeisers|deurwaarders|bureaus|brieven|brief|brieve|brievn|briefje|briefjes|aanmaningen|herinneringen|"
    "mails|mailtjes|mail|berichten|berichtjes|appjes|apps|smsjes|sms|keer|keren|maal|termijnen|termijn|trmn|delen|stukken|stukjes|"
    "stuks|regelingen|schulden|incassos|bewindvoerders|katten|kat|honden|hond|kamers|kamer|slaapkamers|km|kilometer|kilo|kg|meter|m2|"
    "graden|minuten|minuut|min\\.|seconden|uur|uurtjes|contracten|banen|baan|cijfers|letters|vragen|dingen|redenen|verdiepingen|"
    "etages|etage|hoog|rekeningen|facturen|pillen|tabletten|flessen|boterhammen|maaltijden|zakken|tassen|dozen|formulieren|"
    "fotos|foto's|pagina's|paginas|bladzijden|woningen|huizen|adressen|procent|punten|sterren|nachten|nacht|ochtenden|"
    "middagen|avonden|diensten|werkdagen|sollicitaties|opties|mogelijkheden|wensen|plekken|sleutels|volt|kwh|kuub|m3|liter|jarige|"
    "treden|ordners|enveloppen|envelop|bewoners|gasten|woorden|gram|knopjes|oproepen|lampen|trappen|dekens|monteurs|gezinnen|gezin|families|flats|collega's|medewerkers|mannen|vrouwen|wonden|broers|zussen|neven|ouders|vrienden|keertjes|x"
)
_PERSON = (
    "zoon|zoontje|dochter|dochtertje|kind|kinderen|kids|kleine|jongen|meisje|moeder|vader|man|vrouw|oma|opa|broer|broertje|zus|"
    "zusje|oudste|jongste|middelste|baby|kleinkind|kleinzoon|kleindochter|meid|knul|puber|tweeling|neef|nicht|mevrouw|meneer|"
    "dame|heer|huurder|huurster|hond|student|buurvrouw|buurman|mama|papa|ma|pa|stiefzoon|stiefdochter|vriend|vriendin|mens|monteur|medewerker|medewerkster|collega|loodgieter|agent|tante|oom"
)

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # references: a label and what follows it; long runs of digits; digits mixed with letters or strokes
        r"(?<!\w)(?:betalings?kenmerk|kenmerk|referentie(?:nummer|nr)?|ref|dossier(?:nummer|nr)?|klant(?:nummer|nr|code)?|huurders?(?:nummer|nr)|"
        r"huurnummer|factuur(?:nummer|nr)|contract(?:nummer|nr)?|bsn|burgerservicenummer|zaak(?:nummer|nr)|order(?:nummer|nr)|relatie(?:nummer|nr)|"
        r"debiteur(?:en)?(?:nummer|nr)|meter(?:nummer|nr)|polis(?:nummer|nr)|inschrijf(?:nummer|nr)|pas(?:nummer|nr)|lidnummer|"
        r"rekening ?(?:nummer|nr)|rekeningnr|(?:nummer|nr|code) op (?:de|mijn) (?:brief|factuur|acceptgiro))"
        r"\.?(?: (?:is|luidt|staat|was))?[ :.#=]{0,4}(?:nr\.?|nummer|no\.?)?[ :.]{0,2}(?!(?:op|van|tot|per|voor|met|en|in|na|uit|om|sinds|was|is)\b)[a-z]{0,4}[-/. ]{0,2}\d[\w./-]*(?: \d{2,}[\w./-]*)*(?! ?euro)",
        r"(?<![\w.,])\d{6,}(?![\w]|[.,]\d)(?! ?euro)",
        r"(?<![\w/-])(?!(?:19|20)\d\d-\d{1,2}-\d{1,2})\d{3,}[-/](?!euro)[a-z0-9][\w/-]*",
        r"(?<![\w/-])\d{1,2}[-/]\d{3,}(?![\w/-])",
        r"(?<![\w.-])(?!max|min|eur|ca)[a-z]{1,4}-\d[\w-]*",
        r"(?<!\w)(?=[a-z]*\d)(?=\d*[a-z])(?!euro|eur|e\d)[a-z]{1,4}\d{2,}[a-z0-9]*",
        r"(?<!\w)(?!telefoon|mobiele?|rekening)[a-z]{3,}(?:nummer|nr)\.?(?: (?:is|luidt|was))?[ :.#]{1,3}\d[\w./-]*(?! ?euro)",
        r"(?<!\w)(?:ticket|melding|klacht|case|zaak|code|punt|regel|alinea|pagina|bladzijde|blz|bijlage|bon) ?(?:nr\.?|nummer)?[ :#]{1,2}\d[\w./-]*(?! ?euro)",
        r"#\d+",
        # addresses
        r"(?<!\w)[a-z]+(?:straat|strt|laan|plein|kade|singel|gracht|dreef|hof|plantsoen|plantsoen|dijk|steeg|weg|pad|str|park|veld|oord|flat)\.? \d{1,4}(?: ?-? ?[a-z0-9]{1,3})?(?!\w| ?euro)(?!,\d)",
        r"(?<!\w)(?:huisnummer|huisnr|hnr|nummer|nr|no|flat|kamer|unit|box|blok|gebouw|app|appartement|portiek|perron|lijn|bus|tram|loket|balie|zaal|artikel|art|lid|optie|stap|fase|groep|klas|wijk|afdeling|versie)\.? ?:? ?\d+(?: ?[a-z](?!\w))?(?! ?euro)(?!\w)",
        r"(?<=[1-9]\d{3}[a-z]{2} )\d{1,4}(?:-\d{1,4}| ?[a-z])?(?!\w)(?! ?euro)",
        r"(?<!\w)\d{1,3} (?:hs|huis|zwart|rood|links|rechts|bis)(?!\w)",
        # times
        r"(?<!\w)\d{1,2}[:.]\d{2} ?(?:uur|u|h)(?!\w)",
        r"(?<!\w)\d{1,2}:\d{2}(?!\d)",
        r"(?<!\w)(?:om|tussen|rond|vanaf|na|voor|tot) \d{1,2}(?:[:.]\d{2})? ?(?:uur|u|h|en \d{1,2} ?(?:uur|u))(?!\w)",
        r"(?<!\w)(?:om|is het nu|het is nu|het is|nu) \d{1,2}\.\d{2}(?!\d)",
        r"(?<!\w)(?:na|voor|tegen|om|rond|tot) \d{1,2}en(?!\w)",
        r"(?<!\w)om (?:half |kwart (?:voor|over) |10 (?:voor|over) )?(?:[01]?\d|2[0-4])(?= |$|[.,!?](?!\d))(?! ?(?:euro|weken|week|maanden|maand|dagen|dag|jaar|keer|x|e\b))",
        r"(?<!\w)(?:tussen|van) \d{1,2} (?:en|tot) \d{1,2}(?= ?(?:uur|u)(?!\w))",
        r"(?<!\w)half (?:1|2|3|4|5|6|7|8|9|10|11|12)(?!\w| ?(?:maand|jaar|week|dag))",
        r"(?<!\w)\d{1,3} ?(?:u|uur|min|minuten)(?!\w)(?: per (?:dag|week|maand))?",
        # ages
        rf"(?<!\w)(?:{_PERSON})(?: is| zijn| wordt| van| was|,)* \(?\d{{1,2}}(?:(?: ?,| en| of) \d{{1,2}})*\)?(?= ?(?:jaar|jr|maanden|maand|weken)?(?: oud)?\b)(?:(?: jaar| maanden| maand| weken)(?: oud)?)?(?!\w|[.,]\d| ?euro| ?(?:dag|week|per|x|termijn|keer|maand|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december))",
        rf"(?<!\w)(?:{_PERSON}) (?:die |van mij )?(?:is |zijn |van |was )+(?:net |pas |al |nu |bijna )*\d{{1,3}}(?: en \d{{1,2}})?(?: jaar)?(?! ?euro|\w|,\d| (?:maand|week|weken|dag|keer|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december))",
        r"(?<!\w)\d{1,3} (?:jaar|maanden|weken|maand|dagen) (?:oud|oude|jong|zwanger)(?!\w)",
        r"(?<!\w)(?:ik|ben|is|wordt|word|was|zijn|hij|zij|ze) (?:nu |pas |al bijna |bijna |net |zelf )*\d{1,3} (?:jaar|jaren)(?= ?(?:$|[.,!?;)]|en\b|oud|maar|met|,))",
        r"(?<!\w)(?:ben|word|wordt) (?:nu |pas |al |bijna |net |zelf )*\d{1,3}(?= ?(?:$|[.,!?;)]|en\b|jaar oud|maar\b|met\b))",
        r"(?<!\w)(?:hij|zij|ze|ie|zijzelf) (?:is|wordt|was) (?:nu |pas |al |bijna |net )*\d{1,3}(?= ?(?:$|[.,!?;)]|en\b|maar\b|met\b))",
        r"\(\d{1,2}\)",
        r"(?<!\w)(?:van|boven|onder|vanaf|met mijn|op mijn|iemand van|op|sinds mijn|\() ?(?:de )?(?:1[6-9]|[2-9]\d)(?:e|ste)? (?:jaar|jr)(?! ?(?:huur|geleden|achterstand|schuld|lang))(?!\w)",
        r"(?<!\w)(?:als ik|ik|hij|zij|ze|wanneer ik|zodra ik) (?:nu |straks |bijna |al )?\d{1,3} (?:jaar )?(?:word|wordt|ben|is)(?!\w)",
        r"(?<!\w)(?:op|rond) (?:mijn|zijn|haar|je|hun) \d{1,3}e(?!\w)",
        r"(?<!\w)\d{1,3}e (?:verjaardag|trouwdag|jubileum)",
        r"(?<!\w)\d{1,2}e van de \d{1,2}(?! ?(?:maand|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december))(?!\w)",
        r"(?<!\w)(?:verhuis\w*|flat|nummer|kamer)(?!\w)[^.!?\n]{0,24}(?<!\w)van \d{1,4} naar \d{1,4}(?! ?euro)",
        r"(?<!\w)(?:eindigend|eindigt|beginnend|begint) (?:op|met) \d{2,}(?!\w)",
        # working hours
        r"(?<!\w)(?:uren|uur|hours|dagen)(?!\w)[^.!?\n]{0,24}(?<!\w)van \d{1,2} naar \d{1,2}(?! ?euro|\d)",
        r"(?<!\w)van \d{1,2} naar \d{1,2}(?= ?(?:uur|uren|u|dagen|hours)(?!\w))",
        r"(?<!\w)(?:hours|uren|uur)(?!\w)[^.!?\n]{0,30}(?<!\w)\d{1,2} per week",
        r"(?<!\w)\d{1,2} (?:uur|uren|dagen) in plaats van \d{1,2}(?! ?euro|\d)",
        r"(?<!\w)\d{1,3}-? ?(?:jarige|jarigen|plusser|plussers)",
        r"(?<!\w)\d{1,2}\+(?!\w)",
        # parts, percentages, counted things
        r"(?<!\w)\d+(?:[.,]\d+)? ?%",
        r"(?<!\w)\d+(?:[.,]\d+)? (?:procent|proc)(?!\w)",
        r"(?<![\w,.])(?:1/2|1/3|2/3|1/4|3/4|24/7|7/7)(?!\w)",
        rf"(?<![\w,.€])(?<!€ )\d+(?:[.,]\d)?(?: ?(?:-|a|of|tot|/) ?\d+)? (?:hele |grote |kleine |jonge |verschillende |andere |lieve |gezonde |nieuwe |volle |dikke |boze |lange |lieve )?(?:{_COUNTED})(?!\w)",
        r"(?<![\w,.])\d{1,2} ?x(?!\w)",
        r"(?<!\w)(?:heb|hebben|zijn|waren|staan|liggen|stonden|lagen) er (?:nog |al |maar |wel |pas )*\d{1,2}(?! ?(?:euro|uit|op|af|in|mee|aan|bij|over|voor|te|per|x|keer)(?!\w)|[.,]?\d)(?!\w)",
        r"(?<!\w)(?:krijg|krijgt|krijgen) (?:je |jullie |u |ze )?(?:van mij )?(?:je |jullie |een )?(?:[1-9]|10)(?= (?:hoor|van mij|voor)(?!\w)| ?(?:$|[.,!?](?!\d)))",
        r"(?<!\w)boete voor \d{2,3} in plaats van \d{2,3}",
        r"(?<!\w)\d{1,3}(?:e|ste) (?:keer|brief|herinnering|aanmaning|termijn|verdieping|etage|maand|kind|keer|regeling|persoon|poging|kans|baan|week|kwartaal|jaar|deel|huis|man|vrouw|partner|klas|eeuw|dagvaarding|hands|mail|bericht|medewerker|stap|plaats|plek|helft|afspraak|betaling|sms|instantie|graad|rang|maal|huurder|sleutel|verwittiging|waarschuwing|rekening|dag(?! van de maand)|kamer|vraag|ronde|half)(?!\w)",
        r"(?<!\w)(?:1e|2e|3e|4e) (?:paasdag|kerstdag|pinksterdag)(?=\w)",
        r"(?<!\w)hoeveel (?:is|zijn|was) \d[\d.,]* (?:keer|maal|x|plus|min|gedeeld door|procent van) \d[\d.,]*",
        r"(?<!\w)(?:afdeling|groep|team|klas|gezin|ploeg|complex|club|koor) van (?:wel )?\d+(?! ?euro)",
        r"https?://\S+|www\.\S+",
        # years and names of laws or numbers everybody knows
        r"(?<!\w)(?:19|20)\d{2} ?(?:en|tot|tot en met|tot met|t/m|-|/|of|naar) ?(?:19|20)\d{2}(?! ?euro|\w|[.,]\d| per)",
        r"(?<!\w)(?:in|sinds|uit|vanaf|anno|jaar|bouwjaar|van|tot|begin|eind|half|medio|of) (?:het jaar )?(?:19|20)\d{2}(?! ?euro|\w|[.,]\d|,-| per)",
        r"(?<!\w)(?:112|113|14 ?0\d{2,3}|0800[- ]?\d{4}|0900[- ]?\d{4}|0[89]00[\d -]*\d)(?!\w| ?euro|,)",
        r"(?<!\w)covid[- ]?19|(?<!\w)box [123](?!\w)|(?<!\w)whatsapp \d",
    )
)


def masks(text: Canonical) -> Iterator[Found]:
    """Stretches in which no amount, date or length of time is looked for."""
    if not (text.has_digits or "://" in text.text or "www." in text.text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text.text):
            start, end = text.span(match.start(), match.end())
            yield Found(NOTHING, "", start, end, RANK)
