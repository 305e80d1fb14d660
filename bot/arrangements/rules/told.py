"""What of the policy may be told to anybody who asks, as words for the answers. Pure."""

from bot.arrangements.rules.policy import Policy


def policy_values(policy: Policy) -> dict[str, str]:
    """The placeholders that the policy fills; an empty one means that the corporation has no such rule."""
    terms = policy.arrangement.terms.maximum if policy.arrangement else None
    days = [f"{day}e" for day in policy.pay_date.days] if policy.pay_date else []
    return {
        "most_terms": str(terms) if terms else "",
        "longest_deferral": f"{policy.deferral.maximum_days} dagen" if policy.deferral else "",
        "pay_days": " of ".join(part for part in (", ".join(days[:-1]), *days[-1:]) if part),
    }
