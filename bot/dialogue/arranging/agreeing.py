"""The yes: to exactly the text that was shown, once, whoever else says yes at the same moment."""

import contextlib
from uuid import UUID

from bot.arrangements.book import AgreementView, UnknownAgreement
from bot.arrangements.rules.life import LIVE, NotNow, OfferExpired, OtherText, State
from bot.arrangements.services import AnotherLives, Outdated
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.planning import Planning
from bot.dialogue.arranging.talk import Speaking, Talk, button
from bot.dialogue.speech import Speech
from bot.guidance.words import day_in_words, euros


class Agreeing:
    def __init__(self, speaking: Speaking, planning: Planning) -> None:
        self._speaking = speaking
        self._planning = planning
        self._agreements = speaking.tools.agreements

    async def yes(self, talk: Talk, agreement_id: str, digest: str) -> Speech:
        """The tenant's explicit yes. Who may say it was looked at before; here only which text it was to."""
        view = await self._of(talk, agreement_id)
        if view is None:
            return await self._anew(talk, "expired")
        if view.state in LIVE and view.text_digest == digest:
            return self._told(talk, view, self._speaking.say("agreed-before", reference=view.reference))
        source = f"message {talk.exchange.heard.message_id}"
        try:
            agreed = await self._agreements.agree(
                view.id, digest, person_id=talk.person_id, source=source, conversation_id=talk.conversation_id
            )
        except AnotherLives as other:
            words = self._speaking.say("another-lives", reference=other.live.reference)
            return self._told(talk, other.live, words)
        except Outdated:
            return await self._anew(talk, "outdated")
        except (OtherText, OfferExpired, NotNow):
            return await self._passed(talk, view)
        self._speaking.news_left()
        return self._told(talk, agreed, self._speaking.say("agreed", reference=agreed.reference))

    async def no(self, talk: Talk, agreement_id: str | None) -> Speech:
        """Not this text: off the table, and on to what would work."""
        view = await self._of(talk, agreement_id) if agreement_id else None
        if view is not None and view.is_open:
            # Somebody else may have taken it off, or agreed to it, a moment ago.
            with contextlib.suppress(NotNow):
                await self._agreements.withdraw(view.id, talk.asker)
        fresh = talk.without(*rules.OF_WISH, rules.AGREEMENT, rules.DIGEST)
        return await self._planning.go_on(fresh, self._speaking.say("withdrawn"))

    async def shown(self, talk: Talk) -> Speech:
        """The text that was open, once more, or what came in its place."""
        view = await self._of(talk, talk.known.get(rules.AGREEMENT, ""))
        if view is None:
            return await self._anew(talk, "expired")
        if not view.is_open or view.text_digest != talk.known.get(rules.DIGEST):
            return await self._passed(talk, view)
        return self._speaking.ask(talk, "consent", view.message)

    def again(self, talk: Talk) -> Speech:
        """ "Ja" alone: a text needs a clear yes."""
        return self._speaking.ask(talk, "consent", self._speaking.say("explicit-yes"), again=True)

    async def _of(self, talk: Talk, agreement_id: str) -> AgreementView | None:
        """The agreement, where it is about this contract; the one of somebody else is as if it were not there."""
        try:
            view = await self._agreements.find(UUID(agreement_id))
        except (UnknownAgreement, ValueError):
            return None
        return view if view.contract_id == talk.contract_id else None

    async def _passed(self, talk: Talk, view: AgreementView) -> Speech:
        """That text is no longer on the table: what lives instead, else a new one."""
        known = await self._agreements.of_contract(talk.contract_id)
        for other in known:
            if other.is_live and other.document.reference != view.reference and other.kind is view.kind:
                return self._told(talk, other, self._speaking.say("another-lives", reference=other.reference))
        lying = next((other for other in known if other.state is State.OFFERED and other.kind is view.kind), None)
        if lying is not None:
            # Another tab or a collector put it there: shown, and not pushed off the table by one more of our own.
            talk = talk.knowing(**{rules.AGREEMENT: str(lying.id), rules.DIGEST: lying.text_digest})
            return self._speaking.ask(talk, "consent", self._speaking.say("newer-text"), lying.message)
        return await self._anew(talk, "expired")

    async def _anew(self, talk: Talk, line: str) -> Speech:
        fresh = talk.without(rules.AGREEMENT, rules.DIGEST)
        return await self._planning.go_on(fresh, self._speaking.say(line))

    def _told(self, talk: Talk, view: AgreementView, head: str) -> Speech:
        """In writing: what was agreed, the first day, and where it stands on paper."""
        lines = [head]
        following = next((term for term in view.terms if not term.is_paid), None)
        if following is not None:
            day = day_in_words(following.due_on, talk.today)
            lines.append(self._speaking.say("agreed-first", amount=euros(following.open_cents), day=day))
        status = button("Mijn afspraak", "ask_arrangement_status")
        papers = "\n".join(self._speaking.papers(talk, view))
        pay = self._speaking.pay_link(following.open_cents, view.reference) if following else ()
        return self._speaking.end(talk, " ".join(lines), *pay, papers, buttons=(status, self._speaking.human()))
