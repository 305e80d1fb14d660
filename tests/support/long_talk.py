"""A conversation with a long past, written in one statement: what was said long ago costs nothing to say again."""

from uuid import UUID

import psycopg

#: Tenant and assistant in turns, a minute apart, all of it handled; `regel 1` is the oldest.
_LINES = """
INSERT INTO messages (id, conversation_id, seq, author, kind, text, buttons, facts, at, attempts, handled_at, state)
SELECT gen_random_uuid(), %(conversation)s, nextval('message_seq'),
    CASE WHEN n %% 2 = 1 THEN 'tenant' ELSE 'assistant' END, 'text', 'regel ' || n, '[]', '[]',
    now() - make_interval(mins => %(count)s - n), 0,
    CASE WHEN n %% 2 = 1 THEN now() END, CASE WHEN n %% 2 = 0 THEN 'sent' END
FROM generate_series(1, %(count)s) AS n ORDER BY n
"""


def lengthen(libpq_url: str, conversation: UUID | str, count: int) -> list[str]:
    """Give a conversation so many lines more; returns what they say, oldest first."""
    with psycopg.connect(libpq_url, autocommit=True) as connection:
        connection.execute(_LINES, {"conversation": conversation, "count": count})
    return [f"regel {number}" for number in range(1, count + 1)]
