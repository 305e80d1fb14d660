"""Runs in the engine's environment, for the bot's has no Rasa: `python -m tests.support.engine_trials URL`.

Prints one JSON object of what was seen. One process for all of it: loading Rasa takes longer than all trials together.
"""

import asyncio
import json
import sys
from typing import Any

from tests.support import channel_trial, learning_trial, tracker_trial, training_trial


async def trials(url: str) -> dict[str, Any]:
    return {
        "tracker": await tracker_trial.trial(url),
        "channel": await channel_trial.trial(),
        "training": training_trial.trial(),
        "learning": learning_trial.trial(),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(trials(sys.argv[1]))))
