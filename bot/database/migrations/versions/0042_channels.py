"""Pictures with messages, templates, the announcement of a parked answer, and calls to who is on duty in danger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.add_column("messages", sa.Column("figure", postgresql.JSONB(none_as_null=True), nullable=True))
    op.add_column("messages", sa.Column("template", sa.Text(), nullable=True))
    op.add_column("channel_contacts", sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "danger_alarms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calls", postgresql.JSONB(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "danger_alarms_open",
        "danger_alarms",
        ["conversation_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("danger_alarms_due", "danger_alarms", ["next_at"], postgresql_where=sa.text("ended_at IS NULL"))
    op.create_index("danger_alarms_conversation", "danger_alarms", ["conversation_id", "since"])


def downgrade() -> None:
    op.drop_table("danger_alarms")
    op.drop_column("channel_contacts", "announced_at")
    op.drop_column("messages", "template")
    op.drop_column("messages", "figure")
