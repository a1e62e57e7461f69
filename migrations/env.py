"""Runs migrations on the connection that `hep.records.store` hands over."""

from alembic import context

from hep.records import model


def plain(kind: str, value: object, context: object) -> str | bool:
    """Our own column type as the plain one that a migration can name without importing hep."""
    return "sa.DateTime(timezone=True)" if isinstance(value, model.Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=model.Table.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
