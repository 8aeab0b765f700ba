"""What nobody finds who may not read it, and what goes out of sight with what it was about."""

import pytest

from community import clock
from community.db import db, transaction
from community.forums.commands import posts, topics
from community.forums.models import ForumMember
from community.members.models import Grant
from tests import people
from tests.search.reading import first_post, hits


@pytest.fixture
def rooms(app, asha):
    """A topic with a reply in a room of each kind."""
    made = {name: people.forum(f"Room {name}") for name in ("everyone", "members", "named", "nobody")}
    for name, room in made.items():
        posts.reply(people.topic(room, by=asha, title=f"Pelican {name}"), by=asha, body="A pelican")
        with transaction():
            room.visibility = name
    return made


MAY_FIND = {
    "visitor": {"everyone"},
    "member": {"everyone", "members"},
    "named": {"everyone", "members", "named"},
    "administrator": {"everyone", "members", "named", "nobody"},
}


@pytest.mark.parametrize("who", MAY_FIND)
def test_everybody_finds_and_counts_what_they_may_enter(app, rooms, who):
    person = None if who == "visitor" else people.member(who, administrator=who == "administrator")
    if who == "named":
        with transaction() as session:
            session.add(ForumMember(forum_id=rooms["named"].id, member_id=person.id))
    browser = people.signs_in(app, person) if person else people.visits(app)
    titles = hits(browser, "pelican")
    assert {title.removeprefix("Pelican ") for title in titles} == MAY_FIND[who]
    assert f"{2 * len(MAY_FIND[who])} results" in browser.reads("/search?q=pelican")


def test_who_lost_access_finds_nothing_any_more(app, rooms):
    ben = people.member("Ben")
    with transaction() as session:
        session.add(ForumMember(forum_id=rooms["named"].id, member_id=ben.id))
    browser = people.signs_in(app, ben)
    assert "Pelican named" in hits(browser, "pelican")
    with transaction() as session:
        session.execute(db.delete(ForumMember))
    assert "Pelican named" not in hits(browser, "pelican")


def test_what_others_may_not_read_changes_neither_order_nor_count(rooms, asha, visitor):
    before = people.words(visitor.get("/search?q=pelican+room"))
    for number in range(5):
        with transaction():
            rooms["nobody"].visibility = "everyone"
        people.topic(rooms["nobody"], by=asha, title=f"Pelican room {number}", body="pelican room " * 50)
        with transaction():
            rooms["nobody"].visibility = "nobody"
    assert people.words(visitor.get("/search?q=pelican+room")) == before


def test_a_removed_post_is_gone_at_once_and_comes_back(asha, room, visitor):
    admin = people.member("Admin", administrator=True)
    topic = people.topic(room, by=asha)
    post = posts.reply(topic, by=asha, body="A pelican")
    posts.remove(post, by=admin, reason="Spam")
    assert hits(visitor, "pelican") == []
    assert hits(people.signs_in(visitor.client, admin), "pelican") == []
    posts.restore(post, by=admin)
    assert hits(visitor, "pelican") == [topic.title]
    posts.remove(post, by=admin, reason="Spam")
    posts.purge(post, by=admin, reason="Spam")
    assert hits(visitor, "pelican") == []


def test_an_edited_post_is_found_by_its_new_words_only(asha, room, visitor):
    post = posts.reply(people.topic(room, by=asha), by=asha, body="A pelican")
    posts.edit(post, by=asha, body="A heron", seen=0)
    assert hits(visitor, "pelican") == []
    assert len(hits(visitor, "heron")) == 1


def test_a_topic_whose_posts_are_all_removed_leaves_no_title_behind(asha, room, visitor):
    admin = people.member("Admin", administrator=True)
    topic = people.topic(room, by=asha, title="A pelican")
    opening = first_post(topic, admin)
    posts.remove(opening, by=admin, reason="Spam")
    assert hits(visitor, "pelican") == []
    reply = posts.reply(topic, by=admin, body="What was here is gone.")
    assert hits(visitor, "pelican") == ["A pelican"]
    assert hits(visitor, "nobody") == []
    posts.remove(reply, by=admin, reason="Spam")
    assert hits(visitor, "pelican") == []


def test_a_renamed_topic_is_found_by_its_new_title(asha, room, visitor):
    topic = people.topic(room, by=asha, title="A pelican")
    topics.rename_topic(topic, by=asha, title="A heron")
    assert hits(visitor, "pelican") == []
    assert hits(visitor, "heron") == ["A heron"]


def test_a_topic_moved_to_a_hidden_room_is_found_there_only(asha, room, visitor):
    admin = people.member("Admin", administrator=True)
    topic = people.topic(room, by=asha, title="A pelican")
    posts.reply(topic, by=asha, body="Two pelicans")
    topics.move_topic(topic, by=admin, to=people.forum("Staff", visibility="nobody"))
    assert hits(visitor, "pelican") == []
    assert len(hits(people.signs_in(visitor.client, admin), "pelican")) == 2


def test_a_moderator_of_one_room_finds_nothing_of_another_closed_one(app, rooms):
    grant = Grant(power="moderate", scope=f"forum:{rooms['named'].id}", given_at=clock.now())
    cleo = people.member("Cleo", grants=[grant])
    browser = people.signs_in(app, cleo)
    assert {title.removeprefix("Pelican ") for title in hits(browser, "pelican")} == {"everyone", "members", "named"}
    assert "6 results" in browser.reads("/search?q=pelican")


def test_a_topic_moved_to_a_closed_room_is_not_counted_either(asha, room, visitor):
    admin = people.member("Admin", administrator=True)
    people.topic(room, by=asha, title="A pelican stays")
    topic = people.topic(room, by=asha, title="A pelican goes")
    assert "2 results" in visitor.reads("/search?q=pelican")
    topics.move_topic(topic, by=admin, to=people.forum("Staff", visibility="nobody"))
    assert "1 result" in visitor.reads("/search?q=pelican")
    assert hits(visitor, "pelican", author="asha") == ["A pelican stays"]
