"""When a message was said by the provider's word, and its place in the provider's order."""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"


def upgrade() -> None:
    op.add_column("messages", sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("messages", sa.Column("said_order", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("messages", "said_order")
    op.drop_column("messages", "said_at")
