"""Notes for colleagues: on a conversation and on a tenant's page; no tenant ever gets one."""

from uuid import UUID, uuid4

from sqlalchemy import select

from bot.conversation.models import Message, Owner
from bot.conversation.transcript import Transcript
from bot.handoff.models import Reason
from bot.staff.models import Note, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.renting import Renting
from tests.integration.staff.scene import Scene

FRAGMENT = {"HX-Request": "true"}
