"""The first tables: staff, conversations, handoffs, tenancy."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("CREATE SEQUENCE message_seq")
    op.create_table(
        "contracts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("house_number", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("rent_cents", sa.BigInteger(), nullable=False),
        sa.Column("direct_debit", sa.Boolean(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "none",
                "reminder",
                "formal_notice",
                "collection",
                "summons",
                "judgment",
                "eviction_notice",
                name="stage",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index(
        "contracts_stage", "contracts", ["stage"], unique=False, postgresql_where=sa.text("stage <> 'none'")
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("collector", "coordinator", "admin", name="role", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("staff_email", "staff", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "channel_identities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "address"),
    )
    op.create_index("channel_identities_person", "channel_identities", ["person_id"], unique=False)
    op.create_table(
        "contact_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum("phone", "email", name="contactkind", native_enum=False, length=30), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "kind", "value"),
    )
    op.create_index("contact_points_value", "contact_points", ["kind", "value"], unique=False)
    op.create_table(
        "contract_parties",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contract_id", "person_id"),
    )
    op.create_index("contract_parties_person", "contract_parties", ["person_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "owner", sa.Enum("assistant", "queue", "person", name="owner", native_enum=False, length=20), nullable=False
        ),
        sa.Column("owner_staff_id", sa.Uuid(), nullable=True),
        sa.Column("owner_version", sa.Integer(), nullable=False),
        sa.Column("taken_version", sa.Integer(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("engine_session", sa.Text(), nullable=False),
        sa.Column("engine_turns", sa.Integer(), nullable=False),
        sa.Column("introduced", sa.Boolean(), nullable=False),
        sa.Column("engine_down_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "conversations_activity", "conversations", [sa.literal_column("last_activity_at DESC"), "id"], unique=False
    )
    op.create_index("conversations_address", "conversations", ["channel", "address"], unique=True)
    op.create_index(
        "conversations_open",
        "conversations",
        ["owner", "last_activity_at"],
        unique=False,
        postgresql_where=sa.text("owner <> 'assistant'"),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "rent", "payment", "reversal", "cost", "correction", name="entrykind", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("external_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contract_id", "external_key"),
    )
    op.create_index("ledger_entries_contract", "ledger_entries", ["contract_id", "due_on"], unique=False)
    op.create_table(
        "markers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "administrator",
                "wsnp",
                "amicable_scheme",
                "bailiff_file",
                "do_not_contact",
                "early_signal_objection",
                name="markerkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "markers_contract", "markers", ["contract_id"], unique=False, postgresql_where=sa.text("cleared_on IS NULL")
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_index("staff_sessions_staff", "staff_sessions", ["staff_id"], unique=False)
    op.create_table(
        "handoffs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "danger",
                "eviction",
                "asked",
                "callback",
                "visit",
                "not_understood",
                "engine_down",
                "other",
                name="reason",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("handoffs_conversation", "handoffs", ["conversation_id", "requested_at"])
    op.create_index(
        "handoffs_open", "handoffs", ["conversation_id"], unique=True, postgresql_where=sa.text("closed_at IS NULL")
    )
    op.create_index(
        "handoffs_queue",
        "handoffs",
        ["urgency", "requested_at"],
        unique=False,
        postgresql_where=sa.text("taken_at IS NULL AND closed_at IS NULL"),
    )
    op.create_table(
        "read_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("read_log_conversation", "read_log", ["conversation_id", "at"], unique=False)
    op.create_table(
        "turns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("ranking", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("entities", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("signals", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("topics", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("turns_conversation", "turns", ["conversation_id", "at"], unique=False)
    op.create_index("turns_intent", "turns", ["intent", "confidence"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column(
            "author",
            sa.Enum("tenant", "assistant", "staff", "notice", name="author", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("text", "button", "media", "unknown", name="kind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("buttons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("raw", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "sending",
                "sent",
                "delivered",
                "read",
                "failed",
                "unknown",
                "dropped",
                "parked",
                name="state",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("owner_version", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("sent_id", sa.Text(), nullable=True),
        sa.Column(
            "search", postgresql.TSVECTOR(), sa.Computed("to_tsvector('dutch', text)", persisted=True), nullable=False
        ),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "messages_outbox", "messages", ["next_attempt_at"], unique=False, postgresql_where=sa.text("state = 'pending'")
    )
    op.create_index(
        "messages_provider",
        "messages",
        ["provider_id"],
        unique=True,
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index("messages_search", "messages", ["search"], unique=False, postgresql_using="gin")
    op.create_index("messages_transcript", "messages", ["conversation_id", "seq"], unique=False)
    op.create_index(
        "messages_waiting",
        "messages",
        ["conversation_id", "seq"],
        unique=False,
        postgresql_where=sa.text("author = 'tenant' AND handled_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "messages_waiting", table_name="messages", postgresql_where=sa.text("author = 'tenant' AND handled_at IS NULL")
    )
    op.drop_index("messages_transcript", table_name="messages")
    op.drop_index("messages_search", table_name="messages", postgresql_using="gin")
    op.drop_index("messages_provider", table_name="messages", postgresql_where=sa.text("provider_id IS NOT NULL"))
    op.drop_index("messages_outbox", table_name="messages", postgresql_where=sa.text("state = 'pending'"))
    op.drop_table("messages")
    op.drop_index("turns_intent", table_name="turns")
    op.drop_index("turns_conversation", table_name="turns")
    op.drop_table("turns")
    op.drop_index("read_log_conversation", table_name="read_log")
    op.drop_table("read_log")
    op.drop_index(
        "handoffs_queue", table_name="handoffs", postgresql_where=sa.text("taken_at IS NULL AND closed_at IS NULL")
    )
    op.drop_index("handoffs_conversation", table_name="handoffs")
    op.drop_index("handoffs_open", table_name="handoffs", postgresql_where=sa.text("closed_at IS NULL"))
    op.drop_table("handoffs")
    op.drop_index("staff_sessions_staff", table_name="staff_sessions")
    op.drop_table("staff_sessions")
    op.drop_index("markers_contract", table_name="markers", postgresql_where=sa.text("cleared_on IS NULL"))
    op.drop_table("markers")
    op.drop_index("ledger_entries_contract", table_name="ledger_entries")
    op.drop_table("ledger_entries")
    op.drop_index("conversations_open", table_name="conversations", postgresql_where=sa.text("owner <> 'assistant'"))
    op.drop_index("conversations_address", table_name="conversations")
    op.drop_index("conversations_activity", table_name="conversations")
    op.drop_table("conversations")
    op.drop_index("contract_parties_person", table_name="contract_parties")
    op.drop_table("contract_parties")
    op.drop_index("contact_points_value", table_name="contact_points")
    op.drop_table("contact_points")
    op.drop_index("channel_identities_person", table_name="channel_identities")
    op.drop_table("channel_identities")
    op.drop_index("staff_email", table_name="staff")
    op.drop_table("staff")
    op.drop_table("persons")
    op.drop_index("contracts_stage", table_name="contracts", postgresql_where=sa.text("stage <> 'none'"))
    op.drop_table("contracts")
    op.execute("DROP SEQUENCE message_seq")
