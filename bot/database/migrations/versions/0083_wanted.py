"""What was asked of a change or a pay day, so that a changed policy is tried on it by its own bounds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0083"
down_revision = "0077"


def upgrade() -> None:
    op.add_column("arrangement_requests", sa.Column("wanted", JSONB(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("arrangement_requests", "wanted")
