"""Whom tenants owe something besides their landlord, as they name them. Part of a pattern; pure."""

#: Kinds of creditor that are never the landlord, and the best known of each.
CREDITORS = (
    r"zorgverzeker\w*|zorgpremie\w*|cjib|belasting\w*|duo|energie\w*|telefoon\w*|creditcard\w*"
    r"|vattenfall|eneco|essent|greenchoice|budget energie|oxxio|engie|vandebron"
    r"|kpn|odido|t-?mobile|vodafone|ziggo|tele2|simyo|lebara|youfone"
    r"|wehkamp|klarna|afterpay|riverty|bol(?:\.com)?"
    r"|cz|vgz|menzis|ohra|ditzo|fbto|onvz|dsw|zilveren kruis|interpolis|achmea"
)
