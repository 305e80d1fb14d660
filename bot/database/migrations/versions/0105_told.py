"""What a tenant tells for the length of a talk; and where and when they want to be reached, with the handoff."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0105"
down_revision = "0096"


def upgrade() -> None:
    op.add_column("dialogue_states", sa.Column("notes", JSONB(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("handoffs", sa.Column("reach", JSONB(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("handoffs", "reach")
    op.drop_column("dialogue_states", "notes")
