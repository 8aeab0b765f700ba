"""Taking the demonstration away in one deed; what real people added stays.

Where somebody real has written in a thread of the demonstration, the thread stays with its title and their posts: the
invented posts in it become what a purged post is, a number without author and words. An entry with such comments stays
as their heading, emptied.
"""

from typing import Any

from flask import current_app
from sqlalchemy import delete, exists, func, or_, select, update

from community.audit import Entry
from community.clock import now
from community.db import after_commit, transaction
from community.demo import empty, frame, kept, signin
from community.demo.content import Content
from community.demo.seed import ACTION
from community.forums import checks as forum_checks
from community.forums.models import Conclusion, ConclusionRevision, Forum, Post, Theme, Topic
from community.media import commands as media
from community.media.models import Media
from community.members.models import Member
from community.pages.models import Quotation
from community.ratings import checks as rating_checks
from community.ratings import nightly
from community.ratings.models import Rating
from community.resources.models import KIND, Resource
from community.stamps import Stamp
from community.tags import checks as tag_checks
from community.tags.models import Tag, TagAlias, TagLink

INVENTED = select(Member.id).where(Member.is_demo)
LOGGED: dict[str, type[Any]] = {
    "topic": Topic, "post": Post, KIND: Resource, "forum": Forum, "forum_theme": Theme, "tag": Tag, "member": Member,
    "quotation": Quotation,
}  # fmt: skip


def remove() -> dict[str, int]:
    """Take all of it away; answers how much of what."""
    with transaction() as session:
        session.flush()
        words = session.scalars(select(Entry.id).where(Entry.by_id.in_(INVENTED), Entry.action != ACTION)).all()
        gone = {"members": session.scalar(select(func.count()).where(Member.is_demo)) or 0}
        empty.forget_quotes(session, INVENTED)
        gone["resources"] = _remove_resources(session)
        gone["posts"], left = _remove_topics(session)
        _remove_rooms(session)
        _remove_tags(session)
        _remove_members(session)
        content = Content(now())
        frame.forget(session, content)
        frame.restore_pages(session, content)
        _remove_log(session, words)
        session.expire_all()
        empty.forget_in_search(session, LOGGED, left)
        for each in (forum_checks, rating_checks, tag_checks):
            each.mend()
        nightly.freeze_priors()
        instance = current_app.config["INSTANCE"]
        after_commit(lambda: signin.drop(instance))
    return gone


def _ours(model):
    return or_(model.is_demo, model.author_id.in_(INVENTED))


def _topics_to_go():
    """The threads in which nobody real has written."""
    real = exists().where(Post.topic_id == Topic.id, Post.author_id.is_not(None), Post.author_id.not_in(INVENTED))
    return select(Topic.id).where(_ours(Topic), ~real)


def _remove_resources(session) -> int:
    going = session.scalars(select(Resource.id).where(_ours(Resource), Resource.topic_id.in_(_topics_to_go()))).all()
    for one in session.scalars(select(Media).where(_files_of(going))).all():
        media.delete(one)
    for links in (TagLink, Rating):
        session.execute(delete(links).where(links.kind == KIND, links.object_id.in_(going)))
    session.execute(delete(Stamp).where(Stamp.kind == KIND, Stamp.object_id.in_(going)))
    kept.forget(session, KIND, going)
    session.execute(delete(Resource).where(Resource.id.in_(going)))
    empty.empty_resources(session, _ours(Resource))
    return len(going)


def _files_of(resource_ids):
    return or_(Media.owner_id.in_(INVENTED), (Media.kind == KIND) & Media.object_id.in_(resource_ids))


def _remove_topics(session) -> tuple[int, list[int]]:
    """How many posts went, and the topics that stay without them."""
    going = session.scalars(_topics_to_go()).all()
    session.execute(update(Topic).where(Topic.id.in_(going)).values(last_post_id=None))
    kept.forget(session, "topic", going)
    kept.forget(session, "post", select(Post.id).where(Post.topic_id.in_(going)))
    posts = session.execute(delete(Post).where(Post.topic_id.in_(going))).rowcount
    session.execute(delete(TagLink).where(TagLink.kind == "topic", TagLink.object_id.in_(going)))
    session.execute(delete(Stamp).where(Stamp.kind == "topic", Stamp.object_id.in_(going)))
    session.execute(delete(Topic).where(Topic.id.in_(going)))
    session.execute(update(Topic).where(Topic.is_demo).values(is_demo=False))
    for words in (Conclusion, ConclusionRevision):
        session.execute(delete(words).where(words.by_id.in_(INVENTED)))
    left = session.scalars(select(Post.topic_id).where(Post.author_id.in_(INVENTED)).distinct()).all()
    return posts + empty.empty_posts(session, INVENTED), left


def _remove_rooms(session) -> None:
    for model, inside in ((Forum, Topic.forum_id), (Theme, Forum.theme_id)):
        used = exists().where(inside == model.id)
        session.execute(delete(model).where(model.is_demo, ~used))
        session.execute(update(model).where(model.is_demo).values(is_demo=False))


def _remove_tags(session) -> None:
    unused = select(Tag.id).where(Tag.is_demo, ~exists().where(TagLink.tag_id == Tag.id))
    going = session.scalars(unused).all()
    session.execute(delete(TagAlias).where(TagAlias.tag_id.in_(going)))
    session.execute(delete(Tag).where(Tag.id.in_(going)))
    session.execute(update(Tag).where(Tag.is_demo).values(is_demo=False))


def _remove_members(session) -> None:
    session.execute(delete(Rating).where(Rating.member_id.in_(INVENTED)))
    session.execute(delete(Member).where(Member.is_demo))


def _remove_log(session, entry_ids) -> None:
    """What the invented members did to things that are gone; what one signed in as them did to others stays told."""
    for kind, model in LOGGED.items():
        lost = Entry.object_id.not_in(select(model.id))
        session.execute(delete(Entry).where(Entry.id.in_(entry_ids), Entry.kind == kind, lost))
