"""Writing, editing, removing, restoring and purging posts."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from community import audit, clock, stamps
from community.db import db, transaction
from community.errors import Conflict, NotFound
from community.forums import counting, indexing, policy, solving
from community.forums.commands.once import made_once
from community.forums.models import (
    Conclusion,
    ConclusionRevision,
    HelpfulMark,
    Post,
    PostQuote,
    PostRemoval,
    PostRevision,
    Topic,
)
from community.policy import require
from community.text import quotes
from community.text.columns import write, write_anyway


def reply(
    topic: Topic, *, by, body: str, answers: Post | None = None, language: str | None = None, once: str | None = None,
    at=None,
) -> Post:  # fmt: skip
    """Add a post to a topic; the second of two equal sends answers the first's post. Raises NotAllowed, Invalid."""

    def make(session):
        fresh = lock_topic_row(topic.id)
        require(policy.may_reply(by, fresh))
        post = add(session, fresh, by=by, body=body, answers=answers, language=language, once=once, at=at)
        audit.record("post.reply", post, by=by)
        return post

    return made_once(Post, by=by, once=once, make=make, narrow=True)


def add(
    session, topic: Topic, *, by, body: str, answers: Post | None = None, language=None, once=None, at=None
) -> Post:
    """Write a post into a topic whose row is locked: number, text, quotes, counts. Asks no policy."""
    topic.last_number += 1
    post = Post(
        topic_id=topic.id,
        topic=topic,
        number=topic.last_number,
        author_id=by.id,
        created_at=at or clock.now(),
        answers_id=answers.id if answers else None,
        language=language,
        once=once,
        removal=None,
    )
    rendered = write(post, body)
    session.add(post)
    counting.count(post, topic, 1)
    session.flush()
    keep_quotes(session, post, rendered.quotes, by)
    counting.newest_is(topic, post)
    indexing.index_post(post, is_new=True)
    stamps.touch("topic", topic.id)
    return post


def edit(post: Post, *, by, body: str, seen: int, reason: str = "", language: str | None = None) -> Post:
    """Replace a post's text; the old one stays as a revision. Raises Conflict if it changed since revision `seen`.

    Without a `language` the post keeps the one it has.
    """
    now = clock.now()
    with transaction(narrow=True) as session:
        post = lock_post_row(post.id)
        require(policy.may_edit_post(by, post, now))
        if post.revision != seen:
            raise Conflict(_("Somebody changed this post while you were writing."), theirs=post)
        if is_other := bool(language) and language != post.language:
            speak(post, language)
            stamps.touch("topic", post.topic_id)
        if body == post.source:
            if is_other:
                indexing.index_post(post)
            return post
        keep_revision(session, post, reason)
        rendered = write(post, body)
        post.revision, post.edited_at, post.edited_by_id = post.revision + 1, now, by.id
        session.execute(delete(PostQuote).where(PostQuote.post_id == post.id))
        keep_quotes(session, post, rendered.quotes, by)
        indexing.index_post(post)
        stamps.touch("topic", post.topic_id)
        audit.record("post.edit", post, by=by, note=reason)
    return post


def speak(post: Post, language: str | None) -> None:
    """Note the language of a post whose topic is held; the opening post's is the topic's."""
    post.language = language
    if post.number == 1 and post.topic.about_kind is None:
        post.topic.language = language


def remove(post: Post, *, by, reason: str = "") -> None:
    """Take a post out of sight; its row, number and text stay, a neutral line stands in its place."""
    now = clock.now()
    with transaction(narrow=True) as session:
        post = lock_post_row(post.id)
        require(policy.may_remove_post(by, post, now))
        take_down(session, post, by=by, reason=reason, at=now)
        audit.record("post.remove", post, by=by, note=reason)


def take_down(session, post: Post, *, by, reason: str, at) -> None:
    """Remove a post whose row is locked. Asks no policy: leaving members and moderation order it as well."""
    by_author = by is not None and by.id == post.author_id
    post.removal = PostRemoval(by_id=by.id if by else None, by_author=by_author, at=at, reason=reason)
    session.flush()
    solving.lose(post.topic, [post.id], by=by)
    counting.count(post, post.topic, -1)
    counting.newest(post.topic)
    indexing.index_post(post)
    stamps.touch("topic", post.topic_id)


def restore(post: Post, *, by) -> None:
    """Bring a removed post back; the audit keeps that it was away, and why."""
    with transaction(narrow=True) as session:
        post = lock_post_row(post.id)
        require(policy.may_restore_post(by, post, clock.now()))
        post.removal = None
        session.flush()
        counting.count(post, post.topic, 1)
        counting.newest(post.topic)
        indexing.index_post(post)
        stamps.touch("topic", post.topic_id)
        audit.record("post.restore", post, by=by)


def purge(post: Post, *, by, reason: str) -> None:
    """Delete a removed post's text for good, its revisions and what others quoted of it; row and number stay."""
    with transaction(narrow=True) as session:
        post = lock_post_row(post.id)
        require(policy.may_purge_post(by, post))
        for quoting in _quoting(post.id):
            write_anyway(quoting, quotes.forget(quoting.source, post.id))  # an import may hold more than the caps
            stamps.touch("topic", quoting.topic_id)
        _forget_in_revisions(post.id)
        _forget_in_conclusions(post.id)
        session.execute(delete(PostRevision).where(PostRevision.post_id == post.id))
        session.execute(delete(PostQuote).where(PostQuote.post_id == post.id))
        session.execute(delete(HelpfulMark).where(HelpfulMark.post_id == post.id))
        post.helpful_count = 0
        post.source, post.html, post.author_id, post.once = "", "", None, None
        post.edited_by_id, post.purged_at = None, clock.now()
        if post.removal:
            post.removal.reason = ""  # a reason may repeat what had to go; the audit's note is the purger's own
        stamps.touch("topic", post.topic_id)
        audit.record("post.purge", post, by=by, note=reason)


def lock_topic_row(topic_id: int) -> Topic:
    """The topic as it stands, with forum and lock, held until the transaction ends. Raises NotFound."""
    # First wait, then read: PostgreSQL would join the row that it waited for to what it saw before.
    db.session.execute(select(Topic.id).where(Topic.id == topic_id).with_for_update())
    decided = (joinedload(Topic.lock), joinedload(Topic.pin), joinedload(Topic.solution))
    whole = select(Topic).options(joinedload(Topic.forum), *decided)
    topic = db.session.scalar(whole.where(Topic.id == topic_id).execution_options(populate_existing=True))
    if topic is None:
        raise NotFound()
    return topic


def lock_post_row(post_id: int) -> Post:
    """The post as it stands, with removal and its held topic, held until the transaction ends. Raises NotFound."""
    topic_id = db.session.scalar(select(Post.topic_id).where(Post.id == post_id))
    topic = lock_topic_row(topic_id or 0)
    held = select(Post).options(joinedload(Post.removal)).where(Post.id == post_id).with_for_update(of=Post)
    post = db.session.scalars(held, execution_options={"populate_existing": True}).one()
    set_committed_value(post, "topic", topic)  # the held topic, with its forum and lock
    return post


def keep_quotes(session, post: Post, quoted_ids, by) -> None:
    """Remember which posts this one quotes, as far as its author may see them."""
    if not quoted_ids:
        return
    seen = select(Post.id).join(Topic, Topic.id == Post.topic_id).where(policy.topics_visible_to(by))
    for quoted_id in session.scalars(seen.where(Post.id.in_(set(quoted_ids)), Post.id != post.id)):
        session.add(PostQuote(post_id=post.id, quoted_id=quoted_id))


def keep_revision(session, post: Post, reason: str) -> None:
    """Put the present text away before it is replaced."""
    session.add(
        PostRevision(
            post_id=post.id,
            revision=post.revision,
            source=post.source,
            reason=reason,
            written_at=post.edited_at or post.created_at,
            written_by_id=post.edited_by_id or post.author_id,
        )
    )


def _quoting(post_id: int) -> list[Post]:
    quoting = select(PostQuote.post_id).where(PostQuote.quoted_id == post_id)
    return list(db.session.scalars(select(Post).where(Post.id.in_(quoting))))


def _forget_in_revisions(post_id: int) -> None:
    mark = f"/p/{post_id})"
    holding = select(PostRevision).where(PostRevision.source.contains(mark, autoescape=True))
    for revision in db.session.scalars(holding):
        revision.source = quotes.forget(revision.source, post_id)


def _forget_in_conclusions(post_id: int) -> None:
    mark = f"/p/{post_id})"
    for said in db.session.scalars(select(Conclusion).where(Conclusion.source.contains(mark, autoescape=True))).all():
        write_anyway(said, quotes.forget(said.source, post_id))
        said.line = ""  # it may repeat what had to go
        stamps.touch("topic", said.topic_id)
    holding = select(ConclusionRevision).where(ConclusionRevision.source.contains(mark, autoescape=True))
    for earlier in db.session.scalars(holding):
        earlier.source = quotes.forget(earlier.source, post_id)
