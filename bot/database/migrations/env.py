"""Alembic's entry: runs the migrations over the address that bot.database.migrate hands in."""

from alembic import context
from sqlalchemy import create_engine

from bot.database.migrations.scope import ours
from bot.database.tables import metadata

config = context.config
engine = create_engine(config.attributes["url"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, compare_type=True, include_object=ours)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
