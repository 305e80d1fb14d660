"""Which tables our migrations look after."""

#: The job queue brings its own tables.
OTHERS = ("procrastinate_", "job_schema_applied", "alembic_version")


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Alembic's question whether an object counts in a comparison."""
    return not (kind == "table" and (name or "").startswith(OTHERS))
