"""A tenant in a web chat: says, presses, and reads what comes back."""

from typing import Any
from uuid import UUID

from bot.conversation.models import Kind
from bot.identity.rules import Level
from tests.support.wiring import Desk


class Chat:
    def __init__(self, desk: Desk, address: str) -> None:
        self.desk = desk
        self.address = address
        self.conversation = UUID(int=0)

    async def says(self, words: str) -> str:
        self.conversation = await self.desk.say(self.address, words)
        return (await self.last()).text

    async def presses(self, title: str) -> str:
        payload = next(b["payload"] for b in (await self.last()).buttons if b["title"] == title)
        await self.desk.say(self.address, title, kind=Kind.BUTTON, payload=payload)
        return (await self.last()).text

    async def last(self) -> Any:
        await self.desk.services.post.settled()
        return (await self.desk.transcript(self.conversation))[-1]

    async def heard(self) -> str:
        lines = await self.desk.transcript(self.conversation)
        return "\n".join(line.text for line in lines if line.author == "assistant")

    async def level(self) -> Level:
        return (await self.desk.services.identity.level_of(self.conversation)).level
