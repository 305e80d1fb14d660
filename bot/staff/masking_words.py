"""Word lists for masking: given names that are common in the Netherlands, and words that are no name.

A name that is also an everyday word (Roos, Mark, Bas) counts only when it is written with a capital.
"""


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = words(
    """
    aaliyah abdel abdelkader abdellah abdul abdullah abel achmed adam adriaan agnieszka ahmed ahmet aicha aisha
    aleksandra alex alexander ali alicja amber amina amine amira amy andre andrea andreas andrzej anita anja anna
    anne annelies annemarie annemiek annie anouk ans anton antoinette antonio anwar arend arie arjan armin arnold
    arthur astrid aya ayoub ayse ayşe bart beata bea bennie bernard bert betty bianca bilal bob boris bram brahim
    brenda brigitte bruno burak cansu carina carla carlos carmen caroline carolien catharina cees chaima chantal
    charlotte chris christiaan christina cindy claudia coby cor corrie cynthia daan dalila damian daniel daniela
    danielle danny dariusz david debbie demi denise dennis derya desiree diana dick dirk djamila dorien driss
    dunya dylan ebru eddy edith eefje egbert elena eline elif elisa elisabeth ellen els elsa emine emma emmy emre
    eric erica erik erwin esmee esra ester esther eva eveline evi ewa fadma faisal farah farida fatiha fatima fatma
    fatna fatou femke ferdi ferry filip finn fleur floor floris fouad francis frank frans fred frederik frits
    gabriel geert gerard gerda gerrit gert gertjan gijs gina giovanni giuseppe goran greet greta grzegorz guus
    habiba hafida hakan halima hamid hamza hanna hannah hanneke hans harm harold harrie harry hasan hassan hatice
    hein helena helga hendrik henk henny herman hetty hicham hidde hilda hilde houda hugo hussein huseyin ibrahim
    ida ilham ilona ilse imane imran ina ineke inge ingrid irene iris irina irma isabel isabella ismail iwona
    jaap jack jacob jacqueline jacques jahid jaimy jake jamal james jamila jan janine jannie janneke janny jasmijn
    jasmin jasmina jasper jeanette jeffrey jelle jennifer jenny jeroen jesper jesse jessica jessy jet jim jo joachim
    joan joanna job jochem johan johanna johannes john jolanda jolanta jolien jonas jonathan joop joost joris jose
    josef joseph joyce juan judith jules julia julian juliette jurgen karel karen karim karima karin kasper katarzyna
    kees keisha kelly kemal kevin khadija khalid kim klaas koen koos krzysztof laila lars latifa laura lena leo leon
    leonie levi lia lieke lien lina linda lisa lisanne lizzy lotte louis louise luc luca lucas lucia luis luuk lydia
    maaike maarten maciej madelief magdalena mahmoud mahmut malika manon manuel marc marcel marco margriet maria
    marian marianne marie marieke mariam marije marijke marina mario marion marit marjan marjolein marleen marlies
    marloes marta martha martijn martin martine mary maryam mattijs matthijs maud maurice maurits max maya mees
    mehmet melanie melissa mercedes merel meryem mia michael michel michelle michiel mick mieke mike milan milou
    mimoun mina mira miranda mirjam mo mohamed mohammad mohammed moniek monika monique mounir mourad murat mustafa
    nabil nadia naima najat najib nancy naomi natalia natasja nathalie nathan nawal nele nel nico nick nicole nicolas
    niels nienke nils nina noa noah noor nora nour nouredine olaf olga oliver omar oscar osman otto ouassima oumaima
    pascal patricia patrick paul paula paulien pauline pawel peter petra philip piet pieter piotr priscilla quinten
    rachel rachid rachida rafael ramazan ramona randy raymond rebecca remco renate rene renee renske reza riet rick
    rico rik rita rob robbert robert robin roel roger roland romy ron ronald rosa rosanne rowan roy ruben rudi rutger
    ruud ryan saar saskia saïd said salah salim salma sam samantha samira samir samuel sandra sanne santos sara sarah
    sebastiaan selim selin selma serge sharon sheila sibel siham silvia simon simone sjaak sjoerd sjors soufiane
    souad sofia sofie sonja sophia sophie stan stef stefan stefanie stella stephan steven stijn susan susanne suzanne
    sven svetlana sylvia sylvie tamara tanja tara tarik teun theo thea thijs thomas tim timo tineke tinus tjeerd tobias
    tom tomasz ton tonny toon tugba twan umut ursula valentina vera verona veronica victor vincent virginia wahid walid
    wanda wendy werner wesley wiebe wilco willem wilma wim wouter xander yara yasin yasmin yassin yassine yildiz ylva
    younes youssef yusuf yvette yvonne zahra zainab zakaria zehra zeynep zineb zoe zohra zofia
    """
)

#: Also everyday words: a name only with a capital.
CAPITAL_ONLY = words(
    "frans ewa koos riet roos mark bas hoop wil will rob jet job nel ans noor faith bo storm sterre lente summer jo mo "
    "sam ron ton tom stan max tim coby toon cor floor fleur merel amber iris noa mees luc kim ida els ina mia mira "
    "bob dick harm jim pim said rosa stella victor santos job jan"
)

PREPOSITIONS = words("van de der den het 't ter ten te in op aan bij el al ben bin ait abu von zu da dos la le")

#: What follows "ik ben" or a form of address and is no name.
NO_NAMES = words(
    """
    weg terug mevrouw meneer kerst nieuwjaar veranderd gewijzigd anders
    per hooguit hoogstens minstens ongeveer bijna enkel slechts steeds nogal best vooral meestal mensen redactie leden
    aan ziek bang boos moe kwijt klaar blij verdrietig alleen alleenstaand alleenstaande arm rijk oud jong man vrouw
    vader moeder weduwe weduwnaar huurder huurster student zzp zzper werkloos dakloos thuis hier daar er niet geen nog
    nu al wel ook zo heel erg echt best beetje even net pas weer altijd nooit vaak soms zelf zeker onzeker benieuwd
    bezig bereid bereikbaar vandaag morgen gisteren op in van de het een bij met zonder voor na te om aan uit af door
    dus maar want en of als dat die dit deze wat wie waar hoe wanneer waarom ik jij je u hij zij ze wij we jullie mijn
    jouw uw zijn haar ons onze hun me mij jou hem hen der den ten ter boven onder tegen over naar tot tussen sinds
    laat vroeg gek dom stom slecht goed beter fout eerlijk open klant lid baas schuldig onschuldig failliet blut skeer
    platzak rood depri depressief gestrest gestresst overspannen burnout kapot doodmoe bekaf wakker zwanger doof blind
    gehandicapt invalide ontslagen gescheiden getrouwd verhuisd gestopt gezakt gevallen geboren geweest gegaan begonnen
    bekend onbekend akkoord eens oneens tevreden ontevreden dankbaar sorry jarig vrij druk rustig kalm paniek suïcidaal
    medewerker medewerkster deurwaarder verhuurder woningcorporatie corporatie gemeente rechter balie telefoon
    incasso afdeling receptie wijkteam bewindvoerder begeleider begeleidster buurman buurvrouw partner ex hallo hoi
    dag beste goedemorgen goedemiddag goedenavond bedankt dank dankjewel groet groeten groetjes mvg vriendelijke hoor
    ja nee oke ok prima graag helaas misschien wellicht toch eigenlijk gewoon alles niets iets iemand niemand wil kan
    moet mag heb heeft had ben bent is was waren zal zou ga gaat ging kom komt doe doet zie zit sta staat lig woon
    """
)

#: Endings of adjectives and participles, which follow "ik ben" as often as a name does.
NO_NAME_ENDINGS = (
    "loos",
    "lijk",
    "isch",
    "baar",
    "zaam",
    "end",
    "erd",
    "tig",
    "dig",
    "gig",
    "lig",
    "rig",
    "nig",
    "wig",
    "zig",
)
NO_NAME_BEGINNINGS = ("ge", "ver", "be", "ont", "on")
