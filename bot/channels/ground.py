"""What every channel stands on."""

from dataclasses import dataclass

import aiohttp

from bot.channels.contacts import Contacts
from bot.channels.notices import Notices
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.metrics import Metrics


@dataclass(frozen=True)
class Ground:
    database: Database
    clock: Clock
    new_id: NewId
    http: aiohttp.ClientSession
    metrics: Metrics
    contacts: Contacts
    notices: Notices
