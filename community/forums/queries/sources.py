"""What was written in a topic, as it was written: for copies that people take away."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from community.db import db
from community.forums.models import Post, PostRemoval, Topic
from community.members.models import Member

AT_ONCE = 500  # posts a statement


class Source(NamedTuple):
    """A post; `source` is "" for one that was removed, whoever asks: a copy outlives what may be read today."""

    id: int
    number: int
    name: str
    at: datetime
    source: str
    removed_at: datetime | None


def of(topic: Topic) -> Iterator[Source]:
    """All posts in their order, one statement for each `AT_ONCE`. The topic was found for its reader before."""
    after = 0
    while after < topic.last_number:
        rows = db.session.execute(_rows().where(Post.topic_id == topic.id, Post.number > after).limit(AT_ONCE)).all()
        for row in rows:
            yield _source(row)
        after = rows[-1].number if len(rows) == AT_ONCE else topic.last_number


def _rows():
    columns = select(Post.id, Post.number, Post.created_at, Post.source, Post.purged_at).add_columns(
        PostRemoval.at.label("removed_at"), Member.display_name, Member.username, Member.left_at
    )
    rows = columns.outerjoin(PostRemoval, PostRemoval.post_id == Post.id)
    return rows.outerjoin(Member, Member.id == Post.author_id).order_by(Post.number)


def _source(row) -> Source:
    gone = row.removed_at or row.purged_at
    name = "" if row.left_at else (row.display_name or row.username or "")
    return Source(row.id, row.number, name, row.created_at, "" if gone else row.source, gone)
