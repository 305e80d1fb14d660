"""What a tenant has to hear of a collector's decision; outcomes of disputes; tasks about agreements; ageing events."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0042"


def upgrade() -> None:
    op.create_table(
        "tenant_news",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("dispute_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("tenant_news_waiting", "tenant_news", ["left_at"], postgresql_where=sa.text("told_at IS NULL"))
    op.create_index("tenant_news_contract", "tenant_news", ["contract_id", "left_at"])
    op.create_index("tenant_news_agreement", "tenant_news", ["agreement_id"])

    op.add_column("disputes", sa.Column("outcome", sa.String(length=20), nullable=True))
    op.create_index("disputes_waiting", "disputes", ["opened_at"], postgresql_where=sa.text("closed_at IS NULL"))

    op.add_column("agreements", sa.Column("task_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("agreements", sa.Column("task", sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "agreements_tasks", "agreements", ["task_since"], postgresql_where=sa.text("task_since IS NOT NULL")
    )
    op.create_index("instalments_paid", "instalments", ["paid_on"], postgresql_where=sa.text("paid_on IS NOT NULL"))
    op.create_index("identity_events_at", "identity_events", ["at"])


def downgrade() -> None:
    op.drop_index("identity_events_at", "identity_events")
    op.drop_index("instalments_paid", "instalments")
    op.drop_index("agreements_tasks", "agreements")
    op.drop_column("agreements", "task")
    op.drop_column("agreements", "task_since")
    op.drop_index("disputes_waiting", "disputes")
    op.drop_column("disputes", "outcome")
    op.drop_table("tenant_news")
