"""The marks as rows: set by several at once, swept when they say nothing more, taken home, forgotten on leaving."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from community import clock, subjects
from community.db import db
from community.forums import policy
from community.forums.commands import marks, posts
from community.forums.models import Forum, Topic
from community.forums.queries import lists, thread, unread
from community.forums.reading_models import ForumMark, TopicMark
from community.members import passwords
from community.members.commands import leaving
from community.members.models import Guest
from tests import people
from tests.conftest import counted
from tests.forums.making import address, long_topic, newest, opening, together
from tests.resources.making import entry
from tests.test_every_route import writes
from tests.web.keeping import is_handed_out, shelf_of

STEP = timedelta(minutes=1)


def count_in(topic, member) -> int:
    """How many posts of the topic are unread for the member."""
    rows = unread.with_marks(select(unread.unread_count(member, clock.now())).select_from(Topic), member)
    return db.session.scalar(rows.where(Topic.id == topic.id))


def marked(member) -> list[int]:
    db.session.expire_all()
    return list(db.session.scalars(select(TopicMark.number).where(TopicMark.member_id == member.id)))


def again(row):
    """The row in the session of the thread that asks."""
    return db.session.get(type(row), row.id)


def test_whoever_is_known_may_mark_what_they_see(room, asha):
    topic = people.topic(room, asha)
    assert policy.may_mark_read(asha, topic)
    assert policy.may_mark_unread(asha, topic, clock.now())
    assert "Sign in" in str(policy.may_mark_read(Guest(), topic).reason)
    assert "Sign in" in str(policy.may_mark_unread(Guest(), topic, clock.now()).reason)
    late = policy.may_mark_unread(asha, topic, clock.now() + timedelta(days=30))
    assert "as old as this" in str(late.reason)


def test_the_list_and_the_count_and_the_place_agree_about_what_is_unread(room, asha, ben, admin):
    """Whatever is unread by the count is in the list, and is where the topic opens."""
    read, begun, fresh, own, bare = (long_topic(room, by, 30, title=f"Topic {at}") for at, by in
                                     enumerate((asha, asha, asha, ben, asha)))  # fmt: skip
    marks.mark_read(read, by=ben, number=30)
    marks.mark_read(begun, by=ben, number=12)
    marks.mark_read(bare, by=ben, number=29)
    posts.remove(newest(bare), by=admin, reason="Twice")
    now = clock.now()
    assert [count_in(topic, ben) for topic in (read, begun, fresh, own, bare)] == [0, 18, 30, 0, 0]
    held = select(Topic.id).where(lists.LISTS["unread"].holds(ben, now))
    assert set(db.session.scalars(unread.with_marks(held, ben))) == {begun.id, fresh.id}
    places = [unread.place(topic.id, ben, now) for topic in (read, begun, fresh, own, bare)]
    assert [place and (place.number, place.is_new) for place in places] == [
        (30, False), (13, True), None, None, (29, False),
    ]  # fmt: skip
    assert unread.counts(ben, now) == unread.Counts({room.id: 2}, 2, 1)


def test_two_marks_at_once_keep_the_further_one(app, room, asha, ben):
    topic = long_topic(room, asha, 60)
    for _time in range(5):
        together(app, *(lambda n=n: marks.mark_read(again(topic), by=again(ben), number=n) for n in (20, 60, 40, 60)))
        assert marked(ben) == [60]
        marks.mark_unread(thread.find_post(opening(topic).id, ben), by=ben)


def test_marking_all_and_marking_one_at_once_leave_nothing_unread(app, room, asha, ben):
    topic = long_topic(room, asha, 60)
    until = clock.now()
    answers = together(
        app,
        lambda: marks.mark_all_read([again(room)], by=again(ben), until=until),
        lambda: marks.mark_read(again(topic), by=again(ben), number=20),
        lambda: marks.mark_all_read([again(room)], by=again(ben), until=until),
    )
    assert answers == [None] * 3
    assert count_in(topic, ben) == 0


def test_marking_while_others_write_waits_for_nobody_in_a_ring(app, room, asha, ben):
    topic = long_topic(room, asha, 40)
    answers = together(
        app,
        lambda: posts.reply(again(topic), by=again(ben), body="One.") and None,
        lambda: marks.mark_read(again(topic), by=again(ben), number=40),
        lambda: posts.reply(again(topic), by=again(asha), body="Two.") and None,
        lambda: marks.mark_read(again(topic), by=again(ben), number=20),
        lambda: marks.mark_all_read([again(room)], by=again(ben), until=clock.now() - STEP),
    )
    assert answers == [None] * 5
    assert marked(ben) == [40]


def test_a_page_that_was_read_before_writes_nothing(room, asha, ben):
    topic = long_topic(room, asha, 60)
    marks.mark_read(topic, by=ben, number=60)
    with writes() as written:
        marks.mark_read(topic, by=ben, number=60)
        marks.mark_read(topic, by=ben, number=20, first=1)
    assert written == []


def test_a_mark_costs_few_statements_however_much_stands_there(room, asha, ben):
    costs = []
    for length in (30, 300):
        topic = long_topic(room, asha, length)
        with counted() as seen:
            marks.mark_read(topic, by=ben, number=20, first=1)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 9


def test_a_mark_drops_no_page_of_others(app, room, asha, ben):
    topic, guest, reader = long_topic(room, asha, 30), people.visits(app), people.signs_in(app, ben)
    with shelf_of(app):
        for _time in range(2):
            guest.get(address(topic))
        assert is_handed_out(guest, address(topic))
        reader.sends(f"/t/{topic.id}/read", number=20)
        reader.sends(f"/discuss/{room.slug}/read", until=clock.now().isoformat())
        assert is_handed_out(guest, address(topic))


def test_a_member_who_read_on_is_led_on_though_the_page_is_kept(app, room, asha, ben):
    topic, cleo = long_topic(room, asha, 30), people.member("Cleo")
    with shelf_of(app):
        ben_reads, cleo_reads = people.signs_in(app, ben), people.signs_in(app, cleo)
        for browser in (ben_reads, cleo_reads):
            for _time in range(3):
                assert browser.get(address(topic)).status_code == 200
                browser.get(address(topic, page=2))
            assert is_handed_out(browser, address(topic, page=2))
        ben_reads.sends(f"/t/{topic.id}/read", number=20)
        there = ben_reads.get(address(topic)).location
        assert there.startswith(f"{address(topic)}/21?new=21#")
        assert cleo_reads.get(address(topic)).status_code == 200
        line = there.partition("#")[0]
        assert ben_reads.get(line).status_code == cleo_reads.get(line).status_code == 200
        assert is_handed_out(ben_reads, line)
        assert people.soup(ben_reads.get(line)).select(".since + .letter")


def test_the_sweep_drops_what_says_nothing_more(room, asha, ben):
    covered, begun, unread_again = (long_topic(room, asha, 30, title=title) for title in ("Covered", "Begun", "Again"))
    for topic in (covered, begun):
        marks.mark_read(topic, by=ben, number=20)
    clock.advance(STEP)
    marks.mark_all_read([room], by=ben, until=clock.now())
    assert marked(ben) == []
    clock.advance(STEP)
    marks.mark_unread(thread.find_post(opening(unread_again).id, ben), by=ben)
    posts.reply(begun, by=asha, body="News.")
    marks.mark_read(begun, by=ben, number=31)
    marks.sweep_marks()
    assert sorted(marked(ben)) == [0, 31]
    clock.advance(timedelta(days=29))
    marks.sweep_marks()
    assert sorted(marked(ben)) == [0, 31]
    clock.advance(timedelta(days=2))
    posts.reply(begun, by=asha, body="News again.")
    marks.sweep_marks()
    assert marked(ben) == [31]
    assert count_in(begun, ben) == 1


def test_the_sweep_goes_on_where_there_is_more_than_a_portion(room, asha, ben, monkeypatch):
    monkeypatch.setattr(marks, "PORTION", 2)
    for number in range(5):
        marks.mark_read(people.topic(room, asha, title=f"Topic {number}"), by=ben, number=1)
    clock.advance(timedelta(days=31))
    marks.sweep_marks()
    assert marked(ben) == []


def test_whoever_leaves_has_read_nothing(room, asha, app):
    cleo = people.member("Cleo", password_hash=passwords.hash_of(people.PASSWORD))
    marks.mark_read(people.topic(room, asha), by=cleo, number=1)
    marks.mark_all_read([people.forum("Schools")], by=cleo, until=clock.now())
    leaving.leave(cleo, password=people.PASSWORD, remove_posts=False)
    for model in (TopicMark, ForumMark):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0


def test_marks_are_in_what_a_member_takes_home(room, asha, ben):
    topic = people.topic(room, asha)
    marks.mark_read(topic, by=ben, number=1)
    marks.mark_all_read([people.forum("Schools")], by=ben, until=clock.now())
    secret = people.forum("Staff room", visibility="nobody")
    marks.mark_all_read([secret], by=ben, until=clock.now())
    at = clock.now().isoformat()
    assert subjects.kind("topic").by_member(ben) == [
        {"address": f"/t/{topic.id}/unread", "read_to_post": 1, "noted": at},
        {"address": "/discuss/schools", "read_to": at},
    ]


def test_rows_go_with_their_topic_and_forum(room, asha, ben):
    topic = people.topic(room, asha)
    marks.mark_read(topic, by=ben, number=1)
    elsewhere = people.forum("Schools")
    marks.mark_all_read([elsewhere], by=ben, until=clock.now())
    with db.engine.begin() as connection:
        connection.execute(db.delete(Forum).where(Forum.id == elsewhere.id))
    assert db.session.scalar(select(func.count()).select_from(ForumMark)) == 0


@pytest.fixture
def commented(asha):
    """The comments of a resource."""
    return db.session.get(Topic, entry(asha).topic_id)


def test_comments_are_unread_as_topics_are(commented, asha, ben):
    people.replies(3, to=commented, by=asha)
    assert count_in(commented, ben) == 3
    marks.mark_read(commented, by=ben, number=2)
    place = unread.place(commented.id, ben, clock.now())
    assert (place.number, place.is_new) == (3, True)
    assert unread.counts(again(ben), clock.now()).unread == 1


def test_members_do_not_share_marks(room, asha, ben):
    topic, cleo = long_topic(room, asha, 30), people.member("Cleo")
    marks.mark_read(topic, by=ben, number=30)
    marks.mark_all_read([room], by=ben, until=clock.now())
    assert (count_in(topic, ben), count_in(topic, cleo)) == (0, 30)
