"""Changing a telephone number or an e-mail address in the chat, with a time in which it can be undone."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0050"


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column("contact_points", _moment("cools_until"))
    op.add_column("contact_points", _moment("retires_at"))
    op.add_column("contact_points", sa.Column("replaced_by_id", sa.Uuid(), nullable=True))
    op.create_index(
        "contact_points_retired", "contact_points", ["retires_at"], postgresql_where=sa.text("retires_at IS NOT NULL")
    )
    op.create_table(
        "contact_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        _moment("code_until", nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        _moment("asked_at", nullable=False),
        _moment("done_at"),
        _moment("cools_until"),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        _moment("told_at"),
        sa.Column("told_by", sa.Text(), nullable=False),
        _moment("undone_at"),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact_points.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contact_changes_person", "contact_changes", ["person_id", "asked_at"])
    op.create_index(
        "contact_changes_open",
        "contact_changes",
        ["conversation_id"],
        unique=True,
        postgresql_where=sa.text("value IS NOT NULL"),
    )
    op.create_index(
        "contact_changes_untold",
        "contact_changes",
        ["done_at"],
        postgresql_where=sa.text("done_at IS NOT NULL AND told_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("contact_changes")
    op.drop_index("contact_points_retired", "contact_points")
    op.drop_column("contact_points", "replaced_by_id")
    op.drop_column("contact_points", "retires_at")
    op.drop_column("contact_points", "cools_until")
