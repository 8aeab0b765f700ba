"""A topic too long for one answer comes as a file: ordered by a member, made by a job, for their eyes, for a week."""

from datetime import timedelta

import pytest

from community import clock, jobs
from community.db import transaction
from community.forums import whole
from community.forums.commands import posts, topic_files
from community.forums.models import ForumMember
from community.members import passwords
from community.members.commands import leaving
from tests import people
from tests.forums.making import long_topic, newest


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "INSTANCE", str(tmp_path))
    return tmp_path / "topics"


@pytest.fixture
def talk(room, asha):
    return long_topic(room, asha, whole.LONGEST + 20)


@pytest.fixture
def url(talk):
    return f"/t/{talk.id}/file"


def link(page) -> str | None:
    found = people.soup(page).select_one("main a[download]")
    return found["href"] if found else None


def orders(person, url) -> str:
    """The address of the file that was ordered and made."""
    assert person.sends(url).status_code == 302
    assert "The file is being made." in person.reads(url)
    assert jobs.run_due() == 1
    return link(person.get(url))


def test_behaviour_20_a_topic_too_long_for_a_page_is_a_file_made_by_a_job(talk, url, ben, as_):
    person = as_(ben)
    for page in ("print", f"{talk.slug}.md"):
        assert person.get(f"/t/{talk.id}/{page}").location == url
    answer = person.get(orders(person, url))
    text = answer.get_data(as_text=True)
    assert text.count("\n---\n") == whole.LONGEST + 20
    assert f"Post number {whole.LONGEST + 20}." in text
    assert answer.mimetype == "text/markdown"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()


def test_two_orders_are_one_job(url, ben, as_):
    person = as_(ben)
    person.sends(url)
    person.sends(url)
    assert jobs.run_due() == 1


def test_the_file_is_its_owners_alone_and_a_visitor_is_asked_to_sign_in(url, ben, asha, as_):
    found = orders(as_(ben), url)
    assert as_(asha).get(found).status_code == 404
    assert link(as_(asha).get(url)) is None
    assert "/sign-in" in as_(None).get(found).location


def test_who_may_not_read_the_topic_any_more_gets_neither_a_new_file_nor_the_old(admin, asha, as_):
    board = people.forum("The board", slug="board", visibility="named")
    with transaction() as session:
        session.add(ForumMember(forum_id=board.id, member_id=asha.id))
    secret = long_topic(board, admin, 3)
    url = f"/t/{secret.id}/file"
    person = as_(asha)
    found = orders(person, url)
    person.sends(url)
    with transaction() as session:
        session.delete(session.get(ForumMember, (board.id, asha.id)))
    assert person.get(found).status_code == person.get(url).status_code == person.sends(url).status_code == 404
    before = set(topic_files._folder().iterdir())
    jobs.run_due()
    assert set(topic_files._folder().iterdir()) == before


def test_a_file_made_before_a_removal_is_not_given_out_any_more(talk, url, ben, admin, as_):
    person = as_(ben)
    found = orders(person, url)
    clock.advance(timedelta(hours=1))
    posts.remove(newest(talk), by=admin, reason="A telephone number")
    assert person.get(found).status_code == 404
    clock.advance(timedelta(hours=1))
    answer = person.get(orders(person, url))
    assert f"Post {whole.LONGEST + 20} was removed" in answer.get_data(as_text=True)
    answer.close()


def test_a_file_with_the_name_of_who_left_since_is_not_given_out_any_more(talk, url, ben, asha, as_):
    person = as_(ben)
    found = orders(person, url)
    clock.advance(timedelta(hours=1))
    with transaction():
        asha.left_at = clock.now()
    assert person.get(found).status_code == 404
    clock.advance(timedelta(hours=1))
    answer = person.get(orders(person, url))
    assert "Asha" not in answer.get_data(as_text=True)
    answer.close()


def test_a_file_that_goes_while_somebody_looks_is_no_error(talk, url, ben, as_, folder):
    person = as_(ben)
    orders(person, url)
    (folder / f"{ben.id}-{talk.id}-going.md").symlink_to(folder / "gone")  # listed, and not there to be looked at
    assert link(person.get(url))
    topic_files.sweep()


def test_after_a_week_it_is_gone(url, ben, as_, folder):
    person = as_(ben)
    found = orders(person, url)
    clock.advance(topic_files.KEPT)
    assert person.get(found).status_code == 404
    topic_files.sweep()
    assert list(folder.iterdir()) == []


def test_a_member_who_leaves_leaves_no_file(url, ben, as_, folder):
    with transaction():
        ben.password_hash = passwords.hash_of(people.PASSWORD)
    orders(as_(ben), url)
    leaving.leave(ben, password=people.PASSWORD, remove_posts=False)
    assert list(folder.iterdir()) == []
