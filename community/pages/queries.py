"""What home, the site's own pages and the quotation beside them show."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from community.db import db
from community.errors import NotFound
from community.forums.diffs import Piece, differences
from community.forums.queries.index import TopicRow, newest_topics
from community.members.cards import Byline, Card
from community.pages.models import Page, PageRevision, Quotation

TOPICS = 6
REVISIONS = 100


@dataclass(frozen=True)
class Home:
    """What stands on the first page."""

    topics: list[TopicRow]


def home(viewer, now: datetime) -> Home:
    """The liveliest discussions of the rooms that the viewer may enter."""
    return Home(newest_topics(viewer, now, TOPICS))


def find_page(slug: str) -> Page:
    """The page of that address. Raises NotFound."""
    page = db.session.scalar(select(Page).where(Page.slug == slug))
    if page is None:
        raise NotFound()
    return page


def all_pages() -> list:
    """Every page with who wrote its present text: slug, title, updated_at, author."""
    writer = Byline("writer")
    rows = select(Page.slug, Page.title, Page.updated_at).add_columns(*writer.columns).order_by(Page.title, Page.id)
    return [(row, writer.card(row)) for row in db.session.execute(writer.join(rows, Page.by_id))]


@dataclass(frozen=True)
class Change:
    """What one edit did to a page: the text that it made, compared with the one before."""

    revision: int
    title: str
    at: datetime
    author: Card
    pieces: list[Piece]


def changes(page: Page) -> list[Change]:
    """The page's texts, newest first, each compared with the one before it."""
    writer = Byline("writer")
    old = PageRevision
    kept = select(old.revision, old.title, old.source, old.written_at.label("at")).add_columns(*writer.columns)
    kept = kept.where(old.page_id == page.id).order_by(old.revision.desc()).limit(REVISIONS)
    present = select(Page.revision, Page.title, Page.source, Page.updated_at.label("at")).add_columns(*writer.columns)
    rows = list(db.session.execute(writer.join(present.where(Page.id == page.id), Page.by_id)))
    rows += db.session.execute(writer.join(kept, old.written_by_id))
    befores = [row.source for row in rows[1:]] + [rows[-1].source]
    return [
        Change(row.revision, row.title, row.at, writer.card(row), differences(before, row.source))
        for row, before in zip(rows, befores, strict=True)
    ]


def find_quotation(quotation_id: int) -> Quotation:
    """The quotation of that number. Raises NotFound."""
    quotation = db.session.get(Quotation, quotation_id)
    if quotation is None:
        raise NotFound()
    return quotation


def quotations() -> list[Quotation]:
    """All of them, in order."""
    return list(db.session.scalars(select(Quotation).order_by(Quotation.position, Quotation.id)))


def quotation_for(path: str) -> Quotation | None:
    """The quotation beside the page of this path: always the same for the same path. One statement, no write."""
    count = select(func.coalesce(func.nullif(func.count(), 0), 1)).select_from(Quotation).scalar_subquery()
    turn = zlib.crc32(path.encode()) % 2**31  # what both engines take for a whole number
    chosen = select(Quotation).order_by(Quotation.position, Quotation.id).limit(1)
    return db.session.scalar(chosen.offset(turn % count))
