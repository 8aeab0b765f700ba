"""Sites of their own, on either database: filled ones to be backed up, empty ones to be restored into."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade as migrate_up
from sqlalchemy import select, text

import config
from app import create_app
from community import clock, jobs, settings, upgrading
from community.backup import restoring, writing
from community.db import db, transaction
from community.media import commands as media
from community.members import passwords
from community.members.models import Member
from community.places import importing
from community.search.rebuild import rebuild
from tests import people, servers, world
from tests.media.conftest import docx

NOW = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
ODD = 'Two lines:\n\ttab, \\N, "quotes", \\backslash, ﷺ 👩🏽‍🌾 and \u2028 nothing else'


@dataclass
class Site:
    """One site, with its folder."""

    app: Flask
    folder: Path

    @contextmanager
    def inside(self) -> Iterator[Flask]:
        """Its application context."""
        with self.app.app_context():
            yield self.app
            db.session.remove()

    def rows(self) -> dict[str, list]:
        """Every row of every table, as Python values; whatever was touched last is no difference."""
        with self.inside(), db.engine.connect() as connection:
            found = {table.name: connection.execute(select(table)).all() for table in db.metadata.sorted_tables}
            found["stamp"] = [row for row in found["stamp"] if row.kind != "everything"]
            found["words"] = connection.execute(text(WORDS[connection.dialect.name])).all()
            return {name: sorted(map(repr, rows)) for name, rows in found.items()}

    def names(self) -> list[str]:
        """What lies in the folder beside the database."""
        found = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
        return sorted(name for name in found if not name.startswith("ibis.sqlite"))

    def files(self) -> dict[str, str]:
        """Every upload with its hash."""
        kept = sorted((self.folder / "media").glob("??/*"))
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}

    def backs_up(self, path: Path, **how):
        """Make a back-up; its manifest."""
        with self.inside():
            return writing.back_up(path, **how)

    def restores(self, path: Path, **how):
        """Restore one; what was done."""
        with self.inside():
            return restoring.restore(path, watch=lambda words: lambda done, total: None, **how)


WORDS = {
    "sqlite": "SELECT rowid, title, body, marks FROM search_words",
    "postgresql": "SELECT id, words::text FROM search_words",
}


@contextmanager
def making(folder: Path) -> Iterator[Callable[..., Site]]:
    """make(engine) makes a site whose database has no table yet, with the settings given; the clock stands still."""
    clock.freeze(NOW)
    made: list[Site] = []

    def make(engine: str = "sqlite", **given) -> Site:
        instance = folder / f"instance{len(made)}"
        url = servers.throwaway_database() if engine == "postgresql" else ""
        given = {"INSTANCE": str(instance), "DATABASE_URL": url, "LIMITS": False, "MAIL": "memory"} | given
        app = create_app(config.from_environment(config.Development, **given))
        made.append(Site(app, Path(given["INSTANCE"])))
        return made[-1]

    yield make
    for each in made:
        with each.app.app_context():
            db.session.remove()
            db.engine.dispose()
    clock.thaw()


@pytest.fixture
def site(tmp_path) -> Iterator[Callable[..., Site]]:
    """site(engine) makes an empty site."""
    with making(tmp_path) as make:
        yield make


def fill(one: Site) -> Site:
    """One of everything, and what is odd: values at the edges of their types, files in all sizes, jobs that wait."""
    with one.inside():
        migrate_up()
        town = world.build()
        file = media.upload(docx(), "plan.docx", by=town.ben, role="file")
        media.attach(file, "resource", town.resource.id)
        moment = datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
        with transaction() as session:
            ben = session.get(Member, town.ben.id)
            ben.display_name, ben.joined_at = "Zoë \\N 'O''Hara' 👩🏽‍🌾", moment
            ben.password_hash = passwords.hash_of(people.PASSWORD)
            settings.change(statement=ODD, date_forms={"ar": "d MMM", "en": None})
            session.add(jobs.Turn(name=ODD[:60], began_at=moment))
            session.add(jobs.Job(name="media.resize", args=[2**53 + 1, None, 0.1, ODD], due_at=NOW + timedelta(days=1)))
        rebuild()  # people of tests are made without being indexed
    return one


@pytest.fixture
def filled(site) -> Callable[..., Site]:
    """filled(engine) is a site with one of everything."""
    return lambda engine="sqlite", **given: fill(site(engine, **given))


@pytest.fixture
def few_places(monkeypatch, tmp_path) -> Callable[[Site], None]:
    """few_places(site) does what `flask upgrade` and the worker do on a site of nobody, with the capitals only."""
    with importing.CITIES_FILE.open(encoding="utf-8") as cities:
        (tmp_path / "cities.txt").write_text("".join(line for line in cities if line.split("\t")[7] == "PPLC"))
    few = lambda tell: importing.import_places(tell, tmp_path / "cities.txt")  # noqa: E731
    monkeypatch.setattr(upgrading, "import_places", few)

    def begin(one: Site) -> None:
        with one.inside():
            upgrading.upgrade()
            jobs.tick()

    return begin
