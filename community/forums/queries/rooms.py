"""Rooms for those who arrange them or move topics between them."""

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from community.db import db
from community.errors import NotFound
from community.forums.models import Forum, ForumMember, Theme, Topic
from community.forums.policy import forums_visible_to, moderates
from community.members.models import Member
from community.text.mentions import key_of


def choices(viewer, keep: int | None = None) -> list[tuple[int, str]]:
    """Forums that the viewer keeps order in, as choices of a field."""
    rooms = select(Forum).join(Theme).options(joinedload(Forum.theme)).where(forums_visible_to(viewer))
    rows = db.session.scalars(rooms.order_by(Theme.position, Theme.id, Forum.position, Forum.id))
    return [
        (room.id, f"{room.theme.title if room.theme else ''}: {room.name}")
        for room in rows
        if room.id == keep or moderates(viewer, room.id)
    ]


def visible(viewer) -> list[Forum]:
    """Every room that the viewer may enter, those of comments as well."""
    return list(db.session.scalars(select(Forum).where(forums_visible_to(viewer))))


def by_id(forum_id: int, viewer) -> Forum:
    """The forum if the viewer may see it. Raises NotFound."""
    seen = select(Forum).where(Forum.comments_on.is_(None), forums_visible_to(viewer))
    forum = db.session.scalar(seen.where(Forum.id == forum_id))
    if forum is None:
        raise NotFound()
    return forum


def theme_by_id(theme_id: int) -> Theme:
    """The theme. Raises NotFound."""
    theme = db.session.get(Theme, theme_id)
    if theme is None:
        raise NotFound()
    return theme


def arrangement() -> list[tuple[Theme, list[Forum]]]:
    """Every theme with its forums. Two statements."""
    forums = db.session.scalars(
        select(Forum).where(Forum.comments_on.is_(None)).order_by(Forum.position, Forum.id)
    ).all()
    themes = db.session.scalars(select(Theme).order_by(Theme.position, Theme.id))
    return [(theme, [forum for forum in forums if forum.theme_id == theme.id]) for theme in themes]


def is_empty(forum: Forum) -> bool:
    """Whether no topic stands in the forum."""
    return not db.session.scalar(select(exists().where(Topic.forum_id == forum.id)))


def named_in(forum: Forum) -> list[str]:
    """User names of the members who are named for the forum."""
    named = select(Member.username).join(ForumMember, ForumMember.member_id == Member.id)
    return list(db.session.scalars(named.where(ForumMember.forum_id == forum.id).order_by(Member.username_key)))


def members_named(usernames: list[str]) -> tuple[list[Member], list[str]]:
    """The members of these names, and the names that nobody has."""
    wanted = {key_of(name): name for name in usernames}
    found = db.session.scalars(select(Member).where(Member.username_key.in_(wanted), Member.left_at.is_(None))).all()
    known = {member.username_key for member in found}
    return list(found), [name for key, name in wanted.items() if key not in known]
