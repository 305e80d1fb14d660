"""Every table of the bot, imported in one place so that migrations and tests see them all."""

import bot.arrangements.begun
import bot.arrangements.disputes
import bot.arrangements.models
import bot.arrangements.news
import bot.channels.models
import bot.conversation.models
import bot.dialogue.models
import bot.handoff.alarm_models
import bot.handoff.models
import bot.identity.models
import bot.privacy.models
import bot.staff.models
import bot.tenancy.importing.models
import bot.tenancy.models  # noqa: F401
from bot.database.engine import Base

metadata = Base.metadata
