"""What other features' pages show of the forums; wiring puts it there."""

from flask_babel import lazy_gettext as _
from flask_login import current_user
from sqlalchemy import select

from community import clock
from community.db import db
from community.forums.models import Forum
from community.forums.queries.by_member import posts_by
from community.forums.queries.helpful import most_helpful_of
from community.forums.queries.index import topics_by

SHOWN = 5


def of_member(member) -> dict | None:
    """The newest topics and posts of a member, and those that helped most, for their page."""
    topics = topics_by(member.id, current_user, clock.now(), SHOWN)
    posts = posts_by(member.id, current_user, SHOWN)
    helpful = most_helpful_of(member.id, current_user, SHOWN) if posts or topics else []
    return {"topics": topics, "posts": posts, "helpful": helpful} if topics or posts else None


def scopes() -> list[tuple[str, object]]:
    """Each forum as a scope within which a power can be given: ("forum:7", its name)."""
    rows = select(Forum.id, Forum.name).where(Forum.comments_on.is_(None)).order_by(Forum.name)
    return [(f"forum:{row.id}", _("in the forum “%(name)s”", name=row.name)) for row in db.session.execute(rows)]
