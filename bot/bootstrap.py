"""All wiring, in one readable place. What varies (clock, ids, database, engine, channels) is handed in here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from aiohttp import web
from rasa_sdk.executor import ActionExecutor

import actions
from bot.arrangements.assembly import Arrangements, arrangements
from bot.arrangements.begun import BegunBook
from bot.arrangements.jobs import Guarding
from bot.arrangements.news import NewsBook
from bot.arrangements.queueing import ProposalQueue
from bot.arrangements.reaching import Reach
from bot.channels.assembly import Connected, connect
from bot.channels.web_views import WebChat
from bot.clock import Clock, clock_from
from bot.content import Content
from bot.conversation.changes import Changes
from bot.conversation.intake import Intake
from bot.conversation.outbox import Outbox
from bot.conversation.ownership import OwnershipService
from bot.conversation.transcript import Transcript
from bot.conversation.turns import TurnService
from bot.database.engine import Database
from bot.database.session import NewId, new_id
from bot.dialogue.answering import AnsweringService
from bot.dialogue.arranging.assembly import arranging_in_chat
from bot.dialogue.arranging.beside import Beside
from bot.dialogue.arranging.telling import Telling
from bot.dialogue.client import EngineClient
from bot.dialogue.contact_assembly import ContactData, contact_data
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.dialogue.ledger_stage import LedgerStage
from bot.dialogue.referring import Referring
from bot.dialogue.rooms import rooms
from bot.dialogue.speech import Speaker
from bot.dialogue.undelivered import Undelivered
from bot.handoff.on_call import OnCallWatch
from bot.handoff.services import HandoffService
from bot.identity.retention import Retention
from bot.identity.rules import Way
from bot.identity.senders import senders as configured_senders
from bot.identity.sending import CodeSender, Post
from bot.identity.services import Identity
from bot.identity.withholding import Withholding
from bot.identity.wording import code_wording
from bot.jobs import Jobs
from bot.metrics import Metrics
from bot.privacy.clearing import ClearingService
from bot.secrets_file import session_secret
from bot.settings import Settings
from bot.staff.accounts import Accounts
from bot.staff.app import Desk, staff_app
from bot.staff.disputes import RecordedDisputes
from bot.tenancy.demo_visitor import visitor_values
from bot.tenancy.importing.mapping import load_mapping
from bot.tenancy.services import TenancyService
from bot.web.internal import Check, internal_app
from bot.web.limits import Limiter
from bot.web.paper_views import PaperViews
from bot.web.public import Site, public_app
from bot.web.tokens import Tokens
from bot.web.undo_views import UndoViews


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
    proposal_queue: ProposalQueue
    retention: Retention
    clearing: ClearingService
    #: By which codes leave; to be stopped last.
    post: Post
    on_call: OnCallWatch
    contact: ContactData


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
    clock = clock or clock_from(settings.now)
    secret = secret or session_secret(settings)
    metrics = Metrics()
    values = {**content.values, **visitor_values(is_demo=settings.is_demo)}
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
        *(database, clock, make_id, content.corporation.hours, content.corporation.on_call),
        *(post.senders, settings.desk_address),
    )
    identity = Identity(
        database=database,
        clock=clock,
        new_id=make_id,
        secret=secret,
        linking=connected.linking,
        post=post,
        wording=code_wording(content.book, values),
        personal=channels.personal,
    )
    intake = Intake(database, clock, make_id, jobs.queue_turn, Withholding(identity, clock))
    connected.receive(
        intake, outbox, lambda line: content.book.line(line, values={**values, "promise": handoffs.promise_sentence()})
    )
    guide = _guide(database, clock, make_id, content, handoffs)
    identifying = Identifying(identity, guide, content.book, handoffs)
    address = settings.public_url or settings.own_address
    agreed = arrangements(
        *(database, clock, make_id),
        policy=content.policy,
        texts=content.texts,
        values=values,
        secret=secret,
        address=address,
        pay_link=content.corporation.payment.pay_link,
    )
    contact = contact_data(
        *(database, clock, make_id),
        content=content,
        identity=identity,
        identifying=identifying,
        guide=guide,
        handoffs=handoffs,
        linking=connected.linking,
        post=post,
        secret=secret,
        address=address,
    )
    arranging = arranging_in_chat(agreed, identity, identifying, guide, content, handoffs, channels.screens)
    identity.when_undelivered(Undelivered(database, outbox, handoffs, content.book, values).tell)
    turns.beside = Beside(arranging.speaking, identity).pressed
    reach, begun = Reach(agreed.ground, handoffs, post, channels, connected.begins_on), BegunBook(database, clock)
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
            rooms(
                database,
                clock,
                book=content.book,
                handoffs=handoffs,
                values=values,
                intents=content.intents,
                guide=guide,
                conduct=content.conduct,
                identifying=identifying,
                arranging=arranging,
                contact=contact.talk,
                ledger_stage=LedgerStage(identity, TenancyService(database)),
                reaches_on_call=on_call.reaches,
                understand=engine.understood,
            )
        ),
        accounts=Accounts(database, clock, make_id),
        metrics=metrics,
        connected=connected,
        identity=identity,
        arrangements=agreed,
        guarding=Guarding(agreed.ground, agreed.upkeep, agreed.due, outbox, reach, begun),
        retention=Retention(database, clock, content.corporation.retention.identity_events),
        clearing=ClearingService(database, clock, content.corporation.retention.conversations),
        proposal_queue=ProposalQueue(database, handoffs, changes),
        telling=Telling(arranging.speaking, NewsBook(database, clock), reach, outbox, begun),
        post=post,
        on_call=on_call,
        contact=contact,
    )


def _guide(database: Database, clock: Clock, make_id: NewId, content: Content, handoffs: HandoffService) -> Guide:
    referring = Referring(database, clock, make_id, content.guidance, content.book, handoffs)
    return Guide(content.guidance, content.tariffs, content.book, handoffs, referring)


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
        code_links=settings.code_links,
        channels=services.connected.channels,
        standard=services.content.standard,
        tell_news=services.telling.soon,
    )
    known = services.arrangements
    papers = PaperViews(known.ground, known.agreements, known.papers).routes()
    content, contact = services.content, services.contact
    undo = UndoViews(contact.links, contact.undo, content.book, content.values).routes()
    webhooks = (*services.connected.routes, *papers, *undo, *more)
    return public_app(Site(services.content.corporation, chat, staff_app(desk), settings.is_demo, webhooks))


def internal(services: Services, engine_token: str, checks: dict[str, Check]) -> web.Application:
    """What faces loopback: the engine's action calls, health and metrics."""
    executor = ActionExecutor()
    for action in actions.ALL:
        executor.register_action(action(services.answering))
    return internal_app(executor, engine_token, checks, services.metrics.registry)
