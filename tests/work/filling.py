"""Sites of any size, made of threads that are all alike, and grown in place.

Each page of twenty posts has the same authors, and threads lie one after the other in the tables. On the first and the
last page of a `worn` thread one post is removed and one edited. So pages that are compared differ in where they stand
and in nothing else: what is measured is the work, not the luck of the neighbours (bench/fill.py is as uneven as life).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy import bindparam, func, insert, select, update

from community.db import db, transaction
from community.forums.models import Forum, Post, PostRemoval, PostRevision, Topic

PAGE = 20  # posts of a page
REMOVED, EDITED = 7, 3  # which of them
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
SAID = "Ours wait for papers, some for as long as a season. " + "We asked each desk, and each told us more. " * 8
BATCH = 5_000  # rows of one statement


def threads(count: int, rooms: list[int], authors: list[int], *, posts: int = PAGE, worn: bool = False) -> list[int]:
    """So many more threads of so many posts, by turns in the rooms, the later ones livelier; answers their ids."""
    with transaction() as session:
        topic, post = (1 + (session.scalar(select(func.max(model.id))) or 0) for model in (Topic, Post))
        topics = [_topic(topic + turn, post + turn * posts, posts, rooms, authors, worn) for turn in range(count)]
        said = [_post(row, number, authors, worn) for row in topics for number in range(1, posts + 1)]
        _insert(Topic, ({**row, "last_post_id": None} for row in topics))
        _insert(Post, said)
        _insert(PostRemoval, (_removal(row) for row in said if worn and _is_worn(REMOVED, row["number"], posts)))
        _insert(PostRevision, (_revision(row) for row in said if row["revision"]))
        _point_to_newest(Topic, topics)
        _count_in_rooms(topics)
    return [row["id"] for row in topics]


def _topic(topic: int, first: int, posts: int, rooms: list[int], authors: list[int], worn: bool) -> dict:
    removed = sum(_is_worn(REMOVED, number, posts) for number in range(1, posts + 1)) if worn else 0
    at = BEGAN + timedelta(seconds=topic)
    return {
        "id": topic, "forum_id": rooms[topic % len(rooms)], "title": f"Who waits, number {topic:05}", "slug": "waits",
        "author_id": authors[0], "created_at": at, "last_post_at": at + timedelta(seconds=posts), "last_number": posts,
        "posts_count": posts - removed, "last_post_id": first + posts - 1, "last_post_by_id": authors[0],
    }  # fmt: skip


def _post(topic: dict, number: int, authors: list[int], worn: bool) -> dict:
    edited = worn and _is_worn(EDITED, number, topic["last_number"])
    return {
        "id": topic["last_post_id"] - topic["last_number"] + number, "topic_id": topic["id"], "number": number,
        "author_id": authors[number % len(authors)], "created_at": topic["created_at"] + timedelta(seconds=number),
        "source": SAID, "html": f"<p>{SAID}</p>", "revision": int(edited),
    }  # fmt: skip


def _is_worn(which: int, number: int, posts: int) -> bool:
    return number % PAGE == which and (number <= PAGE or number > posts - PAGE)


def _removal(post: dict) -> dict:
    return {"post_id": post["id"], "at": post["created_at"]}


def _revision(post: dict) -> dict:
    return {"post_id": post["id"], "revision": 0, "source": SAID, "written_at": post["created_at"]}


def _count_in_rooms(topics: list[dict]) -> None:
    """Add the topics to what their rooms count; the last one of each room is its liveliest."""
    for room in {row["forum_id"] for row in topics}:
        inside = [row for row in topics if row["forum_id"] == room]
        counts = {
            "topics_count": Forum.topics_count + len(inside),
            "posts_count": Forum.posts_count + sum(row["posts_count"] for row in inside),
            "last_post_id": inside[-1]["last_post_id"],
        }
        db.session.execute(update(Forum).where(Forum.id == room).values(counts))


def _point_to_newest(model, rows: list[dict]) -> None:
    table = model.__table__
    newest = update(table).where(table.c.id == bindparam("row")).values(last_post_id=bindparam("newest"))
    pairs = [{"row": row["id"], "newest": row["last_post_id"]} for row in rows]
    db.session.connection().execute(newest, pairs)


def _insert(model, rows: Iterable[dict]) -> None:
    ahead = iter(rows)
    while batch := list(islice(ahead, BATCH)):
        db.session.connection().execute(insert(model.__table__), batch)


def settle() -> None:
    """Let the database tidy up and learn what it holds: PostgreSQL from all rows, as no two samples are the same."""
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET default_statistics_target = 1000")
            connection.exec_driver_sql("VACUUM ANALYZE")
            connection.exec_driver_sql("RESET default_statistics_target")
        else:
            connection.exec_driver_sql("ANALYZE")
