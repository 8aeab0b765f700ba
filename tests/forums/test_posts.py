"""Writing, editing, removing: what changes, what stays, and who is refused."""

import pytest

from community import stamps
from community.db import db, transaction
from community.errors import Conflict, NotAllowed
from community.forums.commands import posts, topics
from community.forums.models import Forum, Post, PostQuote, Topic
from community.members.models import Member
from community.text import quotes
from tests import people


def counts(topic, member):
    db.session.expire_all()
    topic = db.session.get(Topic, topic.id)
    return (
        topic.posts_count,
        db.session.get(Forum, topic.forum_id).posts_count,
        db.session.get(Member, member.id).posts_count,
    )


def test_a_reply_is_counted_everywhere_at_once(thread, ben):
    posts.reply(thread, by=ben, body="We share one with the hospital.")
    assert counts(thread, ben) == (2, 2, 1)


def test_two_equal_sends_make_one_post(thread, ben):
    first = posts.reply(thread, by=ben, body="Once.", once="a")
    second = posts.reply(thread, by=ben, body="Once.", once="a")
    assert first.id == second.id
    assert counts(thread, ben) == (2, 2, 1)


def test_a_removed_post_leaves_its_number_and_comes_back(thread, ben, admin):
    post = posts.reply(thread, by=ben, body="Call me at home.")
    posts.remove(post, by=admin, reason="A private number")
    assert counts(thread, ben) == (1, 1, 0)
    assert posts.reply(thread, by=ben, body="Sorry.").number == 3
    posts.restore(post, by=admin)
    assert counts(thread, ben) == (3, 3, 2)


def test_the_second_of_two_editors_is_told_and_loses_nothing(thread, ben, admin):
    post = posts.reply(thread, by=ben, body="One.")
    posts.edit(post, by=ben, body="Two.", seen=0)
    with pytest.raises(Conflict) as conflict:
        posts.edit(post, by=admin, body="Three.", seen=0)
    assert conflict.value.theirs.source == "Two."


def test_a_stranger_neither_edits_nor_removes(thread, ben):
    opening = db.session.get(Topic, thread.id)
    first = db.session.scalar(db.select(people.Post).where(people.Post.topic_id == opening.id))
    with pytest.raises(NotAllowed):
        posts.edit(first, by=ben, body="Mine now.", seen=0)
    with pytest.raises(NotAllowed):
        posts.remove(first, by=ben)


def test_a_purge_empties_the_post_and_what_others_quoted_of_it(thread, asha, ben, admin):
    secret = posts.reply(thread, by=ben, body="Her name is Amal.")
    quoting = posts.reply(thread, by=asha, body=quotes.quote(secret.id, "ben", secret.source) + "Please take this out.")
    assert db.session.scalar(db.select(PostQuote.quoted_id)) == secret.id
    posts.remove(secret, by=admin, reason="Names somebody")
    posts.purge(secret, by=admin, reason="Names somebody")
    db.session.expire_all()
    assert "Amal" not in quoting.source + quoting.html + secret.source + secret.html
    assert secret.author_id is None and secret.number == 2


def test_a_locked_topic_takes_no_replies_but_a_moderators(thread, ben, admin):
    topics.lock_topic(thread, by=admin, reason="Answered")
    with pytest.raises(NotAllowed):
        posts.reply(thread, by=ben, body="One more thing")
    posts.reply(thread, by=admin, body="Closing word")


def test_a_topic_moved_takes_its_counts_along(thread, asha, admin):
    hidden = people.forum("Staff room", visibility="nobody")
    topics.move_topic(thread, by=admin, to=hidden)
    assert counts(thread, asha) == (1, 1, 0)


def test_a_purge_reaches_texts_that_are_larger_than_posts_may_be(thread, asha, ben, admin):
    secret = posts.reply(thread, by=asha, body="The secret words.")
    quoting = posts.reply(thread, by=ben, body=quotes.quote(secret.id, "asha", secret.source))
    with transaction():
        quoting.source += "\nMore. " * 10_000
    before = stamps.of("topic", thread.id)
    posts.remove(secret, by=admin, reason="Names somebody")
    posts.purge(secret, by=admin, reason="Names somebody")
    kept = db.session.get(Post, quoting.id, populate_existing=True)
    assert "secret words" not in kept.source + kept.html
    assert stamps.of("topic", thread.id) != before


def test_a_quote_of_a_post_that_no_table_can_hold_is_a_quote_of_nobody(thread, asha):
    posts.reply(thread, by=asha, body="> [@ana](/p/999999999999999999):\n>\n> Words.")
    assert db.session.scalar(db.select(PostQuote)) is None
