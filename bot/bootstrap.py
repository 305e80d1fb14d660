"""All wiring, in one readable place. What varies (clock, ids, database, engine, channels) is handed in here."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import yaml
from aiohttp import web
from rasa_sdk.executor import ActionExecutor

import actions
from bot.arrangements.changing import ChangeService
from bot.arrangements.desk import CollectorService
from bot.arrangements.disputes import DisputeService
from bot.arrangements.ground import Ground
from bot.arrangements.hindrances import RecordedHindrances
from bot.arrangements.jobs import Guarding
from bot.arrangements.loading import load_policy
from bot.arrangements.news import NewsBook
from bot.arrangements.papers import Papers
from bot.arrangements.proposing import ProposalService
from bot.arrangements.reaching import Reach
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.told import policy_values
from bot.arrangements.services import ArrangementService
from bot.arrangements.upkeep import UpkeepService
from bot.arrangements.writing.texts import Texts, load_texts
from bot.channels.assembly import Connected, connect
from bot.channels.web_views import WebChat
from bot.channels.whatsapp.templates import Templates, load_templates
from bot.clock import Clock, clock_from, system_clock
from bot.conversation.changes import Changes
from bot.conversation.intake import Intake
from bot.conversation.outbox import Outbox
from bot.conversation.ownership import OwnershipService
from bot.conversation.rules import urgent_pattern
from bot.conversation.transcript import Transcript
from bot.conversation.turns import TurnService
from bot.corporation import Corporation, load_corporation
from bot.database.engine import Database
from bot.database.session import NewId, new_id
from bot.dialogue.answering import AnsweringService, Conduct
from bot.dialogue.arranging.beside import Beside
from bot.dialogue.arranging.conversation import Arranging
from bot.dialogue.arranging.talk import Tools
from bot.dialogue.arranging.telling import Telling
from bot.dialogue.client import EngineClient
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.dialogue.ledger_stage import LedgerStage
from bot.dialogue.referring import Referring
from bot.dialogue.speech import Speaker
from bot.dialogue.undelivered import Undelivered
from bot.guidance.costs import Tariff
from bot.guidance.loading import load_conduct, load_guidance, load_tariffs
from bot.guidance.models import Guidance
from bot.handoff.on_call import OnCallWatch
from bot.handoff.services import HandoffService
from bot.identity.retention import Retention
from bot.identity.rules import Way
from bot.identity.senders import senders as configured_senders
from bot.identity.sending import CodeSender, Post
from bot.identity.services import Identity
from bot.identity.withholding import Withholding
from bot.jobs import Jobs
from bot.knowledge.services import AnswerBook
from bot.metrics import Metrics
from bot.secrets_file import session_secret
from bot.settings import PROJECT, Settings
from bot.staff.accounts import Accounts
from bot.staff.app import Desk, staff_app
from bot.staff.disputes import RecordedDisputes
from bot.tenancy.importing.mapping import load_mapping
from bot.tenancy.services import TenancyService
from bot.web.internal import Check, internal_app
from bot.web.limits import Limiter
from bot.web.paper_views import PaperViews
from bot.web.public import Site, public_app
from bot.web.tokens import Tokens

CONTENT = PROJECT / "content"


@dataclass(frozen=True)
class Content:
    """What people wrote: the corporation's facts, the answers, the urgent words."""

    corporation: Corporation
    book: AnswerBook
    intents: frozenset[str]
    urgent: re.Pattern[str]
    guidance: Guidance
    tariffs: tuple[Tariff, ...]
    conduct: Conduct
    templates: Templates
    policy: Policy
    texts: Texts

    @property
    def values(self) -> dict[str, str]:
        """What the placeholders in the answers stand for, but for the computed promise."""
        return {**self.corporation.values(), **policy_values(self.policy)}


@dataclass(frozen=True)
class Arrangements:
    """The room of what is agreed about money owed, wired; also for the desk."""

    ground: Ground
    proposals: ProposalService
    agreements: ArrangementService
    changes: ChangeService
    collector: CollectorService
    disputes: DisputeService
    upkeep: UpkeepService
    papers: Papers


@dataclass(frozen=True)
class Services:
    """The whole bot, wired, without its processes."""

    clock: Clock
    new_id: NewId
    database: Database
    content: Content
    changes: Changes
    jobs: Jobs
    engine: EngineClient
    intake: Intake
    outbox: Outbox
    ownership: OwnershipService
    handoffs: HandoffService
    turns: TurnService
    answering: AnsweringService
    accounts: Accounts
    metrics: Metrics
    connected: Connected
    identity: Identity
    arrangements: Arrangements
    guarding: Guarding
    telling: Telling
    retention: Retention
    #: By which codes leave; to be stopped last.
    post: Post
    on_call: OnCallWatch


def clock_of(settings: Settings) -> Clock:
    return clock_from(settings.now) if settings.now else system_clock


def load_content(corporation_folder: Path) -> Content:
    urgent = yaml.safe_load((CONTENT / "urgent-words.yml").read_text(encoding="utf-8"))
    names = yaml.safe_load((CONTENT / "intents.yml").read_text(encoding="utf-8"))
    intents = frozenset(entry["intent"] for entry in names["intents"])
    return Content(
        corporation=load_corporation(corporation_folder),
        book=AnswerBook.load(CONTENT),
        intents=intents,
        urgent=urgent_pattern(urgent["words"]),
        guidance=load_guidance(CONTENT, corporation_folder),
        tariffs=load_tariffs(CONTENT),
        conduct=Conduct(*load_conduct(CONTENT)),
        templates=load_templates(corporation_folder),
        policy=load_policy(corporation_folder),
        texts=load_texts(CONTENT),
    )


def wire(
    settings: Settings,
    *,
    database: Database,
    content: Content,
    http: aiohttp.ClientSession,
    engine_url: str,
    engine_token: str,
    clock: Clock | None = None,
    make_id: NewId = new_id,
    secret: bytes | None = None,
    senders: Mapping[Way, CodeSender] | None = None,
) -> Services:
    """Put the services together. Nothing is started and nothing is read here, but the secret where none is given."""
    clock = clock or clock_of(settings)
    metrics = Metrics()
    values = content.values
    connected = connect(
        settings,
        database=database,
        clock=clock,
        new_id=make_id,
        http=http,
        metrics=metrics,
        templates=content.templates,
        values=values,
    )
    channels = connected.channels
    changes = Changes(database.libpq_url)
    jobs = Jobs(database, workers=settings.workers)
    engine = EngineClient(http, engine_url, engine_token, settings.engine_timeout)
    outbox = Outbox(database, clock, make_id, channels)
    speaker = Speaker(content.book, values)
    handoffs = HandoffService(database, clock, make_id, content.corporation.hours, content.corporation.response)
    turns = TurnService(
        database=database,
        clock=clock,
        new_id=make_id,
        engine=engine,
        outbox=outbox,
        handoffs=handoffs,
        speaker=speaker,
        changes=changes,
        window=timedelta(milliseconds=settings.merge_window_ms),
        urgent=content.urgent,
        metrics=metrics,
    )
    post = Post(configured_senders(settings.sms, settings.smtp, http) if senders is None else senders)
    on_call = OnCallWatch(
        database, clock, make_id, content.corporation.hours, content.corporation.on_call, post.senders, _desk(settings)
    )
    identity = Identity(
        database=database,
        clock=clock,
        new_id=make_id,
        secret=secret or session_secret(settings),
        linking=connected.linking,
        post=post,
        wording=_code_wording(content.book, values),
    )
    intake = Intake(database, clock, make_id, jobs.queue_turn, Withholding(identity, clock))
    connected.receive(
        intake, outbox, lambda line: content.book.line(line, values={**values, "promise": handoffs.promise_sentence()})
    )
    guide = _guide(database, clock, make_id, content, handoffs)
    identifying = Identifying(identity, guide, content.book, handoffs)
    arrangements = _arrangements(settings, database, clock, make_id, content, secret or session_secret(settings))
    arranging = _arranging(arrangements, identity, identifying, guide, content, handoffs)
    identity.when_undelivered(Undelivered(database, outbox, handoffs, content.book, values).tell)
    turns.beside = Beside(arranging.speaking, identity).pressed
    begins_on = frozenset({"whatsapp"} if content.templates.announces else ())
    reach = Reach(arrangements.ground, handoffs, post, begins_on)
    return Services(
        clock=clock,
        new_id=make_id,
        database=database,
        content=content,
        changes=changes,
        jobs=jobs,
        engine=engine,
        intake=intake,
        outbox=outbox,
        ownership=OwnershipService(database, clock, make_id, outbox),
        handoffs=handoffs,
        turns=turns,
        answering=AnsweringService(
            database,
            clock,
            content.book,
            handoffs,
            values,
            content.intents,
            guide,
            content.conduct,
            identifying,
            arranging,
            LedgerStage(identity, TenancyService(database)),
            on_call.reaches,
        ),
        accounts=Accounts(database, clock, make_id),
        metrics=metrics,
        connected=connected,
        identity=identity,
        arrangements=arrangements,
        guarding=Guarding(arrangements.ground, arrangements.upkeep, outbox, reach),
        retention=Retention(database, clock, content.corporation.retention.identity_events),
        telling=Telling(arranging.speaking, NewsBook(database, clock), reach, outbox),
        post=post,
        on_call=on_call,
    )


def _desk(settings: Settings) -> str:
    """The address of the staff console, as far as it is known."""
    return f"{settings.public_url.rstrip('/')}/staff" if settings.public_url else ""


def _code_links(settings: Settings) -> dict[str, str]:
    """Addresses that open a conversation with a link code in it, for the channels whose public name is set."""
    links: dict[str, str] = {}
    if settings.whatsapp and settings.whatsapp.public_number:
        links["WhatsApp"] = f"https://wa.me/{settings.whatsapp.public_number}?text={{code}}"
    if settings.telegram and settings.telegram.bot_name:
        links["Telegram"] = f"https://t.me/{settings.telegram.bot_name}?start={{code}}"
    return links


def _guide(database: Database, clock: Clock, make_id: NewId, content: Content, handoffs: HandoffService) -> Guide:
    referring = Referring(database, clock, make_id, content.guidance, content.book, handoffs)
    return Guide(content.guidance, content.tariffs, content.book, handoffs, referring)


def _arrangements(
    settings: Settings, database: Database, clock: Clock, make_id: NewId, content: Content, secret: bytes
) -> Arrangements:
    """Everything that is agreed, on one ground."""
    disputes = DisputeService(database, clock, make_id)
    ground = Ground(
        database=database,
        clock=clock,
        new_id=make_id,
        policy=content.policy,
        texts=content.texts,
        values=content.values,
        hindrances=RecordedHindrances(clock, disputes),
    )
    proposals = ProposalService(ground)
    host = "127.0.0.1" if settings.public_host in ("0.0.0.0", "::") else settings.public_host  # noqa: S104
    return Arrangements(
        ground=ground,
        proposals=proposals,
        agreements=ArrangementService(ground),
        changes=ChangeService(ground, proposals),
        collector=CollectorService(ground),
        disputes=disputes,
        upkeep=UpkeepService(ground),
        papers=Papers(secret, clock, settings.public_url or f"http://{host}:{settings.public_port}"),
    )


def _arranging(
    arrangements: Arrangements,
    identity: Identity,
    identifying: Identifying,
    guide: Guide,
    content: Content,
    handoffs: HandoffService,
) -> Arranging:
    """The arrangement in the chat; which questions about own data go on once somebody is known."""
    tools = Tools(
        ground=arrangements.ground,
        proposals=arrangements.proposals,
        agreements=arrangements.agreements,
        changes=arrangements.changes,
        disputes=arrangements.disputes,
        tenancy=TenancyService(arrangements.ground.database),
        guide=guide,
        book=content.book,
        handoffs=handoffs,
        papers=arrangements.papers,
    )
    return Arranging(tools, identity, identifying, content.guidance)


def _code_wording(book: AnswerBook, values: Mapping[str, str]) -> Callable[[Way, str], tuple[str, str]]:
    """Subject and text of the message that carries a code."""

    def worded(way: Way, code: str) -> tuple[str, str]:
        filled = {**values, "code": code}
        return book.line("code_email_subject", values=filled), book.line(f"code_{way}", values=filled)

    return worded


def public(settings: Settings, services: Services, secret: bytes, more: Sequence[web.RouteDef] = ()) -> web.Application:
    """What faces the internet: the page, the chat, the staff console."""
    trusted = frozenset(part.strip() for part in settings.trusted_proxies.split(",") if part.strip())
    limiter = Limiter(settings.limits, trusted)
    chat = WebChat(
        database=services.database,
        clock=services.clock,
        new_id=services.new_id,
        intake=services.intake,
        transcript=Transcript(services.database),
        changes=services.changes,
        tokens=Tokens(secret, services.clock, timedelta(days=settings.session_days)),
        limiter=limiter,
        limits=settings.limits,
    )
    desk = Desk(
        database=services.database,
        clock=services.clock,
        new_id=services.new_id,
        ownership=services.ownership,
        changes=services.changes,
        handoffs=services.handoffs,
        book=services.content.book,
        corporation=services.content.corporation,
        secure_cookies=settings.secure_cookies,
        secret=secret,
        ground=services.arrangements.ground,
        disputes=RecordedDisputes(),
        guidance=services.content.guidance,
        policy_text=(settings.corporation / "policy.yml").read_text(encoding="utf-8"),
        address_of=limiter.address,
        mapping=load_mapping(settings.corporation),
        code_links=_code_links(settings),
        tell_news=services.telling.soon,
    )
    known = services.arrangements
    papers = PaperViews(known.ground, known.agreements, known.papers).routes()
    webhooks = (*services.connected.routes, *papers, *more)
    return public_app(Site(services.content.corporation, chat, staff_app(desk), settings.is_demo, webhooks))


def internal(services: Services, engine_token: str, checks: dict[str, Check]) -> web.Application:
    """What faces loopback: the engine's action calls, health and metrics."""
    executor = ActionExecutor()
    for action in actions.ALL:
        executor.register_action(action(services.answering))
    return internal_app(executor, engine_token, checks, services.metrics.registry)
