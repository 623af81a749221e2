"""Runs the steps on the connection, and in the transaction, of ``index.store``: a half-made schema is never left behind."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
