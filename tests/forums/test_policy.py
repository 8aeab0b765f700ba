"""Every list rule gives the same answer as its single question, for every kind of person and every kind of room."""

import pytest

from community import clock
from community.db import db, transaction
from community.forums import policy
from community.forums.commands import posts
from community.forums.models import Forum, ForumMember, Topic
from community.forums.queries import thread
from community.members.models import Grant, Guest
from tests import people


@pytest.fixture
def rooms(app):
    return {
        visibility: people.forum(f"Room {visibility}", visibility=visibility)
        for visibility in ("everyone", "members", "named", "nobody")
    }


@pytest.fixture
def persons(app, rooms):
    named, keeper, everywhere = people.member("Named"), people.member("Keeper"), people.member("Everywhere")
    with transaction() as session:
        session.add(ForumMember(forum_id=rooms["named"].id, member_id=named.id))
        here = Grant(power="moderate", scope=f"forum:{rooms['nobody'].id}", given_at=clock.now())
        keeper.grants.append(here)
        everywhere.grants.append(Grant(power="moderate", scope="", given_at=clock.now()))
    return {
        "guest": Guest(), "member": people.member("Member"), "named": named, "keeper of the hidden room": keeper,
        "moderator of all": everywhere, "administrator": people.member("Admin", administrator=True),
    }  # fmt: skip


MAY_ENTER = {
    "guest": {"everyone"},
    "member": {"everyone", "members"},
    "named": {"everyone", "members", "named"},
    "keeper of the hidden room": {"everyone", "members", "nobody"},
    "moderator of all": {"everyone", "members", "named", "nobody"},
    "administrator": {"everyone", "members", "named", "nobody"},
}


@pytest.mark.parametrize("who", MAY_ENTER)
def test_who_may_enter_which_room(rooms, persons, who):
    entered = {name for name, room in rooms.items() if policy.may_see_forum(persons[who], room)}
    listed = set(db.session.scalars(db.select(Forum.visibility).where(policy.forums_visible_to(persons[who]))))
    assert entered == listed == MAY_ENTER[who]


@pytest.mark.parametrize("who", MAY_ENTER)
def test_topics_are_listed_exactly_where_they_may_be_read(rooms, persons, who):
    writer, admin = people.member("Writer"), persons["administrator"]
    for room in rooms.values():
        with transaction() as session:
            session.merge(ForumMember(forum_id=room.id, member_id=writer.id))
            room.visibility, kept = "everyone", room.visibility
        people.topic(room, by=writer)
        emptied = people.topic(room, by=writer)
        first = thread.post_at(emptied, 1)
        posts.remove(thread.find_post(first, admin), by=admin, reason="Spam")
        with transaction():
            room.visibility = kept
    every = db.session.scalars(db.select(Topic).options(*thread.WITH_ALL)).all()
    seen = {topic.id for topic in every if policy.may_see_topic(persons[who], topic)}
    listed = set(db.session.scalars(db.select(Topic.id).where(policy.topics_visible_to(persons[who]))))
    assert seen == listed
    assert 0 < len(seen) < len(every) or policy.moderates_everywhere(persons[who])


@pytest.fixture
def post(rooms, persons):
    topic = people.topic(rooms["everyone"], by=persons["member"])
    return thread.find_post(thread.post_at(topic, 1), persons["member"])


def test_authors_edit_within_the_window_and_moderators_after_it(post, persons):
    now, later = post.created_at, post.created_at + policy.timedelta(days=7)
    assert policy.may_edit_post(persons["member"], post, now)
    assert str(policy.may_edit_post(persons["member"], post, later).reason) == "The time for editing this post is over."
    assert not policy.may_edit_post(persons["named"], post, now)
    assert not policy.may_edit_post(persons["guest"], post, now)
    assert not policy.may_edit_post(persons["keeper of the hidden room"], post, now)
    assert policy.may_edit_post(persons["moderator of all"], post, later)


def test_nobody_posts_before_the_address_is_confirmed_and_the_terms_are_agreed_to(post):
    fresh = people.member("Fresh", email_confirmed_at=None)
    late = people.member("Late", terms_version=0)
    assert "confirm" in str(policy.may_reply(fresh, post.topic).reason)
    assert "terms" in str(policy.may_reply(late, post.topic).reason)


@pytest.mark.parametrize(
    ("posting", "who"), [("closed", "moderators"), ("moderators", "moderators"), ("members", "all")]
)
def test_who_may_post_in_which_room(rooms, persons, posting, who):
    room = rooms["everyone"]
    with transaction():
        room.posting = posting
    assert bool(policy.may_start_topic(persons["member"], room)) == (who == "all")
    assert policy.may_start_topic(persons["moderator of all"], room)
    assert not policy.may_start_topic(persons["guest"], room)
