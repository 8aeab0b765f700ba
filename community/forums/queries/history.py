"""The earlier texts of a post, each with what the next one changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.db import db
from community.forums.diffs import MOST, Piece, differences
from community.forums.models import Post, PostRevision
from community.members.cards import Byline, Card

SHOWN = 50  # the newest revisions; nobody reads more


@dataclass(frozen=True)
class Change:
    """One edit: who, when, why, and the differences to the text before."""

    number: int
    author: Card
    at: datetime
    reason: str
    pieces: list[Piece]


WRITER = Byline("writer")


def changes(post: Post) -> list[Change]:
    """The edits of a post, newest first, as many as a page can hold. Two statements."""
    revisions = (
        select(PostRevision.revision, PostRevision.source, PostRevision.written_at, PostRevision.reason)
        .add_columns(*WRITER.columns)
        .where(PostRevision.post_id == post.id)
        .order_by(PostRevision.revision.desc())
        .limit(SHOWN)
    )
    older = db.session.execute(WRITER.join(revisions, PostRevision.written_by_id)).all()
    newer_text, newer_at, newer_by = post.source, post.edited_at or post.created_at, _editor(post)
    found: list[Change] = []
    room = MOST
    for row in older:
        if (room := room - len(row.source)) < 0 and found:
            break
        pieces = differences(row.source, newer_text)
        found.append(Change(row.revision + 1, newer_by, newer_at, row.reason, pieces))
        newer_text, newer_at, newer_by = row.source, row.written_at, WRITER.card(row)
    return found


def _editor(post: Post) -> Card:
    one = WRITER.join(select(*WRITER.columns).select_from(Post), Post.edited_by_id).where(Post.id == post.id)
    return WRITER.card(db.session.execute(one).one())
