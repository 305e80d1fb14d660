"""The words around money: slang, and what stands before and after a bare number that is an amount."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Dict, Tuple

#: Slang word → worth in euros, and whether the word alone is too common to be trusted without a number.
SLANG: Dict[str, Tuple[Decimal, bool]] = {
    **{word: (Decimal(100), False) for word in ("barkie", "barki", "barkies", "barkis", "bakkie van 100", "honderdje", "honderdjes", "hondertje", "hondertjes")},
    **{word: (Decimal(10), False) for word in ("donnie", "donnies", "doni", "donie", "tientje", "tientjes", "tientie", "tienje", "tienjes", "tientj", "joetje", "joetjes", "joet", "tiener")},
    **{word: (Decimal(25), False) for word in ("geeltje", "geeltjes")},
    **{word: (Decimal(5), False) for word in ("vijfje", "vijfjes", "fijfje")},
    **{word: (Decimal(20), False) for word in ("twintigje", "twintigjes", "twintigie")},
    **{word: (Decimal(50), False) for word in ("vijftigje", "vijftigjes", "vijftigie", "vijffie")},
    **{word: (Decimal(1000), False) for word in ("doezoe", "doezoes", "doeza", "doesoe", "rooie rug", "rooie ruggen", "duizendje", "ruggen", "ruggetjes", "ruggetje", "doezie")},
    **{word: (Decimal(100), True) for word in ("meier", "meiers", "meijer", "meiertje")},
    **{word: (Decimal(1000), True) for word in ("rug",)},
    **{word: (Decimal(100), True) for word in ("snip", "snippen")},
    **{word: (Decimal("2.50"), True) for word in ("knaak", "knaken", "riks")},
}  # fmt: skip
#: Not slang at all: "een tiener" is a teenager.
del SLANG["tiener"]

SLANG_WORDS = "|".join(sorted(SLANG, key=len, reverse=True))

_PERIOD = r"(?:per|in de|elke|iedere|in een|a) ?(?:maand|week|keer|termijn|dag|jaar|kwartaal|mnd|4 weken|vier weken|persoon|brief|betaling)|maandelijks|wekelijks|p\.?p\.?(?!\w)|pm(?!\w)|pw(?!\w)"
#: Directly after the number.
AFTER = re.compile(
    rf" maand(?!\w)|(?: ?(?:,|ofzo|of zo|ong|ongeveer|denk ik|misschien|max|netto|bruto|ofzoiets|,-))? ?(?:{_PERIOD}|netto(?!\w)|bruto(?!\w)|extra(?!\w)|erbij(?!\w)|kaal(?!\w)|kale huur|huur(?!\w)|schuld(?!\w)|"
    r"achterstand(?!\w)|huurachterstand(?!\w)|te betalen|over te maken|overmaken|overmake|overgemaakt|overgemaak|overgeboekt|overboeken|betalen|betale|betaald|betaalt|btalen|betaal(?!\w)|betaln|betaaln|aflossen|afloss|"
    r"afbetalen|afbetale|missen|misse|storten|gestort|gestuurd|geven|gegeven|inlossen|te kort|tekort|in het rood|in de min|in de plus|incassokosten|kosten(?!\w)|rente(?!\w)|boete(?!\w)|"
    r"in totaal|totaal|alles bij elkaar|opzij|lenen|geleend|ontvangen|verdien|toeslag|huurtoeslag|zorgtoeslag|over(?= ?(?:$|[.,!?]|voor|van|om|in|deze|per|na))|open(?!\w| ?(?:dag|huis))|af(?= ?(?:$|[.,!?]|te))|te veel|teveel|te weinig|"
    r"hoger|lager|minder|meer(?!\w)|erop|eraf|terug(?!\w)|bijdragen|overhouden|inleggen|servicekosten|voorschot|servicek|loon(?!\w)|salaris|uitkering|bijstand|aow(?!\w)|pensioen|alimentatie|in de week|cash|contant|handje contantje|contantje|achter(?!\w)|schuldig|die (?:ik|we|wij) (?:beloofd|betaal|afge|had|heb|zou|zei)\w*)"
)
#: May follow an amount; a noun of another kind may not.
GOES_ON = re.compile(
    r"\s*(?:$|[.,!?;:)\n\"'/+=]|[^\w\s]|(?:en|of|maar|mar|want|dan|als|as|om|voor|van|per|naar|in|op|aan|bij|met|te|tot|deze|dit|dat|die|de|het|ik|je|we|wij|u|jullie|hij|zij|ze|is|was|niet|geen|ofzo|ook|nog|wel|meer|"
    r"minder|max|maximaal|denk|dacht|misschien|mss|ong|ongeveer|graag|aub|alsjeblieft|svp|pls|goed|ok|oke|lukt|gaat|gaan|kan|kun|kunnen|kon|mag|moet|moest|zou|zal|wil|heb|hebben|had|staat|stond|wordt|zijn|elke|vandaag|morgen|vrijdag|"
    r"maandag|dinsdag|woensdag|donderdag|zaterdag|zondag|volgende|vorige|zodra|ipv|vanaf|sinds|uit|door|via|zonder|plus|min|euro|en nog|ofzoiets|wollah|bro|joh|hoor|toch|daarna|erbij|nu|eerst|alvast|a|x|over|terug|"
    r"zo|iets|ja|nee|haalbaar|kan ik|prima|akkoord|eens|inclusief|incl|exclusief|excl|zegt|zei|zeggen|terwijl|omdat|plus|oid|maand|bedoel|bedoelde|klopt|krijg|krijgen|kreeg|kost|overgebleven|gepind|al|pas|ff|even|gewoon|max|hooguit|bij|binnen|geworden|volgens|doe|doen|doet|geef|geven|liggen|gas|licht|zorg|boodschappen|energie|water|stroom|huur|betaal|stort|maak|leen|kregen|i|can|for|now|and|bruto|staan|dan|gelukt|nodig|cash|gekregen|ontvangen|terwijl|na|zit|staat|bedoelt|gedaan|kwam|komt|kom|lenen|red|haal|halen|redden|worden|blijven|moeten|brengen|breng|bracht|zetten|willen|volgt|schuldig|gisteren|eergisteren|overmorgen|gdaan|gestrt|gstort|btaald|gestord|handje|contantje|vd|rest|resterend|restant|restje|strt|start|starten|start|starting|begin|beginnend|lkt|lukken|lukte|dank|bedankt|hoe|waarom|wanneer|oke|daarvan|waarvoor|heen|weg|beschikbaar|apart|opzij|weer|waarvan|boven|onder|afbetaald|afgelost|zonder|min|(?:af|over|bij|terug|in|uit|op)ge[a-z]+)(?!\w))"
)
#: Directly before the number (with small words between).
_BETWEEN = r"(?: ?(?:ik|we|wij|nu|nog|maar|al|ook|wel|dan|er|je|jullie|u|de|het|dit|die|deze|ong|ongeveer|circa|ca|zo'n|zon|iets van|ruim|dik|bijna|net|slechts|alleen|max|maximaal|minimaal|hooguit|hoogstens|eerst|gewoon|eventueel|misschien|mss|tot|elke maand|per maand|totaal|in totaal|precies|steeds|weer|eigenlijk|graag|alvast|:|=|een|van|is|was|ff|even|vandaag|gisteren|morgen|minstens|toch|eur|toen|daar|daarvan|rond|rond de|of|volgens mij|denk ik|pas|en|iedere maand|elke week|aan|met|totaal)){0,4}"
BEFORE = re.compile(
    rf"(?<!\w)(?:bedrag|bedragen|huur|kale huur|huurprijs|loon|salaris|inkomen|schuld|schulden|achterstand|huurachterstand|rekening van|factuur van|nota van|boete|boete van|kosten|incassokosten|saldo|uitkering|bijstand|toeslag|"
    rf"huurtoeslag|zorgtoeslag|aow|pensioen|pensioentje|ww|wia|wajong|vakantiegeld|vakantietoeslag|borg|alimentatie|voorschot|termijnbedrag|energierekening|regeling van|lening van|termijnen van|termijn van|delen van|keer|servicekosten|"
    rf"betaal|betalen|betale|betaalde|betaald|betaol|betaalt|btaal|btalen|overgemaakt|overmaken|overmake|overmaak|maak|maakte|gestort|stort|storten|stortte|aflossen|afgelost|los|missen|geven|geef|gegeven|kost|kostte|krijg|krijgen|kreeg|"
    rf"gekregen|verdien|verdienen|ontvang|ontvangen|ontving|leen|geleend|bijleggen|bied|bieden|aanbieden|vragen|vraagt|vroegen|eisen|willen|wil|heb|hebben|hep|haal|kunnen|kan|kin|ken|inleggen|sparen|opzij|schuldig|openstaand|openstaande|open|"
    rf"overhouden|houd|hou|dok|dokken|pin|gepind|lap|lappen|zei|zeggen|zegt|stond|staat|betaling van|betalingen van|verschil van|tegoed van|eerder|minus|plus|min|doe|doen|breng|brengen|bracht|andere|resterende|zet (?:me|mij|hem|het) op|me op|mij op|zetten op|verlagen naar|omlaag naar|verhogen naar|maximaal|max|hooguit|hoogstens|minstens|minimaal|ongeveer|circa|ca|rond|rond de|iets van|zo'n|ruim|dik|tussen|tussen de|totaal|in totaal|geen|niet|"
    rf"i can pay|pay|elke maand|per maand|maandelijks|elke week|per week|maand|zit op|sta op|paid|rent is|rent|owe|x|maal|met|voor|van|tot|naar|ipv|in plaats van|extra|bijna|nog maar|amper|meer dan|minder dan|binnen|afgeschreven|afgeboekt|teveel|te veel|afgesproken|akkoord|[+x×=])[ :]*,? ?{_BETWEEN} ?$"
)
CLAUSE_ABOUT_MONEY = re.compile(
    r"(?<!\w)(?:betaal\w*|betale|betol\w*|btaal\w*|btalen|overma\w*|overgemaakt|aflos\w*|afbeta\w*|missen|stort\w*|gestort|geld|euro|huur|schuld\w*|achterstand|regeling|loon|salaris|bedrag|kost|kosten|inkomen|verdien\w*|per maand|"
    r"uitkering|\w*toeslag|lenen|leen|geleend|krijg|regl\w*|rgln?|rgl|termijn\w*|hoeveel is|pin|pinnen|gepind|doekoe|floes|para|money|pay|afgeschreven|rekening|saldo)(?!\w)"
)
