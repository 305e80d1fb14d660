"""The desk: who looked up which tenant, who set and cleared a marker, who carried out a sign-up; indexes to search by."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.create_table(
        "tenant_reads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("tenant_reads_contract", "tenant_reads", ["contract_id", "at"])
    op.create_index("tenant_reads_staff", "tenant_reads", ["staff_id", "at"])
    _by_staff("markers", "set_by_id")
    _by_staff("markers", "cleared_by_id")
    op.add_column("markers", sa.Column("cleared_note", sa.Text(), server_default=sa.text("''"), nullable=False))
    _by_staff("warm_referrals", "done_by_id")
    op.add_column("warm_referrals", sa.Column("done_note", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_index(
        "warm_referrals_open", "warm_referrals", ["consented_at"], postgresql_where=sa.text("done_at IS NULL")
    )
    op.execute("CREATE INDEX persons_surname ON persons (lower(surname) text_pattern_ops)")
    op.create_index("contracts_home", "contracts", ["postcode", "house_number"])


def _by_staff(table: str, column: str) -> None:
    op.add_column(table, sa.Column(column, sa.Uuid(), nullable=True))
    op.create_foreign_key(f"{table}_{column}_fkey", table, "staff", [column], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    op.drop_index("contracts_home", "contracts")
    op.drop_index("persons_surname", "persons")
    op.drop_index("warm_referrals_open", "warm_referrals")
    for table, columns in (
        ("warm_referrals", ("done_note", "done_by_id")),
        ("markers", ("cleared_note", "cleared_by_id", "set_by_id")),
    ):
        for column in columns:
            op.drop_column(table, column)
    op.drop_table("tenant_reads")
