"""Runs in the engine's environment: several turns through its tracker store, also as two engines on one database.

Called by `tests.support.engine_trials`.
"""

from typing import Any


async def trial(url: str) -> dict[str, Any]:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import ActionExecuted, UserUttered

    from engine.tracker_store import RememberingTrackerStore

    domain = Domain.from_dict({"intents": ["greet"], "actions": ["action_answer"]})

    class Counting(RememberingTrackerStore):
        """Counts how often the whole history was read."""

        reads = 0

        async def _retrieve(self, *args: Any, **kwargs: Any) -> Any:
            self.reads += 1
            return await super()._retrieve(*args, **kwargs)

    def store() -> Counting:
        return Counting(domain, dialect="postgresql", host=url)

    async def turn(engine: Counting, text: str, fails: bool = False) -> list[str]:
        tracker = await engine.get_or_create_tracker("one", append_action_listen=False)
        tracker.update(UserUttered(text, {"name": "greet"}), domain)
        tracker.update(ActionExecuted("action_answer"), domain)
        if not fails:
            await engine.save(tracker)
        return [event.text for event in tracker.events if isinstance(event, UserUttered)]

    first, second = store(), store()
    seen: dict[str, Any] = {}
    seen["alone"] = [await turn(first, text) for text in ("a", "b", "c")][-1]
    seen["reads_alone"] = first.reads
    await turn(first, "lost", fails=True)
    seen["after_a_failed_turn"] = await turn(first, "d")
    seen["the_other_engine"] = await turn(second, "e")
    seen["back_at_the_first"] = await turn(first, "f")
    fresh = await store().retrieve("one")
    assert fresh is not None
    seen["stored"] = [event.text for event in fresh.events if isinstance(event, UserUttered)]
    return seen
