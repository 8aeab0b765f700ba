"""Taking one's data home: what the zip holds, whose it is, how long it stays."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from community import clock
from community.db import transaction
from community.forums import subject
from community.forums.commands import posts
from community.media import commands as media
from community.members.commands import exports
from tests import people
from tests.media.conftest import docx, media_folder, picture  # noqa: F401

pytestmark = pytest.mark.usefixtures("media_folder")
PAGE = "/settings/data"


@pytest.fixture
def asha(app):
    return people.member("Asha", username="asha", organisation="Open Gate")


@pytest.fixture
def browser(app, asha):
    return people.signs_in(app, asha)


def ordered(browser, mailbox) -> str:
    assert browser.sends(PAGE).status_code == 302
    assert [mail["Subject"] for mail in mailbox()] == [
        "Your data from Integration: Building Inclusive Societies (IBIS) are ready"
    ]
    return people.soup(browser.get(PAGE)).find("a", download=True)["href"]


def test_the_zip_holds_what_is_ones_own(app, asha, browser, mailbox):
    forum, ben = people.forum(), people.member("Ben")
    topic = people.topic(forum, asha, body="We have nobody, *still*.")
    people.replies(1, topic, ben, body="Words of Ben.")
    media.upload(docx(), "plan.docx", by=asha, role="file")
    media.upload(picture(), "../me.png", by=asha, role="avatar")
    with browser.get(ordered(browser, mailbox)) as answer:
        assert (
            answer.headers["Content-Disposition"].startswith("attachment") and answer.content_type == "application/zip"
        )
        held = zipfile.ZipFile(io.BytesIO(answer.data))
    assert json.loads(held.read("member.json"))[0]["organisation"] == "Open Gate"
    assert [post["text"] for post in json.loads(held.read("post.json"))] == ["We have nobody, *still*."]
    assert sorted(name.split("-", 1)[1] for name in held.namelist() if "/" in name) == ["me.webp", "plan.docx"]
    everything = b"".join(held.read(name) for name in held.namelist())
    assert b"Words of Ben" not in everything and b"password" not in everything


def test_nobody_else_gets_it(app, asha, browser, mailbox):
    address = ordered(browser, mailbox)
    for other in (people.member("Eve"), people.member("Ada", administrator=True)):
        assert people.signs_in(app, other).get(address).status_code == 404
    assert people.visits(app).get(address).status_code == 302
    assert browser.get(f"{PAGE}/..%2f..%2fibis.sqlite").status_code == 404


def test_it_stays_for_a_week_and_a_new_one_takes_its_place(asha, browser, mailbox):
    first = ordered(browser, mailbox)
    clock.advance(timedelta(days=1))
    second = ordered(browser, mailbox)
    assert first != second and browser.get(first).status_code == 404
    clock.advance(timedelta(days=6, hours=23))
    exports.sweep()
    with browser.get(second) as answer:
        assert answer.status_code == 200
    clock.advance(timedelta(hours=2))
    assert browser.get(second).status_code == 404
    exports.sweep()
    assert not list(exports._folder().iterdir())


def test_it_goes_with_who_leaves_and_is_not_made_for_them(asha, browser, mailbox):
    ordered(browser, mailbox)
    exports.forget_exports(asha)
    with transaction():
        asha.left_at = clock.now()
    exports.make_export(asha.id)
    assert not list(exports._folder().iterdir())


def test_what_has_become_of_rooms_that_are_closed_to_one_is_not_told(asha):
    room = people.forum()
    topic = people.topic(room, by=people.member("Ben"), title="The new and secret title")
    posts.reply(topic, by=asha, body="Mine.")
    assert [row["topic"] for row in subject.posts_of(asha)] == ["The new and secret title"]
    with transaction():
        room.visibility = "nobody"
    assert [(row["topic"], row["text"]) for row in subject.posts_of(asha)] == [("", "Mine.")]
