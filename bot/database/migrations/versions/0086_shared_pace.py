"""How fast a number or token may go is shared by all processes; a halted channel is tried ever less often."""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0083"


def upgrade() -> None:
    op.create_table(
        "channel_paces",
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sender", name="channel_paces_pkey"),
        prefixes=["UNLOGGED"],
    )
    op.add_column("channel_halts", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("channel_halts", "tries")
    op.drop_table("channel_paces")
