"""Addresses of the pages about tenants, agreements, sign-ups, content, policy, channels, and who works here."""

from aiohttp import web

from bot.staff.console import Console
from bot.staff.guard import Handler, guarded
from bot.staff.rules import Permission
from bot.staff.views.accounts import AccountViews, PasswordViews
from bot.staff.views.agreements import AgreementViews
from bot.staff.views.channels import ChannelViews
from bot.staff.views.content import ContentViews
from bot.staff.views.disputes import DisputeViews
from bot.staff.views.notes import TenantNoteViews
from bot.staff.views.policy import PolicyViews
from bot.staff.views.referrals import ReferralViews
from bot.staff.views.tenant_acts import TenantActs
from bot.staff.views.tenants import TenantViews

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
ID, PART = f"{{id:{UUID}}}", f"{{part:{UUID}}}"

Views = dict[str, Handler]


def debt_routes(console: Console) -> list[web.RouteDef]:
    agreements, tenants = AgreementViews(console), TenantViews(console)
    acts, referrals = TenantActs(console, tenants), ReferralViews(console)
    disputes, notes = DisputeViews(console, tenants), TenantNoteViews(console, tenants)
    content, policy = ContentViews(console), PolicyViews(console)
    return [
        *_routes(
            console,
            Permission.AGREE,
            {
                "/agreements": agreements.page,
                "/agreements/lijst": agreements.rows,
                f"/agreements/{ID}": agreements.one,
                f"/agreements/{ID}/afspraak.pdf": agreements.paper,
                "/disputes": disputes.page,
            },
            {
                f"/agreements/{ID}/akkoord": agreements.approve,
                f"/agreements/{ID}/wijzig": agreements.counter,
                f"/agreements/{ID}/afwijzen": agreements.decline,
                f"/agreements/{ID}/stop": agreements.end,
                f"/agreements/{ID}/verbreek": agreements.break_off,
                f"/agreements/{ID}/gedaan": agreements.done,
            },
        ),
        *_routes(
            console,
            Permission.TENANTS,
            {"/tenants": tenants.search, f"/tenants/{ID}": tenants.one},
            {
                "/tenants": tenants.look_up,
                f"/tenants/{ID}/voorstel": acts.propose,
                f"/tenants/{ID}/notitie": notes.write,
                f"/tenants/{ID}/notitie/{PART}/weg": notes.remove,
                f"/tenants/{ID}/bijzonderheid": acts.mark,
                f"/tenants/{ID}/bijzonderheid/{PART}/weg": acts.clear,
                f"/tenants/{ID}/bezwaar/{PART}": disputes.close,
                f"/tenants/{ID}/contact/{PART}/terug": acts.undo_contact,
                f"/tenants/{ID}/machtiging": acts.authorise,
                f"/tenants/{ID}/machtiging/{PART}/stop": acts.end_authorisation,
            },
        ),
        *_routes(
            console, Permission.REFER, {"/referrals": referrals.page}, {f"/referrals/{ID}/klaar": referrals.finish}
        ),
        *_routes(console, Permission.CONTENT, {"/content": content.page}, {}),
        *_routes(console, Permission.TRY_POLICY, {"/policy": policy.page}, {"/policy": policy.dry_run}),
    ]


def account_routes(console: Console) -> list[web.RouteDef]:
    accounts, password, channels = AccountViews(console), PasswordViews(console), ChannelViews(console)
    return [
        *_routes(
            console,
            Permission.ACCOUNTS,
            {"/accounts": accounts.page, f"/accounts/{ID}": accounts.one},
            {
                "/accounts": accounts.add,
                f"/accounts/{ID}/sluit": accounts.close,
                f"/accounts/{ID}/open": accounts.reopen,
                f"/accounts/{ID}/rol": accounts.role,
                f"/accounts/{ID}/wachtwoord": accounts.renew,
            },
        ),
        *_routes(
            console,
            Permission.CHANNELS,
            {"/kanalen": channels.page},
            {f"/kanalen/{ID}/gezien": channels.saw, r"/kanalen/{halt:[\w:*]+}/opnieuw": channels.try_now},
        ),
        *_routes(console, Permission.WORK, {"/wachtwoord": password.page}, {"/wachtwoord": password.change}),
    ]


def _routes(console: Console, permission: Permission, pages: Views, acts: Views) -> list[web.RouteDef]:
    shared = (console.sign_in, console.cookies)
    return [
        *(web.get(path, guarded(permission, view, *shared)) for path, view in pages.items()),
        *(web.post(path, guarded(permission, view, *shared)) for path, view in acts.items()),
    ]
