"""Who agreed to a sign-up, and that its being carried out is news; who is proven where, by person."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0066"


def upgrade() -> None:
    op.add_column("warm_referrals", sa.Column("person_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(None, "warm_referrals", "persons", ["person_id"], ["id"], ondelete="SET NULL")
    op.alter_column("tenant_news", "contract_id", nullable=True)
    op.add_column("tenant_news", sa.Column("referral_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(None, "tenant_news", "warm_referrals", ["referral_id"], ["id"], ondelete="CASCADE")
    op.create_index("tenant_news_referral", "tenant_news", ["referral_id"])
    op.alter_column("begun_messages", "contract_id", nullable=True)
    op.create_index("identity_sessions_person", "identity_sessions", ["person_id"])


def downgrade() -> None:
    op.drop_index("identity_sessions_person", "identity_sessions")
    op.execute("DELETE FROM begun_messages WHERE contract_id IS NULL")
    op.alter_column("begun_messages", "contract_id", nullable=False)
    op.execute("DELETE FROM tenant_news WHERE contract_id IS NULL")
    op.drop_index("tenant_news_referral", "tenant_news")
    op.drop_column("tenant_news", "referral_id")
    op.alter_column("tenant_news", "contract_id", nullable=False)
    op.drop_column("warm_referrals", "person_id")
