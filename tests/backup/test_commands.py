"""flask backup and flask restore as an operator types them, in processes of their own, some of which are killed."""

import errno
import os
import signal
import subprocess

import pytest
from sqlalchemy import create_engine, text

from community.db import db
from community.errors import Conflict
from tests import servers
from tests.drills.site import flask, until


def ran(one, *words, **more) -> tuple[int, str]:
    """How a command ended, and what it said."""
    process = started(one, *words, **more)
    told, errors = process.communicate(timeout=120)
    return process.returncode, told + errors


def started(one, *words, **more) -> subprocess.Popen:
    return flask(one.folder, *map(str, words), url=one.app.config["DATABASE_URL"], SECRET_KEY="", **more)


@pytest.fixture
def file(tmp_path):
    """Where the back-up goes."""
    return tmp_path / "kept" / "site.zip"


@pytest.mark.parametrize("engine", servers.engines())
def test_out_of_one_site_and_into_another(site, filled, file, engine):
    former, present = filled(engine, SECRET_KEY=""), site(engine, SECRET_KEY="")
    file.parent.mkdir()
    code, told = ran(former, "backup", file)
    assert code == 0 and f"{file}: " in told and " kB, 4 members, 31 posts, 3 files, " in told, told
    assert file.stat().st_mode & 0o777 == 0o600 and os.listdir(file.parent) == ["site.zip"]
    code, told = ran(present, "restore", file)
    assert code == 0 and "who was signed in still is" in told and "0 of the stored counts differ." in told, told
    assert present.rows() == former.rows() and present.files() == former.files()
    assert ran(present, "check", "counts")[0] == 0
    code, told = ran(present, "restore", file)
    assert code == 1 and told.strip().startswith("Error: This instance is not empty") and told.count("\n") == 1, told


def types(one, *words) -> tuple[int, str]:
    """The same without a process of its own."""
    with one.inside():
        told = one.app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert isinstance(told.exception, SystemExit | None), told.exception
    return told.exit_code, told.output.strip()


def test_what_is_there_is_not_overwritten_without_being_told(filled, file):
    former = filled()
    assert types(former, "backup", file) == (1, f"Error: There is no folder {file.parent}.")
    file.parent.mkdir()
    file.write_text("My only other copy")
    code, told = types(former, "backup", file)
    assert code == 1 and "is there already" in told and file.read_text() == "My only other copy"
    code, told = types(former, "backup", file.parent)
    assert code == 1 and "is a folder" in told
    assert types(former, "backup", file, "--overwrite")[0] == 0
    assert file.stat().st_size > 20_000 and os.listdir(file.parent) == ["site.zip"]


def test_two_who_back_up_under_one_name_get_one_file_and_one_refusal(filled, file):
    former = filled()
    file.parent.mkdir()
    with pytest.raises(Conflict, match="meanwhile"):
        former.backs_up(file, tell=lambda done, total: file.write_text("The other one's"))
    assert file.read_text() == "The other one's" and os.listdir(file.parent) == ["site.zip"]


def test_a_disk_that_fills_up_meanwhile_leaves_no_half_file(filled, file, monkeypatch):
    former = filled()
    file.parent.mkdir()
    monkeypatch.setattr(os, "fsync", full)
    code, told = types(former, "backup", file)
    assert code == 1 and told.endswith("Error: The back-up could not be written: No space left on device.")
    assert os.listdir(file.parent) == []


def full(_descriptor) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_restore_that_fails_says_why_in_one_line(filled, site, file, monkeypatch):
    former, empty = filled(), site()
    file.parent.mkdir()
    former.backs_up(file)
    monkeypatch.setattr("community.backup.restoring.fill", full)
    code, told = types(empty, "restore", file)
    assert code == 1 and told.splitlines()[-1].endswith("run it again. The cause: [Errno 28] No space left on device")
    assert empty.rows()["member"] == []


def test_what_stops_after_the_commit_is_not_called_empty(filled, site, file, monkeypatch):
    former, present = filled(), site()
    file.parent.mkdir()
    former.backs_up(file)
    monkeypatch.setattr("community.db.committed", [full])
    code, told = types(present, "restore", file)
    assert code == 1 and "The site is restored" in told.splitlines()[-1]
    assert present.rows() == former.rows()


def rows_many(one) -> None:
    """So many rows that there is time to stop whoever carries them."""
    with one.inside(), db.engine.begin() as connection:
        letters = "INSERT INTO site_setting (name, value) VALUES (:name, :value)"
        big = [{"name": f"no setting {number}", "value": f'"{"words " * 50}"'} for number in range(60_000)]
        connection.execute(text(letters), big)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_back_up_that_is_told_to_stop_leaves_nothing(filled, file, how):
    former = filled()
    rows_many(former)
    file.parent.mkdir()
    process = started(former, "backup", file)
    until(lambda: os.listdir(file.parent), "it has begun")
    process.send_signal(how)
    told, errors = process.communicate()
    assert process.returncode == 1 and "Traceback" not in told + errors
    assert os.listdir(file.parent) == []


@pytest.mark.parametrize("engine", servers.engines())
def test_a_restore_that_is_killed_is_begun_again(site, filled, file, engine):
    former, present = filled(engine, SECRET_KEY=""), site(engine, SECRET_KEY="")
    rows_many(former)
    file.parent.mkdir()
    former.backs_up(file)
    process = started(present, "restore", file)
    until(lambda: process.poll() is not None or is_writing(present), "rows are being written")
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    if engine == "postgresql":
        until(lambda: not is_writing(present), "the server has noticed")
    assert present.rows()["member"] == [] and present.files() == former.files()
    assert ran(present, "restore", file)[0] == 0
    assert present.rows() == former.rows()


def is_writing(one) -> bool:
    """Whether a restore is on its way: its log grows, or its server says so."""
    if not (url := one.app.config["DATABASE_URL"]):
        log = one.folder / "ibis.sqlite-wal"
        return log.exists() and log.stat().st_size > 2 << 20
    engine = create_engine(url)
    others = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%' AND datname = current_database()"
    with engine.connect() as connection:
        found = connection.scalar(text(others))
    engine.dispose()
    return bool(found)
