"""All channels there are. A fifth: its own module, and its KIND in this list."""

from collections.abc import Sequence

from bot.channels.module import Kind
from bot.channels.telegram.assembly import KIND as TELEGRAM
from bot.channels.web import NAME, WebChannel, rendered
from bot.channels.whatsapp.assembly import KIND as WHATSAPP

#: The web chat is always on, and has no provider.
WEB = Kind(NAME, WebChannel.capabilities, rendered, lambda ground, settings, approved: None)
KINDS: Sequence[Kind] = (WEB, WHATSAPP, TELEGRAM)
