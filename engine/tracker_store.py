"""Rasa's SQL tracker store, without reading back at every turn what it wrote at the turn before.

A tracker that was saved stays in memory beside the id of its last stored event. When the next turn asks for it, one
small query tells whether that is still the last: if so it is handed out as it is, if not (another engine wrote, or a turn
failed half-way) it is read from the database as usual. Measured in docs/decisions/0007.
"""

import json
from collections import OrderedDict
from typing import Any, Dict, NamedTuple, Optional, Text, Tuple

from psycopg2.extras import execute_values
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

#: Conversations kept in memory; at some 30 kB each this is well under 50 MB.
KEPT = 1000
LAST_ID = "SELECT max(id) FROM events WHERE sender_id = %s"
INSERT = "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) VALUES %s RETURNING id"


class Kept(NamedTuple):
    """A tracker as it was stored, and the id of its last event there."""

    tracker: DialogueStateTracker
    last_id: int


class RememberingTrackerStore(SQLTrackerStore):
    """One row an event, as Rasa's own store; the same table, in either direction."""

    def __init__(self, domain: Optional[Domain] = None, **kwargs: Any) -> None:
        super().__init__(domain, **kwargs)
        self._kept: "OrderedDict[Text, Kept]" = OrderedDict()
        #: Events of a handed-out tracker that the database has already.
        self._stored: Dict[Text, int] = {}

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The tracker of the present session. It leaves memory until it is saved: a failed turn cannot spoil it."""
        kept = self._kept.pop(sender_id, None)
        last_id = self._last_id(sender_id)
        if last_id is None:
            self._stored[sender_id] = 0
            return None
        if kept is not None and last_id == kept.last_id:
            self._stored[sender_id] = len(kept.tracker.events)
            return kept.tracker
        tracker = await super().retrieve(sender_id)
        self._stored[sender_id] = len(tracker.events) if tracker is not None else 0
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that are new. Raises what the database raises; the tracker is then read anew next time."""
        sender_id = tracker.sender_id
        stored = self._stored.get(sender_id)
        if stored is None:
            # Somebody saves what was not handed out here (Rasa's own API); its way counts what is stored.
            await super().save(tracker)
            return
        new = list(tracker.events)[stored:]
        if not new:
            return
        del self._stored[sender_id]
        await self.stream_events(tracker)
        with self.engine.begin() as connection, connection.connection.cursor() as cursor:
            ids = execute_values(cursor, INSERT, [_row(sender_id, event) for event in new], fetch=True)
        self._kept[sender_id] = Kept(tracker, max(row[0] for row in ids))
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _last_id(self, sender_id: Text) -> Optional[int]:
        """None for somebody of whom nothing is stored: then there is nothing to read back either."""
        with self.engine.connect() as connection, connection.connection.cursor() as cursor:
            cursor.execute(LAST_ID, (sender_id,))
            found: Optional[int] = cursor.fetchone()[0]
        return found


def _row(sender_id: Text, event: Event) -> Tuple[Any, ...]:
    data = event.as_dict()
    intent = data.get("parse_data", {}).get("intent", {}).get("name")
    return (sender_id, event.type_name, data.get("timestamp"), intent, data.get("name"), json.dumps(data))
