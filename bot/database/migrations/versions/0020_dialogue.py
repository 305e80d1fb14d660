"""What the assistant remembers between messages, and referrals that a tenant consented to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "dialogue_states",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("known", postgresql.JSONB(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("told", postgresql.JSONB(), nullable=False),
        sa.Column("simplified", sa.Integer(), nullable=False),
        sa.Column("dates", postgresql.JSONB(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_table(
        "warm_referrals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("passed_on", sa.Text(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("warm_referrals_conversation", "warm_referrals", ["conversation_id", "consented_at"])


def downgrade() -> None:
    op.drop_table("warm_referrals")
    op.drop_table("dialogue_states")
