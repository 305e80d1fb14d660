"""Thousands of agreements, straight into the tables: a corporation that has used this for years."""

import json
from datetime import date

from sqlalchemy import text

from bot.arrangements.ground import Ground
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.schedule import Plan, Term
from bot.arrangements.writing.document import Particulars
from bot.database.engine import Database

#: Of every twenty: how many run on schedule, are behind, are offered, wait, are over.
_STATE = """CASE WHEN n % 20 < 12 THEN 'active' WHEN n % 20 = 12 THEN 'at_risk' WHEN n % 20 = 13 THEN 'offered'
    WHEN n % 20 = 14 THEN 'awaiting_approval' WHEN n % 20 < 18 THEN 'completed' ELSE 'broken' END"""

_SEED = (
    """INSERT INTO persons (id, initials, prefix, surname, language)
    SELECT gen_random_uuid(), 'A.', '', 'Tester' || n, 'nl' FROM generate_series(1, :count) n""",
    """INSERT INTO contracts (id, number, street, house_number, postcode, town, started_on, rent_cents, direct_debit,
        stage, imported)
    SELECT gen_random_uuid(), to_char(n, 'FM0000000'), 'Lindelaan', n::text, '0000 AA', 'Lindestad', '2015-01-01',
        65000, false, CASE WHEN n % 3 = 0 THEN 'reminder' ELSE 'none' END, false
    FROM generate_series(1, :count) n""",
    """INSERT INTO contract_parties (contract_id, person_id, since)
    SELECT c.id, p.id, '2015-01-01' FROM contracts c JOIN persons p ON p.surname = 'Tester' || c.number::int""",
    # Two years of rent; October is open and covered by the agreement, everything else was paid.
    """INSERT INTO ledger_entries (id, contract_id, kind, amount_cents, due_on, description, external_key, reference,
        imported)
    SELECT gen_random_uuid(), c.id, k.kind, k.cents, CAST(:today AS date) - 30 * m - 20, '',
        'huur-' || m || k.mark, '', false
    FROM contracts c CROSS JOIN generate_series(0, 23) m
    CROSS JOIN (VALUES ('rent', 65000, ''), ('payment', -65000, '::betaling')) AS k (kind, cents, mark)
    WHERE NOT (m = 1 AND k.kind = 'payment')""",
    f"""INSERT INTO agreements (id, contract_id, reference, change, subject, kind, state, total_cents, covers, counted,
        policy_version, looks, document, text_digest, valid_until, proposed_by, proposed_at, decision_reason,
        consent_digest, consented_at, consent_source, ended_at, end_reason, end_note)
    SELECT gen_random_uuid(), c.id, 'R-' || c.number, 0, 'debt', 'arrangement', s.state, 65000, '["huur-1"]', '[]',
        'proef', '[]', CAST(:document AS jsonb), :digest, CAST(:today AS date) + n % 7, 'tenant',
        CAST(:now AS timestamptz) - interval '20 days', '',
        CASE WHEN s.lives THEN :digest END,
        CASE WHEN s.lives THEN CAST(:now AS timestamptz) - interval '15 days' END, '',
        CASE WHEN s.over THEN CAST(:now AS timestamptz) - make_interval(days => n % 200) END,
        CASE s.state WHEN 'completed' THEN 'kept' WHEN 'broken' THEN 'breach' END, ''
    FROM (SELECT id, number, number::int AS n FROM contracts) c
    CROSS JOIN LATERAL (SELECT {_STATE.replace("n %", "c.n %")} AS state) named
    CROSS JOIN LATERAL (SELECT named.state, named.state NOT IN ('offered', 'awaiting_approval') AS lives,
        named.state IN ('completed', 'broken') AS over) s""",
    """INSERT INTO instalments (id, agreement_id, number, due_on, amount_cents, paid_cents, paid_on)
    SELECT gen_random_uuid(), a.id, t, CAST(:today AS date) + 30 * (t - 1) + (right(a.reference, 4)::int % 28)
            - CASE WHEN a.state = 'at_risk' THEN 40 ELSE 0 END,
        CASE WHEN t = 6 THEN 10835 ELSE 10833 END,
        CASE WHEN a.state = 'completed' THEN CASE WHEN t = 6 THEN 10835 ELSE 10833 END ELSE 0 END,
        CASE WHEN a.state = 'completed' THEN CAST(:today AS date) - 30 END
    FROM agreements a CROSS JOIN generate_series(1, 6) t""",
    "ANALYZE persons, contracts, contract_parties, ledger_entries, agreements, instalments",
)


async def seed_agreements(database: Database, ground: Ground, count: int) -> None:
    """So many tenants with an agreement of six terms each, twelve in twenty on schedule."""
    about = Particulars(
        corporation="De Linde", account="NL02ABNA0123456789", phone="088-0000 000", hours="overdag", number="0000001",
        tenants=("A. Tester",), address="Lindelaan 1", rent_cents=65_000, direct_debit=False, reference="R-0000001",
        change=0, today=ground.today, valid_until=ground.today,
    )  # fmt: skip
    document = ground.document(Plan(Kind.ARRANGEMENT, (Term(1, date(2026, 12, 24), 65_000),)), about)
    values = {
        "count": count,
        "today": ground.today,
        "now": ground.clock(),
        "document": json.dumps(document.to_json()),
        "digest": document.digest,
    }
    async with database.transaction() as session:
        for statement in _SEED:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            await session.execute(text(statement.replace("::", "\\:\\:")), used)
