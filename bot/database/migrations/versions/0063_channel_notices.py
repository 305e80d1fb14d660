"""What an admin must know of a channel, lost files that are asked for again, and numbers that somebody left."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0063"
down_revision = "0061"


def upgrade() -> None:
    op.create_table(
        "channel_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["seen_by"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "channel_notices_open",
        "channel_notices",
        ["channel", "kind", "subject"],
        unique=True,
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.create_index("channel_notices_subject", "channel_notices", ["channel", "kind", "subject", "told_at"])
    op.create_index("channel_notices_seen", "channel_notices", ["seen_at"])
    op.add_column("channel_aliases", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("media", sa.Column("ask_due", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("media_ask_due", "media", ["at"], postgresql_where=sa.text("ask_due"))
    op.add_column("media", sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("media", "asked_again_at")
    op.drop_index("media_ask_due", "media")
    op.drop_column("media", "ask_due")
    op.drop_column("channel_aliases", "left_at")
    op.drop_table("channel_notices")
