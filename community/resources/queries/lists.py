"""Lists of resources: the filtered list, what waits for a decision, what one member posted."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from community.db import db
from community.forums.models import Topic
from community.places.queries import inside
from community.ratings.order import top_rated
from community.ratings.queries import means
from community.resources import policy, words
from community.resources.addresses import entry_url
from community.resources.dates import partial_date
from community.resources.languages import language_name
from community.resources.models import (
    KIND,
    REFUSED,
    Category,
    CategoryLink,
    Decision,
    Dimension,
    Removal,
    Resource,
)
from community.tags.models import PLACE, Tag, TagAlias, TagLink
from community.web.keyed import KeyedPage, keyed

PER_PAGE = 20


@dataclass(frozen=True)
class Filters:
    """What the address asks for; "" asks for nothing."""

    kind: str = ""
    category: str = ""
    tag: str = ""
    language: str = ""
    place: str = ""
    year: int | None = None
    dimension: str = ""
    sort: str = "newest"

    @property
    def given(self) -> dict:
        """The filters that narrow the list, without the order."""
        named = {name: getattr(self, name) for name in NARROWING}
        return {name: value for name, value in named.items() if value}

    def without(self, name: str) -> dict:
        """The address's values after one filter is taken away."""
        taken: dict[str, Any] = {name: None if name == "year" else ""}
        return replace(self, **taken).values

    @property
    def values(self) -> dict:
        """All values for an address; the usual order is left out."""
        return self.given | ({"sort": self.sort} if self.sort != "newest" else {})


NARROWING = ("kind", "category", "tag", "language", "place", "year", "dimension")


@dataclass(frozen=True)
class ResourceRow:
    """A line of a list."""

    id: int
    url: str
    title: str
    kind: object
    publisher: str
    language: str
    date: str
    excerpt: str
    votes: int
    mean: float | None
    comments: int
    at: datetime | None = None
    state: object = ""


def resource_list(filters: Filters, viewer) -> KeyedPage:
    """A page of the public entries that the viewer may see."""
    rows = _rows().where(policy.resources_visible_to(viewer), policy.public(), *_conditions(filters))
    columns = _order(filters.sort)
    keys = [column.label(f"key_{place}") for place, column in enumerate(columns)]
    page = keyed(rows.add_columns(*keys), columns, lambda row: [row._mapping[key.name] for key in keys], PER_PAGE)
    return KeyedPage(_dressed(page.rows, viewer), page.newer, page.older)


def newest_resources(viewer, limit: int) -> list[ResourceRow]:
    """The entries that appeared last, for the home page."""
    rows = _rows().where(policy.resources_visible_to(viewer), policy.public())
    newest = rows.order_by(Resource.published_at.desc(), Resource.id.desc()).limit(limit)
    return _dressed(db.session.execute(newest).all(), viewer)


def resources_by(member_id: int, viewer, limit: int) -> list[ResourceRow]:
    """What a member posted, newest first, as far as the viewer may see it; with its state where it is not public."""
    rows = _rows().where(policy.resources_visible_to(viewer), Resource.author_id == member_id)
    newest = rows.order_by(Resource.created_at.desc(), Resource.id.desc()).limit(limit)
    return _dressed(db.session.execute(newest).all(), viewer)


def own_hidden(member) -> list[ResourceRow]:
    """What the member posted and others do not see: it waits, was refused, or removed by somebody else."""
    by_others = and_(Removal.at.is_not(None), Removal.by_author.is_(False))
    hidden = or_(by_others, and_(Resource.published_at.is_(None), Removal.at.is_(None)))
    rows = _rows().where(Resource.author_id == member.id, hidden)
    newest = rows.order_by(Resource.created_at.desc(), Resource.id.desc()).limit(10)
    return _dressed(db.session.execute(newest).all(), member)


def pending_resources(viewer) -> KeyedPage:
    """What waits for a decision, for those who may take it."""
    waiting = and_(Resource.published_at.is_(None), Decision.outcome.is_(None), Removal.at.is_(None))
    rows = _rows().where(policy.resources_visible_to(viewer), waiting).add_columns(Resource.created_at)
    page = keyed(rows, [Resource.created_at, Resource.id], lambda row: (row.created_at, row.id), PER_PAGE)
    return KeyedPage(_dressed(page.rows, viewer), page.newer, page.older)


def tagged_with(viewer, tag_id: int, limit: int) -> list[ResourceRow]:
    """The newest entries that carry a tag, for the tag's page."""
    rows = _rows().where(policy.resources_visible_to(viewer), policy.public(), _tagged(TagLink.tag_id == tag_id))
    newest = rows.order_by(Resource.published_at.desc(), Resource.id.desc()).limit(limit)
    return _dressed(db.session.execute(newest).all(), viewer)


def count_tagged(viewer, tag_id: int) -> int:
    """How many they are."""
    carrying = (policy.resources_visible_to(viewer), policy.public(), _tagged(TagLink.tag_id == tag_id))
    return db.session.scalar(select(func.count()).select_from(Resource).where(*carrying)) or 0


def _rows() -> Select:
    return (
        select(
            Resource.id, Resource.slug, Resource.title, Resource.kind, Resource.publisher, Resource.document_language,
            Resource.issued, Resource.excerpt, Resource.ratings_n, Resource.ratings_sum, Resource.published_at,
            func.coalesce(Topic.posts_count, 0).label("comments"), Decision.outcome,
            Removal.at.label("removed_at"), Removal.by_author,
        )
        .outerjoin(Topic, Topic.id == Resource.topic_id)
        .outerjoin(Decision, Decision.resource_id == Resource.id)
        .outerjoin(Removal, Removal.resource_id == Resource.id)
    )  # fmt: skip


def _dressed(rows, viewer) -> list[ResourceRow]:
    mean = means(Resource, rows, viewer)
    return [
        ResourceRow(
            id=row.id, url=entry_url(row.id, row.slug), title=row.title, kind=words.KINDS[row.kind],
            publisher=row.publisher, language=language_name(row.document_language), date=partial_date(row.issued),
            excerpt=row.excerpt, votes=row.ratings_n if mean[row.id] is not None else 0, mean=mean[row.id],
            comments=row.comments, at=row.published_at, state=_state(row),
        )
        for row in rows
    ]  # fmt: skip


def _state(row) -> object:
    if row.removed_at:
        return words.WITHDRAWN if row.by_author else words.REMOVED
    if row.published_at:
        return ""
    return words.REFUSED if row.outcome == REFUSED else words.WAITS


def _order(sort: str) -> list:
    if sort == "top":
        return top_rated(Resource)
    if sort == "discussed":
        return [func.coalesce(Topic.posts_count, 0), Resource.published_at, Resource.id]
    return [Resource.published_at, Resource.id]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    asked = {
        "kind": lambda: Resource.kind == filters.kind,
        "category": lambda: _in_category(filters.category),
        "tag": lambda: _tagged(TagLink.tag_id.in_(_tags_called(filters.tag))),
        "language": lambda: Resource.document_language == filters.language,
        "place": lambda: _tagged(TagLink.tag_id.in_(_tags_within(filters.place))),
        "year": lambda: Resource.year == filters.year,
        "dimension": lambda: Resource.dimension_id.in_(select(Dimension.id).where(Dimension.slug == filters.dimension)),
    }
    return [asked[name]() for name in filters.given]


def _in_category(slug: str) -> ColumnElement[bool]:
    standing = select(CategoryLink.resource_id).join(Category, Category.id == CategoryLink.category_id)
    return Resource.id.in_(standing.where(Category.slug == slug))


def _tagged(condition) -> ColumnElement[bool]:
    return exists().where(TagLink.kind == KIND, TagLink.object_id == Resource.id, condition)


def _tags_called(slug: str) -> Select:
    alias = select(TagAlias.tag_id).where(TagAlias.slug == slug)
    return select(Tag.id).where(or_(Tag.slug == slug, Tag.id.in_(alias)))


def _tags_within(slug: str) -> Select:
    """The place's own tag and those of places inside it: a list for Europe holds what is tagged France."""
    place = db.session.scalar(select(Tag.place_id).where(Tag.slug == slug, Tag.kind == PLACE))
    if place is None:
        return _tags_called(slug)
    return select(Tag.id).where(or_(Tag.slug == slug, Tag.place_id.in_(inside(place))))
