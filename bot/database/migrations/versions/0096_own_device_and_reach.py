"""What somebody writes from is kept with the proof, by what the channel is; and of a block and its end the last counts."""

import sqlalchemy as sa
from alembic import op

revision = "0096"
down_revision = "0087"


def upgrade() -> None:
    op.add_column(
        "identity_sessions", sa.Column("personal_device", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(
        "UPDATE identity_sessions SET personal_device = true FROM conversations"
        " WHERE conversations.id = identity_sessions.conversation_id"
        " AND conversations.channel IN ('whatsapp', 'telegram')"
    )
    op.add_column("channel_contacts", sa.Column("reach_order", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("channel_contacts", "reach_order")
    op.drop_column("identity_sessions", "personal_device")
