"""Conversations are cleared after their time: when, and what; and a line a night of how many."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0066"
down_revision = "0063"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("conversations", sa.Column("cleared", postgresql.JSONB(none_as_null=True), nullable=True))
    op.create_index(
        "conversations_not_cleared",
        "conversations",
        ["last_activity_at"],
        postgresql_where=sa.text("cleared_at IS NULL OR cleared_at <= last_activity_at"),
    )
    op.create_table(
        "clearings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_days", sa.Integer(), nullable=False),
        sa.Column("conversations", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )


def downgrade() -> None:
    op.drop_table("clearings")
    op.drop_index("conversations_not_cleared", "conversations")
    op.drop_column("conversations", "cleared")
    op.drop_column("conversations", "cleared_at")
