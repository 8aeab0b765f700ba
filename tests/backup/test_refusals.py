"""What is no whole back-up, is of tomorrow, or would overwrite somebody, is refused before anything is touched."""

import json
import shutil
import zipfile

import pytest
from sqlalchemy.exc import IntegrityError

from community.backup import reading, seal
from community.backup.emptiness import ADVICE
from community.db import db, transaction
from community.errors import Conflict
from community.pages.models import Quotation
from tests import servers
from tests.backup.conftest import fill, making

PLACES = 97  # at which the file is altered, and at which it is cut


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A back-up, and the site that it is of."""
    folder = tmp_path_factory.mktemp("whole")
    with making(folder) as make:
        former = fill(make())
        former.backs_up(folder / "site.zip")
        yield folder / "site.zip", former


@pytest.fixture
def file(whole, tmp_path):
    """A copy of it that a test may spoil."""
    return shutil.copy(whole[0], tmp_path / "site.zip")


def refusal(site, path, **how) -> str:
    """Why the empty site does not take the file; it must be as it was."""
    before = site.names()
    with pytest.raises(Conflict) as refused:
        site.restores(path, **how)
    assert site.names() == before
    with site.inside(), db.engine.connect() as connection:
        assert db.inspect(connection).get_table_names() == []
    return str(refused.value.reason)


def is_refused(path) -> bool:
    """Whether reading the file alone finds the fault."""
    try:
        with reading.opened(path) as backup:
            backup.check()
    except Conflict as error:
        return error.reason == seal.BROKEN
    return False


def test_a_byte_altered_anywhere_is_found(file):
    content = bytearray(file.read_bytes())
    for at in {*range(0, len(content), len(content) // PLACES), *range(len(content) - 120, len(content))}:
        content[at] ^= 0b100
        file.write_bytes(content)
        assert is_refused(file), f"at {at} of {len(content)}"
        content[at] ^= 0b100
    file.write_bytes(content)
    assert not is_refused(file)


def test_a_file_cut_anywhere_or_grown_is_found(file):
    content = file.read_bytes()
    for length in {*range(0, len(content), len(content) // PLACES), *range(len(content) - 120, len(content))}:
        file.write_bytes(content[:length])
        assert is_refused(file), f"cut at {length} of {len(content)}"
    for more in (b"\0", b"\n", content):
        file.write_bytes(content + more)
        assert is_refused(file), f"with {len(more)} bytes more"


def test_the_site_is_not_touched_by_what_is_broken(site, file, tmp_path):
    empty, content = site(), file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    assert refusal(empty, file) == seal.BROKEN
    (tmp_path / "other.zip").write_bytes(b"PK\5\6" + bytes(18))
    assert refusal(empty, tmp_path / "other.zip") == seal.BROKEN
    assert "cannot be read" in refusal(empty, tmp_path / "nowhere.zip")
    assert "cannot be read" in refusal(empty, tmp_path)


def remade(path, change=lambda said: None, members=lambda name, content: (name, content), more=None, place=seal.PLACE):
    """The file as a skilful hand would change it: sealed again."""
    with zipfile.ZipFile(path) as archive:
        found = dict(members(name, archive.read(name)) for name in archive.namelist())
    said = json.loads(found.pop("manifest.json"))
    change(said)
    with path.open("w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in (found | (more or {}) | {"manifest.json": json.dumps(said)}).items():
                archive.writestr(name, content)
            archive.comment = place
        seal.seal(file)
    return path


def test_a_sealed_file_is_read(site, file):
    assert site().restores(remade(file)).differences == []


def test_a_newer_format_is_told_from_a_broken_file(site, file):
    newer = seal.PLACE.replace(b"back-up 1", b"back-up 12")
    assert refusal(site(), remade(file, place=newer)) == seal.NEWER


def test_a_newer_form_of_the_database_is_refused(site, file):
    assert refusal(site(), remade(file, lambda said: said.update(revision="9999"))) == seal.NEWER


def _first(said: dict, **values) -> None:
    said["tables"][0].update(values)


def _lies_about_rows(said: dict) -> None:
    _first(said, rows=said["tables"][0]["rows"] + 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: _first(said, sha256="0" * 64),
        _lies_about_rows,
        lambda said: said.pop("revision"),
        lambda said: said.update(more=1),
        lambda said: said.update(tables=None),
        lambda said: said["tables"].pop(),
        lambda said: said["files"].append({"member": "instance/.env", "size": 0, "sha256": "0" * 64}),
        lambda said: said["tables"][0]["columns"][0].__setitem__(1, "pickle"),
        lambda said: said["tables"][0]["columns"][0].__setitem__(0, "id) VALUES (1); DROP TABLE member; --"),
    ],
)
def test_a_manifest_that_lies_is_refused_though_sealed(site, file, change):
    assert refusal(site(), remade(file, change)) == seal.BROKEN


@pytest.mark.parametrize("name", ["../evil", "/evil", "media/../evil", "tables/evil.jsonl", "instance/ibis.sqlite"])
def test_nothing_may_be_in_it_that_it_does_not_name(site, file, name):
    assert refusal(site(), remade(file, more={name: b"evil"})) == seal.BROKEN


@pytest.mark.parametrize("name", ["media/../../evil", "/evil", "instance/../evil", "media/evil", "instance/.env"])
def test_nothing_may_be_named_that_is_no_place_of_ours(site, file, name):
    with zipfile.ZipFile(file) as archive:
        first = json.loads(archive.read("manifest.json"))["files"][0]["member"]

    def climb(said: dict) -> None:
        said["files"][0]["member"] = name

    path = remade(file, climb, lambda member, content: (name if member == first else member, content))
    assert refusal(site(), path) == seal.BROKEN


def test_columns_that_the_database_does_not_have_end_before_the_first_row(site, file):
    empty = site()
    path = remade(file, lambda said: said["tables"][0]["columns"][0].__setitem__(0, "made_up"))
    with pytest.raises(Conflict, match="no whole back-up"):
        empty.restores(path)
    assert not any(empty.rows().values())


@pytest.mark.parametrize("engine", servers.engines())
def test_an_instance_with_anything_of_anybody_is_refused(site, file, few_places, engine):
    mine = site(engine)
    few_places(mine)
    with mine.inside(), transaction() as session:
        session.add(Quotation(text="Mine"))
    before = mine.rows()
    with pytest.raises(Conflict) as refused:
        mine.restores(file)
    assert refused.value.reason == f"This instance is not empty: there are rows in quotation. {ADVICE}"
    assert mine.rows() == before and mine.files() == {}


def test_uploads_of_another_site_are_not_given_to_the_sweep(site, file):
    """An empty database beside full uploads: the address of the database is wrong, not the folder."""
    empty = site()
    stranger = empty.folder / "media" / "ab" / ("ab" + "0" * 30)
    stranger.parent.mkdir(parents=True)
    stranger.write_text("Somebody's")
    assert "uploads are not in the back-up" in refusal(empty, file)


def test_without_room_nothing_begins(site, file, monkeypatch):
    monkeypatch.setattr(reading, "free_in", lambda folder: 1 << 16)
    assert "not enough room" in refusal(site(), file)


def test_a_fault_in_the_middle_leaves_it_empty_and_the_next_try_succeeds(site, whole, file, monkeypatch):
    empty, (_path, former) = site(), whole
    with monkeypatch.context() as broken:
        broken.setattr("community.backup.restoring.fill", lambda tell: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            empty.restores(file)
    assert empty.rows()["member"] == []
    empty.restores(file)
    assert empty.rows() == former.rows()


@pytest.mark.parametrize("engine", servers.engines())
def test_rows_that_point_nowhere_are_not_committed(site, file, engine):
    empty = site(engine)

    def cut(name, content):
        return name, b"" if name == "tables/member.jsonl" else content

    def say(said: dict) -> None:
        table = next(table for table in said["tables"] if table["name"] == "member")
        table.update(rows=0, size=0, sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

    with pytest.raises(IntegrityError):
        empty.restores(remade(file, say, cut))
    assert not any(empty.rows().values())
