"""The kinds of what an admin must know of a channel. What each means to staff, and what to do, stands with the desk."""

import enum

#: The part of a channel that is everything we begin ourselves; no template can be called so.
EVERYTHING_BEGUN = "*"


class NoticeKind(enum.StrEnum):
    # What we notice ourselves.
    #: Nothing can be sent on the channel.
    HALTED = "halted"
    #: Too many people found our messages unwanted: nothing that we begin goes out.
    BEGINNING_STOPPED = "beginning_stopped"
    #: The free messages of this month are nearly used.
    ALLOWANCE = "allowance"
    #: The provider refused a message of ours that we made wrong.
    REFUSED = "refused"
    #: Nothing that people write on the channel comes in.
    NOT_HEARD = "not_heard"
    #: Something that came in could not be read, and is kept apart.
    SET_ASIDE = "set_aside"
    #: The provider reports trouble that we have no reaction to.
    TROUBLE = "trouble"

    # What the provider tells of the account and the number.
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_SCHEDULED = "account_scheduled"
    ACCOUNT_VIOLATION = "account_violation"
    ACCOUNT_RESTRICTED = "account_restricted"
    ACCOUNT_DISCONNECTED = "account_disconnected"
    ACCOUNT_REVIEW = "account_review"
    ACCOUNT_ALERT = "account_alert"
    ACCOUNT_OTHER = "account_other"
    QUALITY_LOW = "quality_low"
    LIMIT_LOWERED = "limit_lowered"
    NAME_REFUSED = "name_refused"
    SECURITY = "security"
    OTHER_APP = "other_app"

    # What the provider decides about a template.
    TEMPLATE_STOPPED = "template_stopped"
    TEMPLATE_FLAGGED = "template_flagged"
    TEMPLATE_QUALITY = "template_quality"
    TEMPLATE_CATEGORY = "template_category"
    TEMPLATE_CHANGED = "template_changed"
