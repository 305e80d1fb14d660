"""The parts that the pages of the desk share, put together once."""

from dataclasses import dataclass

from bot.channels.notices import NoticeBoard
from bot.privacy.clearing import ClearingService
from bot.staff import channel_words, telling, words
from bot.staff.accounts import Accounts
from bot.staff.cookies import Cookies
from bot.staff.debts import Debts, debts_for
from bot.staff.desk import Desk
from bot.staff.figures import FigureService
from bot.staff.inbox import Inbox
from bot.staff.live import Streams
from bot.staff.notes import Notes
from bot.staff.overview import Overview
from bot.staff.passwords import Passwords
from bot.staff.reading import DeskReader
from bot.staff.rendering import Pages, StaticFiles
from bot.staff.rules import Permission
from bot.staff.sign_in import SignIn
from bot.tenancy.importing.questions import Questions
from bot.tenancy.importing.services import Imports
from bot.tenancy.linking import Linking


@dataclass(frozen=True)
class Console:
    desk: Desk
    static: StaticFiles
    pages: Pages
    cookies: Cookies
    sign_in: SignIn
    inbox: Inbox
    reader: DeskReader
    overview: Overview
    streams: Streams
    linking: Linking
    imports: Imports
    questions: Questions
    debts: Debts
    accounts: Accounts
    figures: FigureService
    notices: NoticeBoard
    clearing: ClearingService
    notes: Notes


def console_for(desk: Desk, passwords: Passwords | None = None) -> Console:
    static = StaticFiles()
    cookies = Cookies(desk.secure_cookies, desk.secret)
    passwords = passwords or Passwords()
    notices = NoticeBoard(desk.database, desk.clock)
    sign_in = SignIn(desk.database, desk.clock, desk.new_id, passwords, notices)
    pages = Pages(
        static,
        {
            "corporation": desk.corporation,
            "intent_label": desk.intent_label,
            "Permission": Permission,
            "words": words,
            "telling": telling,
            "channel_words": channel_words,
            "channel_name": desk.channels.title,
        },
    )
    return Console(
        desk=desk,
        static=static,
        pages=pages,
        cookies=cookies,
        sign_in=sign_in,
        inbox=Inbox(desk.database, desk.clock),
        reader=DeskReader(desk.database, desk.clock, desk.new_id),
        overview=Overview(desk.database),
        streams=Streams(desk.changes, sign_in, cookies),
        linking=Linking(desk.database, desk.clock, desk.new_id),
        imports=Imports(desk.database, desk.clock, desk.new_id, desk.mapping),
        questions=Questions(desk.database, desk.clock),
        debts=debts_for(desk),
        figures=FigureService(desk.database, desk.clock),
        notices=notices,
        clearing=ClearingService(desk.database, desk.clock, desk.corporation.retention.conversations),
        notes=Notes(desk.database, desk.clock),
        accounts=Accounts(desk.database, desk.clock, desk.new_id, passwords),
    )
