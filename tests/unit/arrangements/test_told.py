"""What of the policy anybody may hear."""

from bot.arrangements.rules.told import policy_values
from tests.support.wiring import CONTENT


def test_the_corporations_own_rules_stand_in_the_answers() -> None:
    values = policy_values(CONTENT.policy)
    assert values == {"most_terms": "9", "longest_deferral": "31 dagen", "pay_days": "1e, 8e, 15e of 25e"}


def test_a_corporation_without_a_rule_leaves_its_sentence_out() -> None:
    bare = CONTENT.policy.model_copy(update={"arrangement": None, "deferral": None, "pay_date": None})
    assert set(policy_values(bare).values()) == {""}
