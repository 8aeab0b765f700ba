"""A back-up of an older version comes out in the present form: on the way it is upgraded away from the site."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import upgrade as migrate_up
from sqlalchemy import select, text

import config
from community.backup import values
from community.backup.snapshot import AHEAD, BEHIND
from community.db import db
from community.errors import Conflict
from community.pages.models import Quotation
from tests import servers
from tests.backup.test_refusals import remade

MIGRATIONS = Path(config.__file__).parent / "community" / "migrations"

# A form that never was, after all that were: the quotations' text was called "words", their number was not there.
FORMER = """
from alembic import op

revision = "9998"
down_revision = {head!r}


def upgrade():
    op.execute("ALTER TABLE quotation RENAME COLUMN text TO words")
    op.execute("ALTER TABLE quotation DROP COLUMN position")


def downgrade():
    op.execute("ALTER TABLE quotation ADD COLUMN position SMALLINT DEFAULT 0 NOT NULL")
    op.execute("ALTER TABLE quotation RENAME COLUMN words TO text")
"""
SINCE = """
from alembic import op

revision = "9999"
down_revision = "9998"


def upgrade():
    op.execute("ALTER TABLE quotation RENAME COLUMN words TO text")
    op.execute("ALTER TABLE quotation ADD COLUMN position SMALLINT DEFAULT 7 NOT NULL")


def downgrade():
    op.execute("ALTER TABLE quotation DROP COLUMN position")
    op.execute("ALTER TABLE quotation RENAME COLUMN text TO words")
"""


@pytest.fixture
def history(tmp_path):
    """history(site) lets the site's migrations go on for two steps."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    (folder / "versions" / "9998_former.py").write_text(FORMER.format(head=head))
    (folder / "versions" / "9999_since.py").write_text(SINCE)

    def begin(one):
        one.app.extensions["migrate"].directory = str(folder)
        one.app.extensions["migrate"].migrate.directory = str(folder)
        return one

    return begin


def aged(path: Path) -> Path:
    """The back-up as the former form would have been written."""
    with zipfile.ZipFile(path) as archive:
        said = json.loads(archive.read("manifest.json"))
        rows = [json.loads(line) for line in archive.read("tables/quotation.jsonl").splitlines()]
    names = [name for name, _kind in next(each for each in said["tables"] if each["name"] == "quotation")["columns"]]
    place = names.index("position")
    content = b"".join(values.line(row[:place] + row[place + 1 :]) for row in rows)

    def say(said: dict) -> None:
        said["revision"] = "9998"
        table = next(each for each in said["tables"] if each["name"] == "quotation")
        del table["columns"][place]
        table["columns"] = [["words" if name == "text" else name, kind] for name, kind in table["columns"]]
        table.update(size=len(content), sha256=hashlib.sha256(content).hexdigest())

    return remade(path, say, lambda name, found: (name, content if name == "tables/quotation.jsonl" else found))


@pytest.mark.parametrize("engine", servers.engines())
def test_an_older_back_up_is_upgraded_on_its_way(site, filled, history, tmp_path, engine):
    former, present = filled(engine), history(site(engine))
    former.backs_up(tmp_path / "site.zip")
    (present.folder / "older-back-up-of-one-that-was-killed").mkdir()
    assert present.restores(aged(tmp_path / "site.zip")).manifest.revision == "9998"
    before, after = former.rows(), present.rows()
    assert [name for name in before if before[name] != after[name]] == ["quotation"]
    with present.inside():
        assert [row.position for row in db.session.scalars(select(Quotation))] == [7]
    assert present.files() == former.files()
    assert [name for name in present.names() if name.startswith("older")] == []


def test_a_form_that_only_they_know_is_not_ours(site, filled, tmp_path):
    filled().backs_up(tmp_path / "site.zip")
    with pytest.raises(Conflict, match="newer version"):
        site().restores(aged(tmp_path / "site.zip"))


@pytest.mark.parametrize("engine", servers.engines())
def test_a_database_that_is_not_in_the_present_form_is_not_backed_up(site, tmp_path, engine):
    one = site(engine)
    with pytest.raises(Conflict) as refused:
        one.backs_up(tmp_path / "site.zip")
    assert refused.value.reason == BEHIND
    with one.inside():
        migrate_up()
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999_of_tomorrow'"))
    with pytest.raises(Conflict) as refused:
        one.backs_up(tmp_path / "site.zip")
    assert refused.value.reason == AHEAD
    assert list(tmp_path.glob("*.zip*")) == []
