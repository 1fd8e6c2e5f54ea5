"""Alembic's entry: runs on the connection, and in the transaction, that the store hands over."""

from __future__ import annotations

from alembic import context

from optimizer.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
