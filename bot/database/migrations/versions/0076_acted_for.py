"""For whom somebody acts in a conversation, by that person: a danger or a wish there counts for their contracts."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0070"


def upgrade() -> None:
    op.create_index(
        "identity_sessions_on_behalf",
        "identity_sessions",
        ["on_behalf_of_id"],
        postgresql_where=sa.text("on_behalf_of_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("identity_sessions_on_behalf", "identity_sessions")
