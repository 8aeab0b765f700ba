"""The migrations make what the models say, on both engines, and can go back and forth on a filled database."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

import config
from app import create_app
from community.db import UTCDateTime, db
from community.forums.commands import forums, posts, topics
from community.pages.commands import ensure_pages
from community.search import ddl
from tests import people, servers

ADVICE = (
    "The models and the migrations differ. Before the first release: .venv/bin/python scripts/first_migration; "
    'after it: .venv/bin/flask --app app db migrate --rev-id NNNN -m "what changes".'
)


@pytest.fixture(params=servers.engines())
def empty(request, tmp_path):
    """An application whose database has not a single table."""
    url = servers.throwaway_database() if request.param == "postgresql" else ""
    app = create_app(config.from_environment(config.Testing, INSTANCE=str(tmp_path), DATABASE_URL=url, LIMITS=False))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def differences() -> list:
    """What `flask db migrate` would want to change."""
    with db.engine.connect() as connection:
        how = {"compare_type": _compare_type, "include_name": ddl.is_modelled}
        context = MigrationContext.configure(connection, opts=how)
        return compare_metadata(context, db.metadata)


def _compare_type(_context, _column, _metadata_column, _there, ours):
    return False if isinstance(ours, UTCDateTime) else None  # moments have one type on each engine


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(db.select(db.func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }


def a_filled_site() -> None:
    """Rows that point to each other, also in circles."""
    ensure_pages()
    ada = people.member("Ada", administrator=True)
    room = forums.create_forum(forums.create_theme(by=ada, title="Work"), by=ada, name="Front desks")
    topic = topics.start_topic(room, by=ada, title="Who waits?", body="Words")
    posts.reply(topic, by=ada, body="> Words\n\nMore words")


def test_an_empty_database_becomes_what_the_models_say(empty):
    upgrade()
    found = differences()
    assert found == [], f"{ADVICE}\n" + "\n".join(map(str, found))


def test_running_it_again_changes_nothing_and_keeps_every_row(empty):
    upgrade()
    a_filled_site()
    before = rows()
    upgrade()
    assert rows() == before
    assert before["post"] == 2


def test_a_filled_database_goes_down_to_nothing_and_up_again(empty):
    upgrade()
    a_filled_site()
    db.session.remove()
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert differences() == []
    a_filled_site()
    assert rows()["post"] == 2
