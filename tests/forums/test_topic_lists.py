"""Lists of topics: what is in them for whom, what they count, and that their address says all."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db
from community.forums.commands import posts
from community.forums.models import Topic
from community.forums.reading_models import TopicMark
from tests import people
from tests.forums.making import long_topic, opening, presses, tells, unread_in

STEP = timedelta(minutes=1)


@pytest.fixture
def reader(as_, ben):
    return as_(ben)


def test_behaviour_05_a_moment_to_come_is_now_and_what_is_no_moment_is_refused(room, asha, reader):
    people.topic(room, asha, title="Early")
    assert presses(reader, "/discuss", moment="soon").status_code == 302
    assert "Please open the page again." in reader.reads("/discuss")
    presses(reader, "/discuss", moment="9999-12-31T00:00:00+00:00")
    clock.advance(STEP)
    people.topic(room, asha, title="Late")
    assert list(unread_in(reader)) == ["Late"]


def test_behaviour_06_the_list_keeps_filter_and_page_in_its_address(room, asha, reader):
    for number in range(95):
        clock.advance(STEP)
        people.topic(room, asha, title=f"Topic {number}")
    url, seen = f"/topics/unread?forum={room.slug}", []
    for _page in range(3):
        answer = reader.get(url)
        assert answer.status_code == 200 and "no-store" not in answer.headers["Cache-Control"]
        seen += [title.text for title in people.soup(answer).select("ul.topics .title a")]
        third, url = url, people.soup(answer).select_one('a[rel="next"]')["href"]
        assert url.startswith("/topics/unread?") and f"forum={room.slug}" in url
    assert seen == [f"Topic {number}" for number in range(94, 4, -1)]
    before = unread_in(reader, third)
    twentieth = db.session.scalar(db.select(Topic.id).where(Topic.title == "Topic 20"))
    tells(reader, reader.get(f"/t/{twentieth}", follow_redirects=True))
    assert unread_in(reader, third).keys() == before.keys() - {"Topic 20"} | {"Topic 4"}


def test_visitors_mark_nothing_and_strangers_learn_nothing(room, asha, admin, reader, as_):
    topic = people.topic(room, asha)
    secret = people.topic(people.forum("Staff room", visibility="nobody"), by=admin)
    guest = as_(None)
    assert guest.sends(f"/t/{topic.id}/read", number=1).status_code == 401
    assert db.session.scalar(db.select(TopicMark)) is None
    assert "/sign-in" in guest.get("/topics/unread").location
    for deed in (f"/t/{secret.id}/read", f"/p/{opening(secret).id}/unread", "/discuss/staff-room/read"):
        assert reader.sends(deed, number=1, until=clock.now().isoformat()).status_code == 404
    assert reader.get(f"/t/{secret.id}/unread").status_code == 404
    assert reader.get("/topics/unread?forum=staff-room").status_code == 404
    assert reader.get("/topics/everything").status_code == 404


def test_the_index_and_the_lists_count_topics(room, asha, ben, reader):
    other = people.forum("Schools")
    old = people.topic(room, asha, title="Old")
    reader.sends(f"/t/{old.id}/read", number=1)
    people.replies(3, to=old, by=asha)
    people.topic(room, asha, title="New one")
    people.topic(other, asha, title="Another new one")
    people.topic(other, ben, title="My own")
    page = people.soup(reader.get("/discuss"))
    rooms = {line.select_one(".title a").text: line.select_one(".title .new") for line in page.select("ul.lines > li")}
    assert {name: dot and next(dot.strings) for name, dot in rooms.items()} == {room.name: "2", "Schools": "1"}
    tabs = {tab.next.strip(): tab.select_one(".new") for tab in page.select(".tabs a")}
    assert {name: dot and dot.text for name, dot in tabs.items()} == {
        "Forums": None, "Unread": "3", "New": "2", "Mine": None, "Unanswered": None,
    }  # fmt: skip
    assert set(unread_in(reader, "/topics/new")) == {"New one", "Another new one"}
    assert unread_in(reader, f"/discuss/{room.slug}") == {"New one": "1 new", "Old": "3 new"}


def titles(browser, url: str) -> list[str]:
    return [title.text for title in people.soup(browser.get(url)).select("ul.topics .title a")]


def test_mine_are_those_that_i_began_or_wrote_in_and_unanswered_what_nobody_replied_to(room, asha, ben, admin, reader):
    begun, joined, other = (people.topic(room, by, title=title) for by, title in
                            ((ben, "Begun"), (asha, "Joined"), (asha, "Other")))  # fmt: skip
    posts.reply(joined, by=ben, body="So do we.")
    assert set(titles(reader, "/topics/mine")) == {"Begun", "Joined"}
    assert set(titles(reader, "/topics/unanswered")) == {"Begun", "Other"}
    answer = posts.reply(other, by=ben, body="A wrong word.")
    posts.remove(answer, by=admin, reason="Rude")
    assert set(titles(reader, "/topics/mine")) == {"Begun", "Joined"}
    assert set(titles(reader, "/topics/unanswered")) == {"Begun", "Other"}
    assert begun.title in titles(reader, f"/topics/unanswered?forum={room.slug}")


def test_more_than_a_list_counts_is_said_to_be_more(room, asha, reader):
    topic = long_topic(room, asha, 150)
    assert unread_in(reader) == {topic.title: "99+ new"}
