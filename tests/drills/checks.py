"""What must hold of a site after any accident: the file is whole, every count is true, nothing hangs in the air."""

import sqlite3
from collections import Counter
from contextlib import closing

from sqlalchemy import func, select

from community.admin.nightly import CHECKS
from community.db import db
from community.forums.models import Post, PostRevision
from community.media import store
from community.media.models import Media
from community.search.models import SearchDocument
from tests.drills.site import Site
from tests.drills.town import inside


def assert_whole(site: Site) -> None:
    """The database is sound, every stored count is what counting gives, and files and rows belong to each other."""
    if not site.url:
        _assert_sound(site)
    with inside(site.folder, site.url):
        assert [difference for check in CHECKS for difference in check.compare()] == []
        numbers = db.session.execute(select(Post.topic_id, func.count(), func.max(Post.number)).group_by(Post.topic_id))
        assert all(count == highest for _topic, count, highest in numbers), "a post's number is missing"
        found = select(func.count()).where(SearchDocument.kind.in_(("post", "topic")))
        assert db.session.scalar(found) == db.session.scalar(select(func.count(Post.id))), "search missed something"
        tokens = set(db.session.scalars(select(Media.token)))
        assert set(store.tokens_before(float("inf"))) == tokens, "a file without a row, or a row without a file"
        files = [file for file in (site.folder / "media").rglob("*") if file.is_file()]
        assert [file.name for file in files if not file.stat().st_size or ".part" in file.name] == []


def _assert_sound(site: Site) -> None:
    for file in ("ibis.sqlite", "jobs.sqlite"):
        with closing(sqlite3.connect(site.folder / file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def posts_by_once(site: Site) -> Counter:
    """How many posts each form made, by the number that the form carried."""
    with inside(site.folder, site.url):
        return Counter(db.session.scalars(select(Post.once).where(Post.once.is_not(None))))


def revisions_of(site: Site, post_id: int) -> list[str]:
    """Every text that a post has had, oldest first."""
    with inside(site.folder, site.url):
        kept = select(PostRevision.source).where(PostRevision.post_id == post_id).order_by(PostRevision.revision)
        return [*db.session.scalars(kept), db.session.get_one(Post, post_id).source]
