"""The words of news: all of it for who is proven, and the little that may be said where nobody is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.arrangements.book import AgreementView, UnknownAgreement
from bot.arrangements.disputes import DisputeOutcome
from bot.arrangements.news import News, TenantNews
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.life import State
from bot.channels.contract import Button
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.after_news import next_paths, sentence
from bot.dialogue.arranging.talk import Speaking, agree_buttons, button
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import ARRANGING
from bot.dialogue.models import WarmReferral

#: What the lines of a kind end with, where it is not about an agreement.
ABOUT = {News.DISPUTE_CLOSED: "-dispute", News.REFERRED: "-referral"}


@dataclass(frozen=True)
class Told:
    """Words and buttons for who is proven, and what the next message may answer."""

    text: str
    buttons: tuple[Button, ...]
    flow: FlowState | None = None
    #: A plan as data, for a chat that can draw it.
    figure: Mapping[str, Any] | None = None


class NewsWords:
    def __init__(self, speaking: Speaking) -> None:
        self._speaking = speaking
        self._ground = speaking.tools.ground

    async def told(self, news: TenantNews) -> Told | None:
        """As it stands now; None when something newer has come in its place."""
        if news.kind is News.DISPUTE_CLOSED:
            return await self._dispute(news)
        if news.kind is News.REFERRED:
            return await self._referral(news)
        try:
            view = await self._speaking.tools.agreements.find(news.agreement_id or UUID(int=0))
        except UnknownAgreement:
            return None
        match news.kind:
            case News.APPROVED | News.OFFERED:
                return self._text(news, view) if view.state is State.OFFERED else None
            case News.DECLINED:
                return await self._declined(news, view)
            case News.AGREED:
                return self._agreed(view)
        line = "news-broken" if news.kind is News.BROKEN else "news-ended"
        status = button("Samen plan maken", "request_payment_arrangement")
        return Told(self._line(line, reference=view.reference), (status, self._speaking.human()))

    def hint(self, news: TenantNews) -> Told:
        """For a web chat in which nobody is proven."""
        about = ABOUT.get(news.kind, "")
        if news.kind is News.DISPUTE_CLOSED:
            look = button("Wat staat er open", "ask_balance")
        else:
            look = button("Mijn afspraak", "ask_arrangement_status")
        return Told(self._line(f"news-waits{about}"), (look,))

    def by_post(self, news: TenantNews) -> tuple[str, str]:
        """For an SMS or e-mail: what heads it, and that there is news; nothing of what it is about."""
        text = self._line(f"news-post{ABOUT.get(news.kind, '')}", phone=self._ground.values["phone"])
        return "news-subject" if news.kind is News.REFERRED else "reminder-subject", text

    def _text(self, news: TenantNews, view: AgreementView) -> Told:
        """The whole text, with the yes that carries which text it is to."""
        known = {
            rules.CONTRACT: str(view.contract_id),
            rules.AGREEMENT: str(view.id),
            rules.DIGEST: view.text_digest,
        }
        if news.kind is News.OFFERED and news.reason:
            head = f"{self._line('news-changed', reason=sentence(news.reason))} {self._line('news-changed-text')}"
        else:
            values = {"reason": sentence(news.reason), "corporation": self._ground.values["corporation"]}
            head = self._line(f"news-{news.kind.value}", **values)
        flow = FlowState(ARRANGING, "arranging.consent", known)
        buttons = (*agree_buttons(str(view.id), view.text_digest), self._speaking.human())
        return Told(f"{head}\n\n{view.message}", buttons, flow, view.document.figure)

    def _agreed(self, view: AgreementView) -> Told | None:
        """One line, without an amount: what it is can be asked."""
        if not view.is_live:
            return None
        look = button("Mijn afspraak", "ask_arrangement_status")
        return Told(self._line("news-agreed", reference=view.reference), (look, self._speaking.human()))

    async def _declined(self, news: TenantNews, view: AgreementView) -> Told | None:
        outlook = await self._speaking.tools.proposals.outlook(view.contract_id)
        if view.kind is not Kind.PAY_DATE and (outlook.live or outlook.on_the_table):
            newer = outlook.live or outlook.on_the_table
            if newer is not None and newer.proposed_at > view.proposed_at:
                return None
        words, buttons = self._speaking.next_steps(next_paths(view.kind, outlook))
        told = self._line("news-declined", reason=sentence(news.reason))
        return Told(f"{told}\n\n{words} {self._line('news-declined-help')}", buttons)

    async def _dispute(self, news: TenantNews) -> Told | None:
        try:
            dispute = await self._speaking.tools.disputes.find(news.dispute_id or UUID(int=0))
        except LookupError:
            return None
        outcome = dispute.outcome or DisputeOutcome.STANDS
        text = self._line(f"news-dispute-{outcome.value}", reason=sentence(news.reason))
        return Told(text, (button("Wat staat er open", "ask_balance"), self._speaking.human()))

    async def _referral(self, news: TenantNews) -> Told | None:
        """Nothing of it that they did not choose and agree to in the chat, but what staff write for them."""
        async with self._ground.database.reading() as session:
            referral = await session.get(WarmReferral, news.referral_id) if news.referral_id else None
        if referral is None:
            return None
        values = {"organisation": referral.organisation, "reason": sentence(news.reason)}
        return Told(self._line("news-referred", **values), (self._speaking.human(),))

    def _line(self, id_: str, **values: str) -> str:
        return self._speaking.say(id_, **values)
