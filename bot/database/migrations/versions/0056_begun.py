"""What we begin in a chat, so that it goes by another way where it does not arrive; and the order of edits."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    op.add_column("messages", sa.Column("begun", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("messages", sa.Column("edit_order", sa.BigInteger(), nullable=True))
    op.create_table(
        "begun_messages",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("nudge", sa.String(length=30), nullable=True),
        sa.Column("news_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreements.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["news_id"], ["tenant_news.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index(
        "begun_messages_open", "begun_messages", ["begun_at"], postgresql_where=sa.text("settled_at IS NULL")
    )
    op.create_index("begun_messages_contract", "begun_messages", ["contract_id"])
    op.create_index("begun_messages_agreement", "begun_messages", ["agreement_id"])
    op.create_index("begun_messages_news", "begun_messages", ["news_id"])


def downgrade() -> None:
    op.drop_table("begun_messages")
    op.drop_column("messages", "edit_order")
    op.drop_column("messages", "begun")
