"""What happens at one moment with a reading is neither kept nor remembered; what ends by itself ends on time."""

from datetime import timedelta
from threading import Event, Thread

import pytest

from community import clock, stamps
from community.board import slot_of
from community.db import db, transaction
from community.forums.commands import posts, topics
from community.forums.models import ForumMember
from community.members import passwords
from community.members.commands import credentials
from community.members.models import LoginSession, Member
from community.text import quotes
from tests import people
from tests.conftest import NOON
from tests.forums.making import address, opening, together
from tests.web.keeping import is_handed_out, looks, shelf_of


@pytest.fixture(autouse=True)
def shelf(app):
    with shelf_of(app) as shelf:
        yield shelf


@pytest.fixture
def thread(app):
    return people.topic(people.forum(), by=people.member("Asha"))


def test_a_session_that_ends_while_it_is_being_remembered_is_not_remembered(app, thread, monkeypatch):
    cleo, ben = people.member("Cleo"), people.member("Ben")
    elsewhere, browser, ben_id = people.signs_in(app, cleo), people.signs_in(app, ben), ben.id
    for _time in range(2):
        elsewhere.reads(address(thread, page=1))
    browser.reads("/settings")  # any form gives him his token
    still = stamps.is_still

    def sign_out() -> None:  # as `login.end` does on another browser that has his cookie
        with transaction(narrow=True) as session:
            session.execute(db.delete(LoginSession).where(LoginSession.member_id == ben_id))
            stamps.touch("member", ben_id)

    def ends_just_now() -> bool:
        answer = still()
        monkeypatch.setattr(stamps, "is_still", still)
        together(app, sign_out)
        return answer

    monkeypatch.setattr(stamps, "is_still", ends_just_now)
    browser.reads(address(thread, page=1))
    assert is_handed_out(elsewhere, address(thread, page=1))
    assert not people.soup(browser.get(address(thread, page=1))).select(".me bdi")


def test_whose_words_are_quoted_out_of_a_room_of_named_members_is_told_to_these_alone(app, thread):
    ben, cleo, dina = (people.member(name) for name in ("Ben", "Cleo", "Dina"))
    room = people.forum("Behind the door", visibility="named")
    with transaction() as session:
        session.add(ForumMember(forum_id=room.id, member_id=ben.id))
    secret = opening(people.topic(room, by=ben, title="Apart"))
    posts.reply(thread, by=dina, body=quotes.quote(secret.id, "ben", "Some words."))
    named, other = people.signs_in(app, ben), people.signs_in(app, cleo)
    for _time in range(3):
        assert "Ben wrote" in named.reads(address(thread))
        assert "From a post that cannot be shown" in other.reads(address(thread))


@pytest.mark.parametrize("ending", ["sign out", "new password"])
def test_of_fifty_readings_around_its_end_none_that_began_later_opens_the_session(ending, app, thread):
    ben_id, url = people.member("Ben", password_hash=passwords.hash_of(people.PASSWORD)).id, address(thread, page=1)
    browser = people.signs_in(app, db.session.get(Member, ben_id))
    for _time in range(2):
        browser.reads(url)
    assert is_handed_out(browser, url)
    copy, over, found = browser.client.get_cookie("ibis").value, Event(), []

    def reads() -> None:  # in no application context, so that each request has one of its own, as in life
        thief = people.visits(app)
        thief.client.set_cookie("ibis", copy)
        for _time in range(5):
            began_later = over.is_set()
            found.append((began_later, b"/members/ben" in thief.client.get(url).data))

    readers = [Thread(target=reads) for _reader in range(10)]
    for reader in readers[:9]:
        reader.start()
    if ending == "sign out":
        assert browser.sends("/sign-out").status_code == 302
    else:
        given = {"present": people.PASSWORD, "new": "a brand new password", "session_id": None}
        credentials.change_password(db.session.get(Member, ben_id), **given)
    over.set()
    readers[9].start()
    for reader in readers:
        reader.join()
    assert (True, True) not in found
    assert len(found) == 50
    assert {later for later, _his in found} >= {True}


def test_a_pin_is_off_the_topics_page_the_moment_it_ends(app, thread):
    admin, guest = people.member("Admin", administrator=True), people.visits(app)
    topics.pin_topic(thread, by=admin, until=NOON + timedelta(minutes=1))
    assert "Pinned" in guest.reads(address(thread))
    assert is_handed_out(guest, address(thread))
    clock.freeze(NOON + timedelta(minutes=1))
    assert "Pinned" not in guest.reads(address(thread))
    assert is_handed_out(guest, address(thread))


@pytest.mark.parametrize(
    ("header", "packed"),
    [("gzip", True), ("br;q=1.0, gzip;q=0.8", True), ("gzip;q=0", False), ("gzip;q=0, br", False), ("", False)],
)
def test_what_a_browser_does_not_take_it_is_not_given(header, packed, app, thread):
    guest = people.visits(app)
    for _time in range(2):  # made, then handed out
        answer, _statements = looks(guest, address(thread), **{"Accept-Encoding": header})
        assert ("Content-Encoding" in answer.headers) == packed
        assert (b"<!doctype html>" in answer.data) != packed


def test_a_long_list_of_languages_is_read_but_not_remembered(app, thread):
    guest = people.visits(app)
    long = "fr, " + ", ".join(f"x{number}" for number in range(300))
    for _time in range(2):
        page = guest.get(address(thread), headers={"Accept-Language": long})
        assert people.soup(page).html["lang"] == "fr"


def test_each_thing_of_a_page_has_a_slot_other_than_that_of_all(app):
    assert slot_of(*stamps.EVERYTHING) != slot_of(*stamps.ANYTHING)
