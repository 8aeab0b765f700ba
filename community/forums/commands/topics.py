"""Starting, locking, pinning, renaming, tagging and moving topics; opening the comments of a subject."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _

from community import audit, clock, stamps
from community.db import db, insert_once, transaction
from community.errors import Invalid
from community.forums import counting, indexing, kinds, policy
from community.forums.commands import posts
from community.forums.commands.once import made_once
from community.forums.models import Forum, Topic, TopicLock, TopicPin
from community.policy import require
from community.tags.commands import set_tags
from community.tags.queries import tags_of
from community.web.slugs import slug_of


def start_topic(
    forum: Forum, *, by, title: str, body: str, kind: str | None = None, tags: Iterable[str] = (),
    language: str | None = None,
    once: str | None = None, at: datetime | None = None, is_demo=False,
) -> Topic:  # fmt: skip
    """Begin a thread, of the kind that the forum proposes if none is said. Raises NotAllowed, Invalid.

    The second of two equal sends answers the first's topic.
    """

    def make(session):
        require(policy.may_start_topic(by, forum))
        topic = _new(session, forum, title=title, author=by, at=at, once=once, is_demo=is_demo)
        topic.kind = _kind_in(forum, kind)
        if tags:  # counted with the first post, if everybody may see it
            set_tags("topic", topic.id, list(tags), is_counted=False, by=by, is_demo=is_demo)
        posts.speak(posts.add(session, topic, by=by, body=body, language=language, at=at), language)
        audit.record("topic.start", topic, by=by)
        return topic

    return made_once(Topic, by=by, once=once, make=make, narrow=True)


def _kind_in(forum: Forum, wanted: str | None) -> str:
    taken = [kind.name for kind in kinds.taken_by(forum)]
    if wanted is not None and wanted not in taken:
        raise Invalid(_("This forum does not take that kind of topic."), field="kind")
    return wanted or taken[0]


def comments_room(kind: str) -> Forum:
    """The room that holds the comments on subjects of this kind; it is made when first needed."""
    with transaction() as session:
        of_kind = db.select(Forum).where(Forum.comments_on == kind)
        room = session.scalar(of_kind)
        if room is None:
            insert_once(Forum, comments_on=kind, slug=f"about:{kind}", name=kind.capitalize())  # no room's own slug
            room = session.scalars(of_kind).one()
    return room


def open_comments(kind: str, object_id: int, *, title: str, by, is_demo=False) -> Topic:
    """Give a subject its thread, empty, in the room of its kind's comments."""
    with transaction() as session:
        topic = _new(session, comments_room(kind), title=title, author=by, is_demo=is_demo)
        topic.about_kind, topic.about_id = kind, object_id
        session.flush()
    return topic


def retitle_comments(topic: Topic, title: str) -> None:
    """A subject's thread has the subject's title."""
    with transaction():
        topic.title, topic.slug = title[:200], slug_of(title)


def lock_topic(topic: Topic, *, by, reason: str = "") -> None:
    """Close a topic to new replies."""
    with transaction(narrow=True) as session:
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_moderate_topic(by, topic))
        if topic.lock is None:
            topic.lock = TopicLock(by_id=by.id, at=clock.now(), reason=reason)
            stamps.touch("topic", topic.id)
            audit.record("topic.lock", topic, by=by, note=reason)
        session.flush()


def unlock_topic(topic: Topic, *, by) -> None:
    """Open it again."""
    with transaction(narrow=True):
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_moderate_topic(by, topic))
        if topic.lock is not None:
            topic.lock = None
            stamps.touch("topic", topic.id)
            audit.record("topic.unlock", topic, by=by)


def pin_topic(topic: Topic, *, by, until: datetime | None = None) -> None:
    """Keep a topic first in its forum, until a moment if one is given. Raises Invalid for one that is past."""
    if until is not None and until <= clock.now():
        raise Invalid(_("The end of the pin must lie in the future."), field="until")
    with transaction(narrow=True) as session:
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_moderate_topic(by, topic))
        topic.pin = None
        session.flush()
        topic.pin = TopicPin(by_id=by.id, at=clock.now(), until=until)
        stamps.touch("topic", topic.id)
        audit.record("topic.pin", topic, by=by, until=until.isoformat() if until else None)


def unpin_topic(topic: Topic, *, by) -> None:
    """Let it take its place among the others."""
    with transaction(narrow=True):
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_moderate_topic(by, topic))
        if topic.pin is not None:
            topic.pin = None
            stamps.touch("topic", topic.id)
            audit.record("topic.unpin", topic, by=by)


def rename_topic(topic: Topic, *, by, title: str) -> None:
    """Change a topic's title; its old address redirects, since the number in it decides."""
    with transaction(narrow=True):
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_rename_topic(by, topic, clock.now()))
        if title != topic.title:
            audit.record("topic.rename", topic, by=by, before=topic.title, after=title)
            topic.title, topic.slug = title, slug_of(title)
            indexing.index_heading(topic)
            stamps.touch("topic", topic.id)


def tag_topic(topic: Topic, *, by, labels: Iterable[str]) -> None:
    """Let a topic carry exactly these tags. Raises NotAllowed, Invalid."""
    with transaction(narrow=True):
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_tag_topic(by, topic, clock.now()))
        before = {tag.label for tag in tags_of("topic", [topic.id]).get(topic.id, [])}
        carried = set_tags("topic", topic.id, list(labels), is_counted=counting.is_public(topic), by=by)
        after = {tag.label for tag in carried}
        if before != after:
            stamps.touch("topic", topic.id)
            audit.record("topic.tag", topic, by=by, before=sorted(before), after=sorted(after))


def move_topic(topic: Topic, *, by, to: Forum) -> None:
    """Take a topic to another forum, where the mover must be a moderator too."""
    with transaction(narrow=True) as session:
        topic = posts.lock_topic_row(topic.id)
        require(policy.may_moderate_topic(by, topic))
        require(policy.may_post_in(by, to))
        if not policy.moderates(by, to.id) or to.comments_on or topic.about_kind:
            raise Invalid(_("The topic cannot be moved there."), field="forum")
        if to.id == topic.forum_id:
            return
        old = topic.forum
        topic.forum_id, topic.forum = to.id, to
        session.flush()
        if topic.hidden_at is None:  # what is out of sight is counted nowhere
            counting.move_counts(topic, old, to)
        indexing.move_topic(topic)
        stamps.touch("topic", topic.id)
        audit.record("topic.move", topic, by=by, before=old.id, after=to.id)


def _new(session, forum: Forum, *, title: str, author, at=None, once=None, is_demo=False) -> Topic:
    at = at or clock.now()
    topic = Topic(
        forum_id=forum.id,
        forum=forum,
        title=title[:200],
        slug=slug_of(title),
        once=once,
        is_demo=is_demo,
        author_id=author.id if author else None,
        created_at=at,
        last_post_at=at,
        last_number=0,
        posts_count=0,
    )
    session.add(topic)
    session.flush()
    return topic
