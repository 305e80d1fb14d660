"""What staff write down for each other about a conversation or a tenancy; it is never sent."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0057"


def upgrade() -> None:
    op.create_table(
        "staff_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.CheckConstraint("num_nonnulls(conversation_id, contract_id) = 1", name="staff_notes_about_one"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("staff_notes_conversation", "staff_notes", ["conversation_id", "at"])
    op.create_index("staff_notes_contract", "staff_notes", ["contract_id", "at"])


def downgrade() -> None:
    op.drop_table("staff_notes")
