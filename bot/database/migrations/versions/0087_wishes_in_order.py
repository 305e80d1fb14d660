"""Of "stop" and "aanmelden" the one said last counts; and people to whom nothing that we begin goes for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"


def upgrade() -> None:
    op.add_column("channel_contacts", sa.Column("wish_order", sa.BigInteger(), nullable=True))
    op.add_column("channel_contacts", sa.Column("rests_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("channel_contacts", sa.Column("answers_rest_until", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE channel_contacts SET wish_order = floor(extract(epoch FROM opted_out_at))::bigint * 1000000"
        " WHERE opted_out_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("channel_contacts", "answers_rest_until")
    op.drop_column("channel_contacts", "rests_until")
    op.drop_column("channel_contacts", "wish_order")
