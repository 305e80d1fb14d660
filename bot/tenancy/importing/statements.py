"""The statements of an import, over whole sets. `:run` is the run, `:as_of` the file's day, `:now` the moment.

What a file leaves empty (NULL) changes nothing that is known. Each table is analysed before it is joined: without that
the planner takes a fresh one for small, and once took nine minutes over what takes a second. Each statement carries the
name under which the rows that it touched are counted, or none.
"""

Work = tuple[tuple[str | None, str], ...]

#: The staged rows once a contract, once a person, once a booking; gone when the transaction ends.
PREPARE = (
    """CREATE TEMPORARY TABLE file_contracts ON COMMIT DROP AS
    SELECT DISTINCT ON (contract) contract AS number, street, house_number, postcode, town, started_on, ended_on,
        rent_cents, direct_debit, stage, stage_since, arrangement_ended_on
    FROM import_rows WHERE run_id = :run ORDER BY contract, line""",
    """CREATE TEMPORARY TABLE file_people ON COMMIT DROP AS
    SELECT DISTINCT ON (person) person AS external_key, initials, prefix, surname, born_on, language
    FROM import_rows WHERE run_id = :run ORDER BY person, line""",
    """CREATE TEMPORARY TABLE file_bookings ON COMMIT DROP AS
    WITH booked AS (
        SELECT DISTINCT ON (contract, key) contract, key, kind, amount_cents, settled_cents, due_on, reference,
            description
        FROM import_rows WHERE run_id = :run AND key IS NOT NULL ORDER BY contract, key, line
    )
    SELECT contract, key, kind, amount_cents, due_on, reference, description FROM booked
    UNION ALL
    SELECT contract, key || '\\:\\:saldo', 'correction', -settled_cents, due_on, '', 'Al betaald volgens het bestand'
    FROM booked WHERE settled_cents <> 0""",
    "CREATE INDEX ON file_contracts (number)",
    "CREATE INDEX ON file_bookings (contract, key)",
    "ANALYZE file_contracts, file_people, file_bookings",
)

LOST_ZEROS = """
SELECT f.number, c.number FROM file_contracts f JOIN contracts c ON ltrim(c.number, '0') = ltrim(f.number, '0')
WHERE c.number <> f.number AND NOT EXISTS (SELECT FROM contracts same WHERE same.number = f.number) LIMIT 1"""

CONTRACTS: Work = (
    (
        "contracts_changed",
        """UPDATE contracts c SET (street, house_number, postcode, town, started_on, ended_on, rent_cents, direct_debit,
            stage, stage_since, arrangement_ended_on, imported) =
            (n.street, n.house_number, n.postcode, n.town, n.started_on, n.ended_on, n.rent_cents, n.direct_debit,
            n.stage, n.stage_since, n.arrangement_ended_on, true)
        FROM (
            SELECT old.id, coalesce(f.street, old.street) AS street,
                coalesce(f.house_number, old.house_number) AS house_number,
                coalesce(f.postcode, old.postcode) AS postcode, coalesce(f.town, old.town) AS town,
                coalesce(f.started_on, old.started_on) AS started_on, coalesce(f.ended_on, old.ended_on) AS ended_on,
                f.rent_cents, coalesce(f.direct_debit, old.direct_debit) AS direct_debit,
                coalesce(f.stage, old.stage) AS stage,
                CASE WHEN coalesce(f.stage, old.stage) = 'none' THEN NULL
                    WHEN f.stage_since IS NOT NULL THEN f.stage_since
                    WHEN f.stage <> old.stage THEN :as_of ELSE old.stage_since END AS stage_since,
                coalesce(f.arrangement_ended_on, old.arrangement_ended_on) AS arrangement_ended_on
            FROM file_contracts f JOIN contracts old ON old.number = f.number
        ) n
        WHERE c.id = n.id AND (c.street, c.house_number, c.postcode, c.town, c.started_on, c.ended_on, c.rent_cents,
            c.direct_debit, c.stage, c.stage_since, c.arrangement_ended_on, c.imported) IS DISTINCT FROM
            (n.street, n.house_number, n.postcode, n.town, n.started_on, n.ended_on, n.rent_cents, n.direct_debit,
            n.stage, n.stage_since, n.arrangement_ended_on, true)""",
    ),
    (
        "contracts_new",
        """INSERT INTO contracts (id, number, street, house_number, postcode, town, started_on, ended_on, rent_cents,
            direct_debit, stage, stage_since, arrangement_ended_on, imported)
        SELECT gen_random_uuid(), number, coalesce(street, ''), coalesce(house_number, ''), coalesce(postcode, ''),
            coalesce(town, ''), started_on, ended_on, rent_cents, coalesce(direct_debit, false),
            coalesce(stage, 'none'), CASE WHEN stage <> 'none' THEN coalesce(stage_since, :as_of) END,
            arrangement_ended_on, true
        FROM file_contracts f WHERE NOT EXISTS (SELECT FROM contracts c WHERE c.number = f.number)""",
    ),
    (None, "ANALYZE contracts"),
)

PEOPLE: Work = (
    (
        # Somebody who stood on this contract before any file, by name and birth date, and the only one.
        None,
        """UPDATE persons p SET external_key = m.person FROM (
            SELECT min(r.person) AS person, known.id FROM (
                SELECT DISTINCT contract, person, surname, born_on FROM import_rows WHERE run_id = :run) r
            JOIN contracts c ON c.number = r.contract
            JOIN contract_parties cp ON cp.contract_id = c.id
            JOIN persons known ON known.id = cp.person_id AND known.external_key IS NULL
                AND known.surname = r.surname AND known.born_on = r.born_on
            WHERE NOT EXISTS (SELECT FROM persons taken WHERE taken.external_key = r.person)
            GROUP BY known.id HAVING count(DISTINCT r.person) = 1
        ) m WHERE p.id = m.id""",
    ),
    (
        "people_changed",
        """UPDATE persons p SET initials = coalesce(f.initials, p.initials), prefix = coalesce(f.prefix, p.prefix),
            surname = f.surname, born_on = coalesce(f.born_on, p.born_on), language = coalesce(f.language, p.language)
        FROM file_people f WHERE p.external_key = f.external_key
            AND (p.initials, p.prefix, p.surname, p.born_on, p.language) IS DISTINCT FROM (coalesce(f.initials,
            p.initials), coalesce(f.prefix, p.prefix), f.surname, coalesce(f.born_on, p.born_on),
            coalesce(f.language, p.language))""",
    ),
    (
        "people_new",
        """INSERT INTO persons (id, external_key, initials, prefix, surname, born_on, language)
        SELECT gen_random_uuid(), external_key, coalesce(initials, ''), coalesce(prefix, ''), surname, born_on,
            coalesce(language, 'nl')
        FROM file_people f WHERE NOT EXISTS (SELECT FROM persons p WHERE p.external_key = f.external_key)""",
    ),
    (None, "ANALYZE persons"),
    (
        None,
        """CREATE TEMPORARY TABLE file_parties ON COMMIT DROP AS
        SELECT DISTINCT c.id AS contract_id, p.id AS person_id, coalesce(c.started_on, :as_of) AS since
        FROM import_rows r JOIN contracts c ON c.number = r.contract JOIN persons p ON p.external_key = r.person
        WHERE r.run_id = :run""",
    ),
    (None, "CREATE UNIQUE INDEX ON file_parties (contract_id, person_id)"),
    (
        None,
        """INSERT INTO contract_parties (contract_id, person_id, since)
        SELECT contract_id, person_id, since FROM file_parties
        ON CONFLICT (contract_id, person_id) DO UPDATE SET until = NULL WHERE contract_parties.until IS NOT NULL""",
    ),
    (None, "ANALYZE file_parties, contract_parties"),
    (
        None,
        """CREATE TEMPORARY TABLE file_contacts ON COMMIT DROP AS
        SELECT DISTINCT p.id AS person_id, v.kind, v.value
        FROM import_rows r JOIN persons p ON p.external_key = r.person
        CROSS JOIN LATERAL (VALUES ('phone', r.phone), ('email', r.email)) AS v (kind, value)
        WHERE r.run_id = :run AND v.value IS NOT NULL""",
    ),
    (None, "CREATE UNIQUE INDEX ON file_contacts (person_id, kind, value)"),
    (None, "ANALYZE file_contacts, contact_points"),
    (
        # Another number in the file replaces the one of an earlier file: a code must not go to the old one.
        "contacts_replaced",
        """DELETE FROM contact_points cp WHERE cp.imported
            AND EXISTS (SELECT FROM file_contacts f WHERE f.person_id = cp.person_id AND f.kind = cp.kind)
            AND NOT EXISTS (SELECT FROM file_contacts f
                WHERE f.person_id = cp.person_id AND f.kind = cp.kind AND f.value = cp.value)""",
    ),
    (
        "contacts_new",
        """INSERT INTO contact_points (id, person_id, kind, value, noted_at, imported)
        SELECT gen_random_uuid(), person_id, kind, value, :now, true FROM file_contacts
        ON CONFLICT (person_id, kind, value) DO NOTHING""",
    ),
)

MARKERS: Work = (
    (
        None,
        """CREATE TEMPORARY TABLE file_markers ON COMMIT DROP AS
        SELECT c.id AS contract_id, m.key AS kind, bool_or(m.value IS NOT NULL) AS stands, max(m.value) AS note
        FROM import_rows r JOIN contracts c ON c.number = r.contract CROSS JOIN LATERAL jsonb_each_text(r.markers) AS m
        WHERE r.run_id = :run GROUP BY c.id, m.key""",
    ),
    (None, "CREATE UNIQUE INDEX ON file_markers (contract_id, kind)"),
    (None, "ANALYZE file_markers, markers"),
    (
        None,
        """UPDATE markers m SET note = f.note FROM file_markers f
        WHERE m.contract_id = f.contract_id AND m.kind = f.kind AND m.imported AND m.cleared_on IS NULL
            AND f.stands AND f.note <> '' AND m.note <> f.note""",
    ),
    (
        "markers_new",
        """INSERT INTO markers (id, contract_id, kind, note, since, imported)
        SELECT gen_random_uuid(), contract_id, kind, note, :as_of, true FROM file_markers f
        WHERE f.stands AND NOT EXISTS (SELECT FROM markers m
            WHERE m.contract_id = f.contract_id AND m.kind = f.kind AND m.cleared_on IS NULL)""",
    ),
    (
        "ask_markers",
        """INSERT INTO import_questions (id, run_id, kind, contract_id, marker_id, asked_at)
        SELECT gen_random_uuid(), :run, 'marker_gone', m.contract_id, m.id, :now
        FROM markers m JOIN file_markers f ON f.contract_id = m.contract_id AND f.kind = m.kind
        WHERE m.imported AND m.cleared_on IS NULL AND NOT f.stands
            AND NOT EXISTS (SELECT FROM import_questions q WHERE q.marker_id = m.id AND q.answer = 'stays')
        ON CONFLICT DO NOTHING""",
    ),
)

BOOKINGS: Work = (
    (
        "bookings_changed",
        """UPDATE ledger_entries e SET kind = f.kind, amount_cents = f.amount_cents, due_on = f.due_on,
            reference = f.reference, description = f.description, imported = true
        FROM file_bookings f JOIN contracts c ON c.number = f.contract
        WHERE e.contract_id = c.id AND e.external_key = f.key
            AND (e.kind, e.amount_cents, e.due_on, e.reference, e.description, e.imported)
            IS DISTINCT FROM (f.kind, f.amount_cents, f.due_on, f.reference, f.description, true)""",
    ),
    (
        # Open again in full: what was settled of it no longer is.
        "bookings_changed",
        """DELETE FROM ledger_entries e USING file_bookings f, contracts c
        WHERE c.number = f.contract AND e.contract_id = c.id AND e.imported AND e.external_key = f.key || '\\:\\:saldo'
            AND NOT EXISTS (SELECT FROM file_bookings s WHERE s.contract = f.contract AND s.key = e.external_key)""",
    ),
    (
        "bookings_new",
        """INSERT INTO ledger_entries (id, contract_id, kind, amount_cents, due_on, description, external_key,
            reference, imported)
        SELECT gen_random_uuid(), c.id, f.kind, f.amount_cents, f.due_on, f.description, f.key, f.reference, true
        FROM file_bookings f JOIN contracts c ON c.number = f.contract
        WHERE NOT EXISTS (SELECT FROM ledger_entries e WHERE e.contract_id = c.id AND e.external_key = f.key)
        ORDER BY c.id, f.key
        ON CONFLICT (contract_id, external_key) DO NOTHING""",
    ),
    (None, "ANALYZE ledger_entries"),
)

RETURNED: Work = (
    (
        "returned",
        """UPDATE import_questions q SET answered_at = :now, answer = 'returned'
        FROM contracts c JOIN file_contracts f ON f.number = c.number
        WHERE q.answered_at IS NULL AND q.kind = 'contract_gone' AND q.contract_id = c.id""",
    ),
    (
        "returned",
        """UPDATE import_questions q SET answered_at = :now, answer = 'returned'
        FROM ledger_entries e, contracts c, file_bookings f
        WHERE q.answered_at IS NULL AND q.kind = 'booking_gone' AND q.entry_id = e.id AND c.id = e.contract_id
            AND f.contract = c.number AND f.key = e.external_key""",
    ),
    (
        "returned",
        """UPDATE import_questions q SET answered_at = :now, answer = 'returned' FROM file_parties f
        WHERE q.answered_at IS NULL AND q.kind = 'party_gone' AND q.contract_id = f.contract_id
            AND q.person_id = f.person_id""",
    ),
    (
        "returned",
        """UPDATE import_questions q SET answered_at = :now, answer = 'returned' FROM markers m, file_markers f
        WHERE q.answered_at IS NULL AND q.kind = 'marker_gone' AND q.marker_id = m.id
            AND f.contract_id = m.contract_id AND f.kind = m.kind AND f.stands""",
    ),
    (
        "ask_back",
        """INSERT INTO import_questions (id, run_id, kind, contract_id, entry_id, asked_at)
        SELECT gen_random_uuid(), :run, 'booking_back', e.contract_id, e.id, :now
        FROM ledger_entries said
        JOIN contracts c ON c.id = said.contract_id
        JOIN file_bookings f ON f.contract = c.number AND said.external_key = f.key || '\\:\\:antwoord'
        JOIN ledger_entries e ON e.contract_id = c.id AND e.external_key = f.key
        WHERE NOT EXISTS (SELECT FROM import_questions q WHERE q.entry_id = e.id AND q.kind = 'booking_back'
            AND q.answered_at IS NOT NULL)
        ON CONFLICT DO NOTHING""",
    ),
)

#: Only after a file that tells of everybody. Nothing is asked of a contract of which a line was left out, nor of what
#: is settled to the cent: then it is known why it is gone.
GONE: Work = (
    (
        "ask_contracts",
        """INSERT INTO import_questions (id, run_id, kind, contract_id, asked_at)
        SELECT gen_random_uuid(), :run, 'contract_gone', c.id, :now FROM contracts c
        WHERE c.imported AND NOT EXISTS (SELECT FROM file_contracts f WHERE f.number = c.number)
            AND NOT c.number = ANY (CAST(:unsure AS text[]))
            AND (SELECT sum(e.amount_cents) FROM ledger_entries e WHERE e.contract_id = c.id) > 0
            AND NOT EXISTS (SELECT FROM import_questions q WHERE q.contract_id = c.id AND q.kind = 'contract_gone'
                AND q.answer IN ('handed_over', 'still_open'))
        ON CONFLICT DO NOTHING""",
    ),
    (
        "ask_bookings",
        """WITH families AS (
            SELECT e.contract_id, split_part(e.external_key, '\\:\\:', 1) AS root, sum(e.amount_cents) AS cents,
                sum(sum(e.amount_cents)) OVER (PARTITION BY e.contract_id) AS balance
            FROM ledger_entries e JOIN contracts c ON c.id = e.contract_id JOIN file_contracts f ON f.number = c.number
            WHERE NOT c.number = ANY (CAST(:unsure AS text[]))
            GROUP BY e.contract_id, split_part(e.external_key, '\\:\\:', 1)
        )
        INSERT INTO import_questions (id, run_id, kind, contract_id, entry_id, asked_at)
        SELECT gen_random_uuid(), :run, 'booking_gone', e.contract_id, e.id, :now
        FROM ledger_entries e JOIN contracts c ON c.id = e.contract_id
        JOIN families a ON a.contract_id = e.contract_id AND a.root = split_part(e.external_key, '\\:\\:', 1)
        WHERE e.imported AND e.external_key NOT LIKE '%\\:\\:saldo' AND a.cents <> 0
            AND (a.balance > 0 OR (a.balance < 0 AND e.amount_cents < 0))
            AND NOT EXISTS (SELECT FROM file_bookings f WHERE f.contract = c.number AND f.key = e.external_key)
            AND NOT EXISTS (SELECT FROM import_questions q WHERE q.entry_id = e.id AND q.kind = 'booking_gone'
                AND q.answer IN ('handed_over', 'still_open'))
        ON CONFLICT DO NOTHING""",
    ),
    (
        "ask_parties",
        """INSERT INTO import_questions (id, run_id, kind, contract_id, person_id, asked_at)
        SELECT gen_random_uuid(), :run, 'party_gone', cp.contract_id, cp.person_id, :now
        FROM contract_parties cp JOIN contracts c ON c.id = cp.contract_id
        JOIN file_contracts f ON f.number = c.number JOIN persons p ON p.id = cp.person_id
        WHERE p.external_key IS NOT NULL AND cp.until IS NULL AND NOT c.number = ANY (CAST(:unsure AS text[]))
            AND NOT EXISTS (SELECT FROM file_parties k
                WHERE k.contract_id = cp.contract_id AND k.person_id = cp.person_id)
            AND NOT EXISTS (SELECT FROM import_questions q WHERE q.contract_id = cp.contract_id
                AND q.person_id = cp.person_id AND q.answer = 'stays')
        ON CONFLICT DO NOTHING""",
    ),
)
