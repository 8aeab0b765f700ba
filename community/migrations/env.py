"""How Alembic runs here: always inside the application, on its engine, on SQLite and PostgreSQL alike.

Tables are changed in batch mode, since SQLite knows no ALTER of constraints; its foreign keys rest meanwhile, because
a batch copies a table and drops the old one.
"""

from contextlib import contextmanager

from alembic import context
from flask import current_app

from community.db import UTCDateTime

config = context.config


def render_item(kind, item, _autogenerate):
    """Our own type is a plain column type in a migration, so that old ones outlive changes of our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def skip_empty(_context, _revision, directives) -> None:
    """No file for a change that changes nothing."""
    if getattr(config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    """Bring the database from where it is to where it is asked to be, as one deed."""
    migrate = current_app.extensions["migrate"]
    given = {"render_item": render_item, "process_revision_directives": skip_empty} | migrate.configure_args
    with migrate.db.engine.connect().execution_options(writing=True) as connection, resting_foreign_keys(connection):
        context.configure(connection=connection, target_metadata=migrate.db.metadata, **given)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


@contextmanager
def resting_foreign_keys(connection):
    """On SQLite, foreign keys are not enforced inside the block; whoever breaks one is told at its end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection  # a PRAGMA has no effect inside a transaction: go past SQLAlchemy
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchmany(5):
            raise RuntimeError(f"the migration left rows that point nowhere: {broken}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


run()
