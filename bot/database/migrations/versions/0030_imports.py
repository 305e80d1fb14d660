"""Files from the corporation's own system: what they bring, what they leave out, and what they make us ask."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0020"

#: Tables whose rows a file may bring; only those are missed when a later file leaves them out.
BROUGHT = ("contracts", "contact_points", "ledger_entries", "markers")


def upgrade() -> None:
    for table in BROUGHT:
        op.add_column(table, sa.Column("imported", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.add_column("persons", sa.Column("external_key", sa.Text(), nullable=True))
    op.create_unique_constraint("persons_external_key_key", "persons", ["external_key"])
    op.add_column("contracts", sa.Column("arrangement_ended_on", sa.Date(), nullable=True))
    op.alter_column("contracts", "started_on", nullable=True)
    op.add_column("contract_parties", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("ledger_entries", sa.Column("reference", sa.Text(), nullable=False, server_default=sa.text("''")))
    _runs()
    _rows()
    _questions()


def downgrade() -> None:
    for table in ("import_questions", "import_rows", "import_remarks", "import_runs"):
        op.drop_table(table)
    op.drop_column("ledger_entries", "reference")
    op.drop_column("contract_parties", "until")
    op.drop_column("contracts", "arrangement_ended_on")
    op.drop_constraint("persons_external_key_key", "persons")
    op.drop_column("persons", "external_key")
    for table in BROUGHT:
        op.drop_column(table, "imported")
    # A contract without a begin stays as it is: an older program never made one, and none is made up here.


def _runs() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                *("checking", "checked", "applying", "applied", "refused", "discarded"),
                name="runstate",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counts", postgresql.JSONB(), nullable=False),
        sa.Column("unsure", postgresql.JSONB(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("import_runs_started", "import_runs", ["started_at"])
    op.create_index("import_runs_hash", "import_runs", ["file_hash"])
    op.create_table(
        "import_remarks",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "place"),
    )


def _rows() -> None:
    op.create_table(
        "import_rows",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("house_number", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("rent_cents", sa.BigInteger(), nullable=False),
        sa.Column("direct_debit", sa.Boolean(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("arrangement_ended_on", sa.Date(), nullable=True),
        sa.Column("markers", postgresql.JSONB(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("settled_cents", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "line"),
        prefixes=["UNLOGGED"],
    )


def _questions() -> None:
    kinds = ("booking_gone", "contract_gone", "booking_back", "party_gone", "marker_gone")
    answers = ("paid", "handed_over", "written_off", "still_open", "left", "stays", "cleared", "returned")
    op.create_table(
        "import_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum(*kinds, name="questionkind", native_enum=False, length=30), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("marker_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Enum(*answers, name="answer", native_enum=False, length=30), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entries.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["marker_id"], ["markers.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    unanswered = sa.text("answered_at IS NULL")
    op.create_index(
        "import_questions_open",
        "import_questions",
        ["contract_id", "kind", "entry_id", "person_id", "marker_id"],
        unique=True,
        postgresql_where=unanswered,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("import_questions_asked", "import_questions", ["asked_at", "id"], postgresql_where=unanswered)
    op.create_index("import_questions_entry", "import_questions", ["entry_id"])
