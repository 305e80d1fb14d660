"""Who somebody is: sessions, one-time codes, inputs on their way in, the access log, and authorisations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "authorisations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("proof_seen", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["delegate_id"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["staff.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["tenant_id"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("authorisations_delegate", "authorisations", ["delegate_id"], unique=False)
    op.create_index("authorisations_tenant", "authorisations", ["tenant_id", "delegate_id"], unique=False)
    op.create_table(
        "identity_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "identity_codes_open",
        "identity_codes",
        ["conversation_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "identity_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("proofs", postgresql.JSONB(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("claim_key", sa.Text(), nullable=False),
        sa.Column("address_key", sa.Text(), nullable=False),
        sa.Column("origin_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["on_behalf_of_id"], ["persons.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "identity_events_address",
        "identity_events",
        ["address_key", "at"],
        unique=False,
        postgresql_where=sa.text("counts"),
    )
    op.create_index(
        "identity_events_claim",
        "identity_events",
        ["claim_key", "at"],
        unique=False,
        postgresql_where=sa.text("counts"),
    )
    op.create_index("identity_events_conversation", "identity_events", ["conversation_id", "at"], unique=False)
    op.create_index(
        "identity_events_number",
        "identity_events",
        ["number_key", "at"],
        unique=False,
        postgresql_where=sa.text("counts"),
    )
    op.create_index(
        "identity_events_origin",
        "identity_events",
        ["origin_key", "at"],
        unique=False,
        postgresql_where=sa.text("counts"),
    )
    op.create_index("identity_events_person", "identity_events", ["person_id", "at"], unique=False)
    op.create_table(
        "identity_inputs",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("origin_key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", "place"),
    )
    op.create_index("identity_inputs_at", "identity_inputs", ["at"], unique=False)
    op.create_index("identity_inputs_conversation", "identity_inputs", ["conversation_id", "at"], unique=False)
    op.create_table(
        "identity_sessions",
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("wanted", sa.SmallInteger(), nullable=False),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_device", sa.Boolean(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("claim_key", sa.Text(), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_person_id", sa.Uuid(), nullable=True),
        sa.Column("claimed_for_id", sa.Uuid(), nullable=True),
        sa.Column("claims", postgresql.JSONB(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("on_behalf_of_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("proofs", postgresql.JSONB(), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["claimed_for_id"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["claimed_person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["on_behalf_of_id"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id"),
    )


def downgrade() -> None:
    for table in ("identity_inputs", "identity_events", "identity_codes", "identity_sessions", "authorisations"):
        op.drop_table(table)
