"""What a site finds in its new place: the key, the sessions, the mail that waited."""

import pytest
from sqlalchemy import select

from community.backup import reading
from community.backup.waiting import INSIDE, OUTSIDE
from community.db import db, transaction
from community.jobs import ATTEMPTS, Job, _jobs
from community.mail import deliver, send
from community.members.models import LoginSession, Member, Token
from community.search import engine as engine_of_search
from community.search.documents import Document
from community.tags.models import Tag
from tests import people, servers


def ben_of() -> Member:
    return db.session.scalars(select(Member).where(Member.username == "ben")).one()


def test_who_was_signed_in_still_is_if_the_key_came_along(site, filled, tmp_path):
    former, present = filled(SECRET_KEY=""), site(SECRET_KEY="")
    with former.inside() as app:
        ben = people.signs_in(app, ben_of())
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = ben.client.get_cookie(name).value
    former.backs_up(tmp_path / "site.zip")
    assert present.restores(tmp_path / "site.zip").key == "kept"
    key = present.folder / "secret-key"
    assert key.read_text() == former.app.config["SECRET_KEY"] and key.stat().st_mode & 0o777 == 0o600
    again = site(INSTANCE=str(present.folder), SECRET_KEY="")
    with again.inside() as app:
        browser = people.visits(app)
        browser.client.set_cookie(name, cookie)
        assert "Sign out" in browser.reads("/about")


def test_a_key_of_the_environment_is_not_in_the_file(site, filled, tmp_path):
    former = filled(SECRET_KEY="one that the operator keeps elsewhere")
    made = former.backs_up(tmp_path / "site.zip")
    assert [file.member for file in made.files if file.member.startswith("instance/")] == []
    assert b"operator keeps" not in (tmp_path / "site.zip").read_bytes()
    assert site(SECRET_KEY="one that the operator keeps elsewhere").restores(tmp_path / "site.zip").key == "same"
    assert site(SECRET_KEY="quite another one that nobody knows").restores(tmp_path / "site.zip").key == "other"


@pytest.mark.parametrize("sends", [False, True])
def test_mail_that_waited_is_not_sent_from_a_second_place_unless_asked(site, filled, tmp_path, sends):
    former, present = filled(), site()
    with former.inside(), transaction():
        send("members/mail/confirm", to="ben@example.org")
    former.backs_up(tmp_path / "site.zip")
    done = present.restores(tmp_path / "site.zip", send_mail=sends)
    with present.inside():
        waiting = {job.name: job for job in db.session.scalars(select(Job))}
    assert waiting["media.resize"].attempts == 0
    assert (waiting[deliver.job_name].attempts == ATTEMPTS) is (done.held == 1) is not sends
    assert ("may have been sent" in waiting[deliver.job_name].error) is not sends


def test_all_sessions_and_mailed_links_can_be_ended(site, filled, tmp_path):
    former, present = filled(), site()
    with former.inside() as app:
        people.signs_in(app, ben_of())
    former.backs_up(tmp_path / "site.zip")
    present.restores(tmp_path / "site.zip", end_sessions=True)
    assert present.rows()["login_session"] == present.rows()["member_token"] == []
    with former.inside():
        assert db.session.scalar(select(LoginSession.id)) and db.session.scalar(select(Token.id))


@pytest.mark.parametrize("engine", servers.engines())
def test_a_site_that_was_upgraded_and_never_used_counts_as_empty(site, filled, tmp_path, few_places, engine):
    former, present = filled(engine), site(engine)
    former.backs_up(tmp_path / "site.zip")
    few_places(present)
    with former.inside():
        tag = db.session.scalars(select(Tag)).first()
    with present.inside():
        engine_of_search.index(Document("tag", tag.id, "A word that was left behind"))
    assert present.rows()["place"] and present.rows()["page"]
    present.restores(tmp_path / "site.zip")
    assert present.rows() == former.rows()


def test_the_file_says_what_is_in_it(filled, tmp_path):
    former = filled()
    made = former.backs_up(tmp_path / "site.zip")
    assert (tmp_path / "site.zip").stat().st_mode & 0o777 == 0o600
    assert {table.name: table.rows for table in made.tables if table.rows} == {
        name: len(rows) + (name == "stamp") for name, rows in former.rows().items()
        if rows and name not in ("search_document", "words")
    }  # fmt: skip
    with reading.opened(tmp_path / "site.zip") as read:
        assert read.manifest == made
        read.check()


def test_every_job_says_whether_it_leaves_the_house():
    ours = {name for name in _jobs if not name.startswith("tests.")}  # other stories make jobs of their own
    assert ours == {*INSIDE, *OUTSIDE}, "say in community/backup/waiting.py what becomes of it after a restore"
