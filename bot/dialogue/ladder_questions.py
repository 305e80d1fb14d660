"""The questions of the identity ladder, by their names in the content. Pure."""

NUMBER, BIRTH_DATE = "identity.number", "identity.birth_date"
CODE, SECOND_CODE = "identity.code", "identity.second_code"
#: Those that are answered with a code that was sent.
CODES = frozenset({CODE, SECOND_CODE})
