"""Arranging themes and forums: an administrator's deeds."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select

from community import audit
from community.db import db, transaction
from community.errors import Invalid
from community.forums import counting, policy
from community.forums.commands import topics
from community.forums.models import EVERYONE, Forum, ForumAlias, ForumMember, Theme, Topic
from community.members.models import Grant
from community.policy import require
from community.web.slugs import slug_of

EDITABLE = ("name", "purpose", "visibility", "posting", "kinds", "theme_id", "position")


def create_theme(*, by, title: str, slug: str = "", position: int = 0, is_demo=False) -> Theme:
    """Add a heading to the index."""
    require(policy.may_manage_forums(by))
    with transaction() as session:
        theme = Theme(slug=free_slug(Theme, slug or slug_of(title)), title=title, position=position, is_demo=is_demo)
        session.add(theme)
        session.flush()
        audit.record("theme.create", theme, by=by)
    return theme


def edit_theme(theme: Theme, *, by, title: str, position: int) -> None:
    """Rename or reorder a heading."""
    require(policy.may_manage_forums(by))
    with transaction():
        theme.title, theme.position = title, position
        audit.record("theme.edit", theme, by=by)


def delete_theme(theme: Theme, *, by) -> None:
    """Delete a heading under which no forum stands. Raises Invalid."""
    require(policy.may_manage_forums(by))
    with transaction() as session:
        if session.scalar(select(exists().where(Forum.theme_id == theme.id))):
            raise Invalid(_("Move its forums to another theme first."))
        audit.record("theme.delete", theme, by=by, note=theme.title)
        session.delete(theme)


def create_forum(
    theme: Theme, *, by, name: str, purpose: str = "", slug: str = "", named=(), is_demo=False, **values
) -> Forum:
    """Open a new room. `values`: visibility, posting, kinds, position; `named` may enter one of visibility "named"."""
    require(policy.may_manage_forums(by))
    with transaction() as session:
        forum = Forum(theme_id=theme.id, slug=free_slug(Forum, slug_of(slug or name)), name=name, purpose=purpose)
        forum.is_demo = is_demo
        for field, value in values.items():
            setattr(forum, field, value)
        session.add(forum)
        session.flush()
        _name_members(session, forum, named)
        audit.record("forum.create", forum, by=by)
    return forum


def edit_forum(forum: Forum, *, by, slug: str = "", named=None, **values) -> None:
    """Change a room: its name, purpose, place and address; who reads, who posts, what may be begun, who is named."""
    require(policy.may_manage_forums(by))
    with transaction() as session:
        session.refresh(forum, with_for_update=True)
        was_public = forum.visibility == EVERYONE
        for field in EDITABLE:
            if field in values:
                setattr(forum, field, values[field])
        if slug and slug != forum.slug:
            session.merge(ForumAlias(slug=forum.slug, forum_id=forum.id))
            forum.slug = free_slug(Forum, slug_of(slug))
        if named is not None:
            _name_members(session, forum, named)
        session.flush()
        if publicity := (forum.visibility == EVERYONE) - was_public:
            counting.change_publicity(forum, publicity)
        audit.record("forum.edit", forum, by=by, fields=sorted(values))


def delete_forum(forum: Forum, *, by, to: Forum | None = None) -> None:
    """Delete a room. Its topics move to the room `to`, which its address then leads to. Raises Invalid without one."""
    require(policy.may_manage_forums(by))
    with transaction() as session:
        held = session.scalars(select(Topic).where(Topic.forum_id == forum.id).order_by(Topic.id)).all()
        if to is None or to.id == forum.id:
            if held:
                raise Invalid(_("Say where its topics go: they are moved, never lost."), field="to")
            audit.record("forum.delete", forum, by=by, note=forum.name)
        else:
            for topic in held:
                topics.move_topic(topic, by=by, to=to)
            audit.record("forum.delete", forum, by=by, note=forum.name, topics_to=to.id)
            session.execute(db.update(ForumAlias).where(ForumAlias.forum_id == forum.id).values(forum_id=to.id))
            session.add(ForumAlias(slug=forum.slug, forum_id=to.id))
        # The number may be given to a later room: nobody shall keep order there because they did so here.
        session.execute(db.delete(Grant).where(Grant.scope == f"forum:{forum.id}"))
        session.delete(forum)


def _name_members(session, forum: Forum, members) -> None:
    session.execute(db.delete(ForumMember).where(ForumMember.forum_id == forum.id))
    session.add_all(ForumMember(forum_id=forum.id, member_id=member.id) for member in members)


def free_slug(model, slug: str) -> str:
    """The slug, or the next one that nobody has or had."""
    wanted, number = slug, 1
    while _taken(model, slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _taken(model, slug: str) -> bool:
    alias = model is Forum and db.session.get(ForumAlias, slug) is not None
    return alias or bool(db.session.scalar(select(exists().where(model.slug == slug))))
