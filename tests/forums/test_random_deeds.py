"""Whatever members, moderators and administrators do, and in whatever order: the stored counts stay true."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from community import clock
from community.db import db
from community.errors import Conflict, Invalid, NotAllowed
from community.forums import checks
from community.forums.commands import comments, forums, helpful_marks, leaving, posts, solutions, topics
from community.forums.models import EVERYONE, MEMBERS, NAMED, NOBODY, Forum, Post, PostRemoval, Topic, TopicSolution
from community.tags import checks as tag_checks
from community.text import quotes
from tests import people

ROOMS, WRITERS = 3, 3
WORDS = ["Health", "Housing"]
VISIBILITY = (EVERYONE, MEMBERS, NAMED, NOBODY)


class World:
    """Three rooms, three members, an administrator, and what they may do to each other's words."""

    def __init__(self):
        self.admin = people.member(administrator=True)
        self.writers = [people.member() for _ in range(WRITERS)]
        self.rooms = [people.forum(f"Room {n}", slug=f"room-{n}") for n in range(ROOMS)]
        for room in self.rooms[:2]:
            people.topic(room, by=self.writers[0])

    def start(self, who, which):
        said = {"title": "Something else", "body": "A question.", "tags": WORDS[which % 3 :]}
        topics.start_topic(self.rooms[which % ROOMS], by=self.writers[who], **said)

    def reply(self, who, which):
        posts.reply(self.topic(which), by=self.writers[who], body="An answer.")

    def quote(self, who, which):
        quoted = self.post(which)
        body = quotes.quote(quoted.id, "somebody", quoted.source) + "I agree."
        posts.reply(self.topic(which), by=self.writers[who], body=body)

    def edit(self, who, which):
        post = self.post(which)
        posts.edit(post, by=self.writers[who], body=f"Changed at {clock.now()}.", seen=post.revision)

    def remove(self, who, which):
        posts.remove(self.post(which), by=self.writers[who])

    def remove_as_moderator(self, _who, which):
        posts.remove(self.post(which), by=self.admin, reason="Off the subject")

    def restore(self, _who, which):
        posts.restore(self.post(which), by=self.admin)

    def purge(self, _who, which):
        posts.purge(self.post(which), by=self.admin, reason="A private number")

    def move(self, who, which):
        topics.move_topic(self.topic(which), by=self.admin, to=self.rooms[who])

    def tag(self, who, which):
        topics.tag_topic(self.topic(which), by=self.admin, labels=WORDS[:who])

    def mark(self, who, which):
        helpful_marks.mark_helpful(self.post(which), by=self.writers[who])

    def unmark(self, who, which):
        helpful_marks.unmark_helpful(self.post(which), by=self.writers[who])

    def make_question(self, _who, which):
        solutions.change_kind(self.topic(which), by=self.admin, kind="question")

    def make_discussion(self, _who, which):
        solutions.change_kind(self.topic(which), by=self.admin, kind="discussion")

    def solve(self, _who, which):
        solutions.solve_topic(self.post(which), by=self.admin)

    def reopen(self, _who, which):
        solutions.unsolve_topic(self.topic(which), by=self.admin)

    def lock(self, _who, which):
        topics.lock_topic(self.topic(which), by=self.admin)

    def unlock(self, _who, which):
        topics.unlock_topic(self.topic(which), by=self.admin)

    def pin(self, _who, which):
        topics.pin_topic(self.topic(which), by=self.admin)

    def change_visibility(self, who, which):
        forums.edit_forum(self.rooms[who], by=self.admin, visibility=VISIBILITY[which % len(VISIBILITY)])

    def hide_with_subject(self, _who, which):
        comments.hide_comments(self.topic(which))

    def show_with_subject(self, _who, which):
        comments.show_comments(self.topic(which))

    def leave(self, who, _which):
        leaving.take_posts_along(self.writers[who], remove_posts=True)

    def leave_with_marks(self, who, _which):
        leaving.take_marks_along(self.writers[who], remove_posts=True)

    def topic(self, which) -> Topic:
        return self._one(Topic, which)

    def post(self, which) -> Post:
        return self._one(Post, which)

    def _one(self, model, which):
        ids = db.session.scalars(db.select(model.id).order_by(model.id)).all()
        return db.session.get(model, ids[which % len(ids)])


DEEDS = sorted(name for name in vars(World) if not name.startswith("_") and name not in ("topic", "post"))
OFTEN = (
    ["reply"] * 6
    + ["mark"] * 4
    + [
        "make_question",
        "solve",
        "quote",
        "remove_as_moderator",
        "restore",
        "show_with_subject",
    ]
    * 2
)  # or little is left to do to
deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS + OFTEN), st.integers(0, WRITERS - 1), st.integers(0, 30)), min_size=30, max_size=60
)


@pytest.fixture
def emptied(app):
    """Empties the tables between the examples of one test."""

    def empty():
        db.session.rollback()
        db.session.remove()
        with db.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            else:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(db.metadata.sorted_tables):
                connection.execute(table.delete())

    return empty


@settings(
    max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(deeds)
def test_counts_stay_true_whatever_is_done(emptied, deeds):
    emptied()
    world = World()
    done = [_tried(getattr(world, name), who, which) for name, who, which in deeds]
    db.session.expire_all()
    did = [deed for deed, was_done in zip(deeds, done, strict=True) if was_done]
    assert checks.compare() + tag_checks.compare() == [], f"after {did}"
    assert not db.session.execute(_lost_solutions()).all(), f"after {did}"


def _lost_solutions():
    """Solutions that nobody can read, or of what is no question."""
    found = db.select(TopicSolution).join(Topic, Topic.id == TopicSolution.topic_id)
    found = found.join(Post, Post.id == TopicSolution.post_id).outerjoin(PostRemoval, PostRemoval.post_id == Post.id)
    elsewhere, hidden = Post.topic_id != Topic.id, PostRemoval.post_id.is_not(None)
    return found.where(db.or_(elsewhere, hidden, Post.purged_at.is_not(None), Topic.kind != "question"))


def _tried(deed, who, which) -> bool:
    clock.advance(timedelta(minutes=1))
    try:
        deed(who, which)
    except (NotAllowed, Invalid, Conflict):
        return False
    return True


def test_numbers_are_given_once_and_never_again(thread, ben, admin):
    given_out = [posts.reply(thread, by=ben, body="So do we.").number for _ in range(3)]
    for post in db.session.scalars(db.select(Post).where(Post.number > 1)).all():
        posts.remove(post, by=admin, reason="Off the subject")
        posts.purge(post, by=admin, reason="Off the subject")
    assert given_out == [2, 3, 4]
    assert posts.reply(thread, by=ben, body="Again.").number == 5


def test_who_leaves_and_takes_the_posts_along_leaves_the_numbers_and_the_answers(room, asha, ben):
    topic = people.topic(room, by=asha)
    people.replies(2, to=topic, by=ben)
    posts.reply(topic, by=asha, body="Thank you both.")
    leaving.take_posts_along(asha, remove_posts=True)
    db.session.expire_all()
    assert (topic.posts_count, topic.last_number, topic.last_post_by_id) == (2, 4, ben.id)
    assert (db.session.get(Forum, room.id).posts_count, asha.posts_count, ben.posts_count) == (2, 0, 2)
    assert checks.compare() == []


def test_who_leaves_and_lets_the_posts_stay_changes_no_count(thread, asha):
    leaving.take_posts_along(asha, remove_posts=False)
    db.session.expire_all()
    assert (thread.posts_count, asha.posts_count) == (1, 1)
