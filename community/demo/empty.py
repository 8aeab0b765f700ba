"""What of the demonstration cannot go because real people's words lean on it: it stays as a place without words."""

from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import joinedload

from community import clock
from community.forums import indexing
from community.forums.models import HelpfulMark, Post, PostQuote, PostRemoval, PostRevision, Topic, TopicSolution
from community.resources.models import Link, Resource
from community.search import engine
from community.search.models import SearchDocument
from community.text import quotes
from community.text.columns import write, write_anyway

HEADING = "The entry that stood here belonged to the demonstration and went with it. The comments below remain."


def forget_quotes(session, invented) -> None:
    """Take the invented members' words out of what real people quoted."""
    said = select(Post.id).where(Post.author_id.in_(invented))
    pairs = select(PostQuote.quoted_id, Post).join(Post, Post.id == PostQuote.post_id)
    real = Post.author_id.is_(None) | Post.author_id.not_in(invented)
    for quoted_id, post in session.execute(pairs.where(PostQuote.quoted_id.in_(said), real)).all():
        write_anyway(post, quotes.forget(post.source, quoted_id))
    session.flush()


def empty_posts(session, invented) -> int:
    """Purge what invented members wrote where it could not go; answers how many posts."""
    left = session.scalars(select(Post.id).where(Post.author_id.in_(invented))).all()
    for number in session.scalars(select(Post.id).where(Post.id.in_(left), ~exists().where(_removed()))).all():
        session.add(PostRemoval(post_id=number, at=clock.now()))
    session.flush()
    session.execute(delete(PostRevision).where(PostRevision.post_id.in_(left)))
    session.execute(delete(PostQuote).where(PostQuote.post_id.in_(left)))
    for lost in (HelpfulMark, TopicSolution):
        session.execute(delete(lost).where(lost.post_id.in_(left)))
    blank = {"source": "", "html": "", "author_id": None, "edited_by_id": None, "once": None, "helpful_count": 0}
    session.execute(update(Post).where(Post.id.in_(left)).values(purged_at=clock.now(), **blank))
    return len(left)


def _removed():
    return PostRemoval.post_id == Post.id


def empty_resources(session, ours) -> None:
    """Leave of each such entry the title, for the comments that stand below it."""
    for resource in session.scalars(select(Resource).where(ours)).all():
        session.execute(delete(Link).where(Link.resource_id == resource.id))
        write(resource, HEADING)
        resource.excerpt, resource.is_demo, resource.author_id = HEADING, False, None
        resource.publisher = resource.authors = resource.audience = resource.document_number = ""
    session.flush()


def forget_in_search(session, models: dict[str, type[Any]], topic_ids: list[int]) -> None:
    """Nothing that is gone is found any more, nor what these topics have lost; their titles and other posts are."""
    for kind, model in models.items():
        known = select(SearchDocument.object_id).where(SearchDocument.kind == kind)
        engine.remove(kind, known.where(SearchDocument.object_id.not_in(select(model.id))))
    engine.remove("post", select(Post.id).where(Post.topic_id.in_(topic_ids), Post.purged_at.is_not(None)))
    for topic in session.scalars(select(Topic).where(Topic.id.in_(topic_ids)).options(joinedload(Topic.forum))).all():
        indexing.index_topic(topic)
