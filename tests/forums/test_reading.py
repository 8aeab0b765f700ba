"""Behaviours 3 to 6: a topic opens where one stopped, and nothing counts as read but what was read."""

from datetime import datetime, timedelta

import pytest

from community import clock, settings
from community.db import db, transaction
from community.forums.commands import comments, posts, topics
from community.forums.reading_models import ForumMark, TopicMark
from tests import people
from tests.forums.making import address, keeps_order, long_topic, newest, opening, presses, tells, unread_in

STEP = timedelta(minutes=1)


@pytest.fixture
def reader(as_, ben):
    return as_(ben)


def test_behaviour_03_the_topic_opens_at_the_first_unread_post_under_a_line(room, asha, reader):
    topic = long_topic(room, asha, 50)
    assert reader.get(address(topic)).status_code == 200  # new to Ben: from the beginning, without a line
    tells(reader, reader.get(address(topic)))
    reader.sends(f"/t/{topic.id}/read", number=30)
    answer = reader.get(address(topic))
    assert answer.status_code == 302
    assert answer.location.startswith(f"{address(topic)}/31?new=31#post-")
    page = people.soup(reader.get(answer.location))
    assert [line.find_next_sibling().select_one(".number").text for line in page.select(".since")] == ["31"]
    assert reader.get(f"/t/{topic.id}/unread").location == answer.location


def test_behaviour_03_back_to_the_first_page_is_back_to_the_first_page(room, asha, reader):
    topic = long_topic(room, asha, 50)
    reader.sends(f"/t/{topic.id}/read", number=30)
    pager = people.soup(reader.get(address(topic, page=2))).select_one("nav.pager")
    first = [link for link in pager.select("a:not([rel])") if link.text.endswith("1")]
    for link in (pager.select_one("[rel=prev]"), *first):
        answer = reader.get(link["href"])
        assert answer.status_code == 200 and people.soup(answer).select_one(".number").text == "1"
    assert len(first) == 1


def test_behaviour_03_a_topic_that_is_read_opens_at_its_last_post(room, asha, reader):
    topic = long_topic(room, asha, 50)
    for page in (1, 2, 3):
        tells(reader, reader.get(address(topic, page=page)))
    assert reader.get(address(topic)).location == f"{address(topic)}/50#post-{newest(topic).id}"
    assert not people.soup(reader.get(f"{address(topic)}/50")).select(".since")


def test_behaviour_03_it_is_so_in_a_topic_as_old_as_an_archive(room, asha, ben, as_):
    topic = long_topic(room, asha, 50)
    clock.advance(timedelta(days=400))
    reader = as_(ben)
    assert reader.get(address(topic)).status_code == 200
    tells(reader, reader.get(address(topic)))
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/21?new=21#post-")
    assert unread_in(reader) == {}


def test_behaviour_03_pages_that_are_asked_for_by_number_are_shown_as_they_are_and_visitors_see_no_line(
    room, asha, reader, as_
):
    topic = long_topic(room, asha, 50)
    reader.sends(f"/t/{topic.id}/read", number=30)
    for url in (address(topic, page=1), address(topic, page=2), address(topic, 12)):
        assert reader.get(url).status_code == 200
        assert not people.soup(reader.get(url)).select(".since")
    guest = as_(None)
    assert guest.get(address(topic)).status_code == 200
    assert not people.soup(guest.get(address(topic))).select("form[data-read], .since, .tabs")
    assert guest.get(f"/t/{topic.id}/unread").location == address(topic)


def test_behaviour_04_my_reply_makes_nothing_unread_and_nothing_read(room, asha, ben, reader):
    topic = long_topic(room, asha, 50)
    reader.sends(f"/t/{topic.id}/read", number=30)
    reader.sends(f"/t/{topic.id}/reply", body="What did you do about 30?")
    assert unread_in(reader) == {topic.title: "20 new"}
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/31?new=31#")
    tells(reader, reader.get(address(topic, page=2)))
    tells(reader, reader.get(address(topic, page=3)))
    posts.reply(topic, by=ben, body="Thank you.")
    assert unread_in(reader) == {}
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/52#")
    posts.reply(topic, by=asha, body="You are welcome.")
    assert unread_in(reader) == {topic.title: "1 new"}
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/53?new=53#")


def test_behaviour_04_two_devices_agree_at_the_next_request(room, asha, ben, as_):
    topic = long_topic(room, asha, 45)
    browser, phone = as_(ben), as_(ben)
    tells(browser, browser.get(address(topic)))
    assert unread_in(phone) == unread_in(browser) == {topic.title: "25 new"}
    assert phone.get(address(topic)).location == browser.get(address(topic)).location
    tells(phone, phone.get(address(topic, page=2)))
    assert unread_in(browser) == {topic.title: "5 new"}


def test_behaviour_05_the_first_page_leaves_the_others_unread(room, asha, reader):
    topic = long_topic(room, asha, 90)
    tells(reader, reader.get(address(topic)))
    assert unread_in(reader) == {topic.title: "70 new"}
    tells(reader, reader.get(address(topic, page=4)))  # page 2 and 3 were not seen
    assert unread_in(reader) == {topic.title: "70 new"}
    tells(reader, reader.get(address(topic, page=2)))
    tells(reader, reader.get(address(topic, page=1)))  # late, from another tab
    assert unread_in(reader) == {topic.title: "50 new"}


@pytest.mark.parametrize("where", ["forum", "site"])
def test_behaviour_05_mark_all_read_spares_what_came_after_the_page_was_made(room, asha, reader, where):
    url = f"/discuss/{room.slug}" if where == "forum" else "/discuss"
    early, late = people.topic(room, asha, title="Early"), people.topic(room, asha, title="Late")
    begun = long_topic(room, asha, 30, title="Begun")
    reader.sends(f"/t/{begun.id}/read", number=10)
    opened = clock.now().isoformat()
    clock.advance(STEP)
    for topic in (late, begun):
        posts.reply(topic, by=asha, body="This came while the page was open.")
    presses(reader, url, moment=opened)
    assert unread_in(reader) == {"Late": "1 new", "Begun": "1 new"}
    assert reader.get(address(late)).location.startswith(f"{address(late)}/2?new=2#")
    assert reader.get(address(begun)).location.startswith(f"{address(begun)}/31?new=31#")
    presses(reader, url)
    assert unread_in(reader) == {}
    assert reader.get(address(begun)).location.startswith(f"{address(begun)}/31#")
    assert early.title not in unread_in(reader, f"/discuss/{room.slug}")


def test_what_is_removed_or_hidden_or_not_to_be_seen_is_not_unread(room, asha, ben, admin, reader):
    topic = people.topic(room, asha)
    gone, _stays = people.replies(2, to=topic, by=asha)
    assert unread_in(reader) == {topic.title: "3 new"}
    posts.remove(gone, by=admin, reason="Twice")
    assert unread_in(reader) == {topic.title: "2 new"}
    posts.remove(opening(topic), by=admin, reason="Off the subject")
    assert unread_in(reader) == {topic.title: "1 new"}
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/3?new=3#")
    people.topic(people.forum("Staff room", visibility="nobody"), by=admin, title="Secret")
    assert list(unread_in(reader)) == [topic.title]
    assert "Secret" not in reader.reads("/discuss")


def test_a_post_that_comes_back_after_the_member_read_on_is_not_new(room, asha, admin, reader):
    topic = people.topic(room, asha)
    gone, _stays = people.replies(2, to=topic, by=asha)
    posts.remove(gone, by=admin, reason="Twice")
    tells(reader, reader.get(address(topic)))
    posts.restore(gone, by=admin)
    assert unread_in(reader) == {}


def test_from_a_post_on_the_topic_is_unread_again(room, asha, reader):
    topic = long_topic(room, asha, 30)
    reader.sends(f"/t/{topic.id}/read", number=30)
    third = people.soup(reader.get(address(topic, page=1))).select(".letter")[2]
    button = next(button for button in third.select("button") if "Unread from here" in button.text)
    answer = reader.sends(button["formaction"], follow=True, number=20)
    assert "The topic is unread from post 3 on." in people.words(answer)
    assert unread_in(reader) == {topic.title: "28 new"}
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/3?new=3#")


def test_what_is_marked_unread_stays_so_though_the_forum_was_marked_read(room, asha, reader):
    topic = people.topic(room, asha)
    clock.advance(STEP)
    presses(reader, "/discuss")
    assert unread_in(reader) == {}
    clock.advance(STEP)
    reader.sends(f"/p/{opening(topic).id}/unread")
    assert unread_in(reader) == {topic.title: "1 new"}


def test_the_old_counts_as_read_and_cannot_be_marked_unread(room, asha, ben, as_):
    topic = people.topic(room, asha, title="Old")
    clock.advance(timedelta(days=29))
    assert unread_in(as_(ben)) == {"Old": "1 new"}
    clock.advance(timedelta(days=1))
    reader = as_(ben)
    assert unread_in(reader) == unread_in(reader, f"/discuss/{room.slug}") == {}
    assert "Unread from here" not in reader.reads(address(topic, page=1))
    assert reader.sends(f"/p/{opening(topic).id}/unread").status_code == 403
    with transaction():
        settings.change(unread_days=60)
    assert unread_in(reader) == {"Old": "1 new"}
    clock.advance(timedelta(days=100))
    reader = as_(ben)
    posts.reply(topic, by=asha, body="Is anybody still here?")
    assert unread_in(reader) == {"Old": "1 new"}
    assert reader.get(address(topic)).location.startswith(f"{address(topic)}/2?new=2#")


def test_without_script_a_button_does_it_and_leads_on(room, asha, reader):
    topic = long_topic(room, asha, 30)
    form = people.soup(reader.get(address(topic))).select_one("form[data-read]")
    assert form.button.text == "I have read this"
    answer = reader.sends(form["action"], number=20)
    assert answer.location == f"{address(topic)}/21"
    assert unread_in(reader) == {topic.title: "10 new"}
    assert reader.sends(form["action"], number=30).location == f"/discuss/{room.slug}"
    assert unread_in(reader) == {}


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30])
def test_what_is_no_number_is_refused_with_words(room, asha, reader, number):
    topic = people.topic(room, asha)
    assert reader.sends(f"/t/{topic.id}/read", number=number).status_code == 422
    assert db.session.scalar(db.select(TopicMark)) is None


def test_a_number_beyond_the_last_marks_no_post_to_come(room, asha, reader):
    topic = people.topic(room, asha)
    reader.sends(f"/t/{topic.id}/read", number=2147483647)
    posts.reply(topic, by=asha, body="Now this.")
    assert unread_in(reader) == {topic.title: "1 new"}


def test_a_moved_topic_takes_its_marks_along(room, asha, reader, admin):
    topic = long_topic(room, asha, 30)
    reader.sends(f"/t/{topic.id}/read", number=20)
    topics.move_topic(topic, by=admin, to=people.forum("Schools"))
    assert unread_in(reader) == {topic.title: "10 new"}


def test_moderators_of_hidden_comments_are_not_told_of_them(room, asha, ben, as_):
    topic = people.topic(room, asha)
    keeper = as_(keeps_order(people.member("Keeper"), room))
    comments.hide_comments(topic)
    assert unread_in(as_(ben)) == {}
    assert keeper.get(f"/t/{topic.id}/unread").status_code == 302


def test_marks_are_rows_of_members_and_topics_or_forums_and_never_of_posts(room, asha, ben, reader):
    topic = long_topic(room, asha, 90)
    for page in range(1, 6):
        tells(reader, reader.get(address(topic, page=page)))
    assert [(mark.member_id, mark.number) for mark in db.session.scalars(db.select(TopicMark))] == [(ben.id, 90)]
    presses(reader, f"/discuss/{room.slug}")
    db.session.expire_all()
    assert not db.session.scalars(db.select(TopicMark)).all()
    assert datetime.fromisoformat(str(db.session.scalar(db.select(ForumMark.read_to)))) == clock.now()
