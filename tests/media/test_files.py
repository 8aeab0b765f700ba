"""A file from upload to download: whose it is, who gets it, what happens when the disk does not play along."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from community import clock, jobs, subjects
from community.db import db
from community.errors import Invalid, NotAllowed, NotFound
from community.media import commands, queries, store
from community.media.forms import UploadField
from community.media.models import Media
from community.members.models import Guest, Member
from community.subjects import Kind
from community.web.forms import Form
from tests import people
from tests.media.conftest import docx, picture

pytestmark = pytest.mark.usefixtures("media_folder")


@pytest.fixture
def asha(app):
    return people.member("Asha")


@pytest.fixture
def diary(app, monkeypatch):
    """A kind of subject that only its owner sees: the member row of the same id."""
    monkeypatch.setattr(subjects, "_kinds", dict(subjects._kinds))
    monkeypatch.setattr(subjects, "_by_model", dict(subjects._by_model))
    subjects.register(
        Kind(
            name="diary", model=Member, load=subjects.plainly(Member), title=str, url=str,
            visible_to=lambda viewer: Member.id == (viewer.id or 0), has_files=True,
        )
    )  # fmt: skip


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def fetch(person, url: str, **headers):
    """The answer, read to its end; refusals as JSON."""
    response = person.get(url, headers={"Accept": "application/json;q=0.9, */*;q=0.8", **headers})
    response.get_data()
    response.close()
    return response


def give(by, stream=None, name="plan.docx", role="file") -> Media:
    return commands.upload(stream or docx(), name, by=by, role=role)


def test_a_document_travels_whole_and_runs_nowhere(app, asha, diary):
    content = docx().read()
    media = give(asha, io.BytesIO(content), "Plan für Łódź.docx")
    commands.attach(media, "diary", asha.id)
    response = fetch(people.signs_in(app, asha), queries.url_of(media))
    assert (response.status_code, response.data) == (200, content)
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''Plan%20f%C3%BCr%20%C5%81%C3%B3d%C5%BA.docx" in response.headers["Content-Disposition"]
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in response.headers["Cache-Control"] and "public" not in response.headers["Cache-Control"]
    assert response.content_type == media.content_type
    again = fetch(people.signs_in(app, asha), queries.url_of(media), **{"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_file_of_nothing_is_its_owners_alone(app, asha):
    media = give(asha)
    assert fetch(people.signs_in(app, asha), queries.url_of(media)).status_code == 200
    for stranger in (people.visits(app), people.signs_in(app, people.member("Ben", administrator=True))):
        assert fetch(stranger, queries.url_of(media)).status_code == 404


def test_a_file_is_seen_by_whoever_sees_what_it_belongs_to(app, asha, diary):
    media = give(asha)
    commands.attach(media, "diary", asha.id)
    assert fetch(people.signs_in(app, people.member("Ben")), queries.url_of(media)).status_code == 404
    assert fetch(people.visits(app), queries.url_of(media)).status_code == 404


@pytest.mark.parametrize("name", ["other.docx", "original", "320", "..%2f..%2fibis.sqlite", "%2e%2e", "a%00b", ""])
def test_only_the_files_own_name_is_an_address(app, asha, name):
    media = give(asha)
    assert fetch(people.signs_in(app, asha), f"/files/{media.token}/{name}").status_code == 404


@pytest.mark.parametrize("token", ["..%2f..", "0" * 32, "x", "A" * 32, "../../ibis.sqlite", "%00"])
def test_only_names_of_our_own_are_looked_up(app, asha, token):
    assert fetch(people.signs_in(app, asha), f"/files/{token}/avatar").status_code == 404
    with pytest.raises(NotFound):
        store.path_of("../secret-key")


def test_a_lost_file_is_not_found(app, asha):
    media = give(asha)
    store.delete(media.token)
    assert fetch(people.signs_in(app, asha), queries.url_of(media)).status_code == 404


def test_an_avatar_comes_in_two_sizes_of_our_own_making(app, asha, media_folder):
    media = give(asha, picture(form="JPEG"), "me.jpg", "avatar")
    assert files_in(media_folder) == sorted(f"{media.token}.{size}" for size in ("avatar", "portrait"))
    response = fetch(people.signs_in(app, asha), queries.url_of(media, "avatar"))
    assert (response.status_code, response.content_type) == (200, "image/webp")
    assert "Content-Disposition" not in response.headers or "attachment" not in response.headers["Content-Disposition"]


def test_a_large_picture_is_there_at_once_and_sharp_soon(app, asha, media_folder):
    media = give(asha, picture((2400, 2000), "JPEG"), "town.jpg", "picture")
    asking = people.signs_in(app, asha)
    early = fetch(asking, queries.url_of(media, "1600"))
    assert early.status_code == 200
    assert jobs.run_due() == 1
    assert files_in(media_folder) == sorted(f"{media.token}.{size}" for size in ("320", "800", "1600"))
    assert len(fetch(asking, queries.url_of(media, "1600")).data) > len(early.data)
    commands.resize(media.id)  # a job may run twice
    assert len(files_in(media_folder)) == 3


def test_a_large_avatar_is_small_at_once_and_a_portrait_soon(app, asha, media_folder):
    media = give(asha, picture((2400, 2000), "PNG"), "me.png", "avatar")
    asking = people.signs_in(app, asha)
    early = fetch(asking, queries.url_of(media, "portrait"))
    assert early.status_code == 200
    assert early.headers["Cache-Control"] == "no-store", "a stand-in is not kept in the portrait's place"
    assert jobs.run_due() == 1
    assert files_in(media_folder) == sorted(f"{media.token}.{size}" for size in ("avatar", "portrait"))
    late = fetch(asking, queries.url_of(media, "portrait"))
    assert len(late.data) > len(early.data)
    assert "max-age" in late.headers["Cache-Control"]


def test_a_full_disk_is_told_and_leaves_nothing(app, asha, media_folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(Invalid, match="could not be stored"):
        give(asha)
    assert files_in(media_folder) == [] and db.session.scalar(db.select(Media.id)) is None
    monkeypatch.undo()


def test_a_transaction_that_fails_leaves_no_bytes(app, asha, media_folder, monkeypatch):
    monkeypatch.setattr(commands.jobs, "later", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        give(asha, picture((2400, 2000), "JPEG"), "town.jpg", "picture")
    assert files_in(media_folder) == []


def test_what_nobody_uses_goes_after_a_day(app, asha, diary, media_folder):
    used = give(asha)
    give(asha)
    commands.attach(used, "diary", asha.id)
    store.write("f" * 32, io.BytesIO(b"of an upload that was cut off"))
    for path in filter(Path.is_file, media_folder.rglob("*")):
        os.utime(path, times=(clock.now().timestamp(),) * 2)
    clock.advance(timedelta(minutes=30))
    assert commands.sweep_unused() == 0
    clock.advance(timedelta(hours=25))
    assert commands.sweep_unused() == 2
    assert files_in(media_folder) == [used.token]
    assert queries.by_member(asha.id) == [used]


def test_detached_and_deleted(app, asha, diary, media_folder):
    media = give(asha)
    commands.attach(media, "diary", asha.id)
    commands.detach(media)
    assert queries.of_subject("diary", asha.id) == []
    commands.delete(media)
    assert files_in(media_folder) == []


def test_uploads_have_an_end(app, asha, monkeypatch):
    monkeypatch.setattr("community.media.policy.MOST_WAITING", 2)
    give(asha), give(asha)
    with pytest.raises(NotAllowed, match="tomorrow"):
        give(asha)
    with pytest.raises(NotAllowed, match="sign in"):
        give(Guest())


def test_the_field_says_what_is_wrong(app):
    class PictureForm(Form):
        picture = UploadField("Picture", role="picture")

    def check(stream, name):
        given = {"picture": FileStorage(stream, name)} if stream else {}
        with app.test_request_context("/", method="POST", data=given):
            form = PictureForm(meta={"csrf": False})
            form.validate()
            return form.picture.errors

    assert not check(picture(), "a.png") and not check(None, "")
    assert "something else" in str(check(io.BytesIO(b"<svg/>"), "a.png")[0])
    assert "cannot be read" in str(check(io.BytesIO(picture().read()[:30]), "a.png")[0])
