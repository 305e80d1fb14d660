"""What six corporations publish about arrangements, each as a policy. Sources: their own pages, linked with each.

Only what they publish is expressed; where they say nothing (a smallest instalment, a first day) the mildest stands.
"""

from typing import Any

REFUSED = {"says": "Dat kan helaas niet.", "next": ["collector"]}


def condition(id_: str, fact: str, otherwise: str = "refuse", **limit: Any) -> dict[str, Any]:
    return {"id": id_, "fact": fact, "else": otherwise, **limit, **(REFUSED if otherwise == "refuse" else {})}


def policy(name: str, arrangement: dict[str, Any], **more: Any) -> dict[str, Any]:
    stages = {
        stage: {"agrees": "assistant"}
        for stage in ("none", "reminder", "formal_notice", "collection", "summons", "judgment", "eviction_notice")
    }
    defaults = {
        "minimum_instalment": "0.01",
        "first_payment_within_days": 62,
        "due": {"rule": "after_income", "days": 0},
    }
    return {"name": name, "version": "1", "stages": stages, "arrangement": defaults | arrangement, **more}


#: https://www.wooninvest.nl/mobiele-app-mobile-first/geldzaken/betalingsregeling
WOONINVEST = policy(
    "Wooninvest",
    {
        "terms": {"maximum": 6, "offered": [3, 6]},
        "conditions": [
            condition("lives-there-a-year", "tenancy_months", more_than=12),
            condition("none-in-a-year", "months_since_arrangement", at_least=12),
            condition("none-now", "live_arrangement", **{"is": False}),
            condition("at-most-a-month", "arrears_months", at_most=1),
        ],
        "breach": {
            "missed": 1,
            "grace_days": 0,
            "decided_by": "automatic",
            "running_rent_counts": True,
            "collection_starts": True,
            "municipality_told": True,
        },
    },
)

#: https://www.rijnhartwonen.nl/betalingsregeling
RIJNHART = policy(
    "Rijnhart Wonen",
    {
        "terms": {"maximum": 3, "offered": [3]},
        "conditions": [
            condition("always-on-time", "months_on_time", at_least=12),
            condition("income-fell", "income_fell", **{"is": True}),
            condition("half-a-year", "tenancy_months", more_than=6),
            condition("none-now", "live_arrangement", **{"is": False}),
            condition("none-in-a-year", "months_since_arrangement", at_least=12),
        ],
    },
    exclusions=[
        condition("no-bailiff", "bailiff", **{"is": False}),
        condition("no-wsnp", "wsnp", **{"is": False}),
        condition("no-amicable-scheme", "amicable_scheme", **{"is": False}),
    ],
)

#: https://www.wierdenenborgen.nl/ik-huur/huur-betalen/betalingsregeling/
WIERDEN_EN_BORGEN = policy(
    "Wierden en Borgen",
    {
        "terms": {"maximum": 12, "offered": [3, 6, 12]},
        "conditions": [
            condition("three-months", "tenancy_months", at_least=3),
            condition("none-in-two-years", "months_since_arrangement", at_least=24),
            condition("none-now", "live_arrangement", **{"is": False}),
        ],
        "weighs": [{"id": "past-behaviour", "about": "Hoe er in het verleden betaald is."}],
    },
)

#: https://www.woonpunt.nl/weten-en-regelen/huur-en-betalen/betalingsregeling
WOONPUNT = policy(
    "Woonpunt",
    {
        "terms": {"maximum": 12, "offered": [3, 6]},
        "conditions": [
            condition("at-most-two-months", "arrears_months", at_most=2),
            condition("debt-adviser", "debt_adviser", "collector", **{"is": True}),
        ],
        "weighs": [{"id": "family-situation", "about": "De gezinssituatie."}],
    },
)

#: https://bevelandwonen.nl/Betalingsachterstand
BEVELAND = policy(
    "Beveland Wonen",
    {
        "terms": {"maximum": 12, "offered": [3, 6]},
        "due": {"rule": "before_day", "day": 1},
        "breach": {
            "missed": 1,
            "grace_days": 0,
            "decided_by": "automatic",
            "rest_at_once": True,
            "running_rent_counts": True,
        },
    },
    deferral={
        "maximum_days": 31,
        "conditions": [condition("no-deferral-meanwhile", "live_arrangement", **{"is": False})],
    },
)

#: Tablis and Woonpartners: once a year, at most six terms, twelve months between two.
TABLIS_WOONPARTNERS = policy(
    "Tablis en Woonpartners",
    {
        "terms": {"maximum": 6, "offered": [3, 6]},
        "conditions": [
            condition("twelve-months-between", "months_since_arrangement", at_least=12),
            condition("none-now", "live_arrangement", **{"is": False}),
        ],
    },
)

ALL = (WOONINVEST, RIJNHART, WIERDEN_EN_BORGEN, WOONPUNT, BEVELAND, TABLIS_WOONPARTNERS)
