"""Run by Alembic: the connection, its transaction and its lock come from `migrate`."""

from alembic import context

from adapters.sql.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
