"""What our own actions mostly answer, recognised at a glance."""

from typing import Any


def is_plain(answer: Any) -> bool:
    """Words to say and which action follows, nothing else: the agreed form, which needs no further checking."""
    if not isinstance(answer, dict) or answer.keys() != {"events", "responses"}:
        return False
    events, responses = answer["events"], answer["responses"]
    return (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(event, dict) and event.get("event") == "followup" for event in events)
        and all(isinstance(said, dict) for said in responses)
    )
