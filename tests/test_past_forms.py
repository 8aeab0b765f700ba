"""What an earlier release stored comes to the present form whole, is shown, is found, and can be gone on with."""

from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import MetaData, Table, inspect, select

from community.db import db
from community.forums.commands import posts, topics
from community.forums.models import Topic
from community.members.models import Member
from tests import people
from tests.test_migrations import differences, empty  # noqa: F401

PAST = sorted((Path(__file__).parent / "past").glob("*.sql"))

# The words of its topic in the index, which each engine kept in its own way.
WORDS = {
    "0001-sqlite": "INSERT INTO search_words (rowid, title, body, title_stems, body_stems) "
    "VALUES (30118055510016027, 'who waits', 'forty minutes at the counter', 'wait', 'forti minut counter')",
    "0001-postgresql": "UPDATE search_document SET words = setweight(to_tsvector('simple', 'who waits'), 'A') "
    "|| setweight(to_tsvector('simple', 'forty minutes at the counter'), 'C')",
}


def fill(form: str) -> None:
    """The rows of that form, and its words of search."""
    lines = (Path(__file__).parent / "past" / f"{form}.sql").read_text(encoding="utf-8").splitlines()
    engine = db.engine.dialect.name
    with db.engine.begin() as connection:
        if engine == "postgresql":
            connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'; SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for line in [*lines[1:], WORDS[f"{form}-{engine}"]]:
            connection.exec_driver_sql(line)
        if engine == "postgresql":
            for table in ("member", "topic", "post", "post_revision", "audit_entry"):
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1000)")


def rows(columns: dict[str, list[str]] | None = None) -> dict[str, list]:
    """What stands in the tables: in all of their columns, or in these; without the words of search, which are made."""
    found = {}
    with db.engine.connect() as connection:
        for name in columns or inspect(db.engine).get_table_names():
            if not name.startswith(("alembic", "search_words", "sqlite")):
                table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
                shown = [
                    column
                    for column in table.c
                    if column.name != "words" and (columns is None or column.name in columns[name])
                ]
                key = [column for column in shown if column.name in table.primary_key.columns]
                found[name] = [dict(row) for row in connection.execute(select(*shown).order_by(*key)).mappings()]
    return found


@pytest.mark.parametrize("form", [path.stem for path in PAST])
def test_everything_is_as_it_was_and_goes_on(empty, form):  # noqa: F811
    upgrade(revision=form)
    fill(form)
    before = {name: found for name, found in rows().items() if found}
    upgrade()
    assert differences() == []
    assert rows({name: list(found[0]) for name, found in before.items()}) == before
    reader = people.visits(empty)
    page = reader.reads("/t/1/who-waits")
    assert "Forty minutes at the counter." in page and "Ici aussi : « une heure »." in page and "Settled." in page
    assert "Our own words." in reader.reads("/about")
    assert people.soup(reader.get("/search?q=waits")).select("main a[href^='/t/1/who-waits']")
    topics.unlock_topic(db.session.get(Topic, 1), by=(ada := db.session.get(Member, 1)))
    posts.reply(db.session.get(Topic, 1), by=ada, body="And today?")
    assert "And today?" in reader.reads("/t/1/who-waits")
