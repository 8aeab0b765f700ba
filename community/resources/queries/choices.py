"""What the list can be narrowed by: everything that public entries hold, in one statement."""

from dataclasses import dataclass, field

from sqlalchemy import Select, String, cast, exists, func, literal, select, union_all

from community.db import db
from community.resources import policy
from community.resources.languages import language_name
from community.resources.models import KIND, Category, Dimension, Resource
from community.resources.words import SEVERAL
from community.tags.models import PLACE, Tag, TagAlias, TagLink


@dataclass
class Choices:
    """(value, words) for each filter, in the order in which it is offered."""

    kind: list = field(default_factory=list)
    category: list = field(default_factory=list)
    dimension: list = field(default_factory=list)
    language: list = field(default_factory=list)
    place: list = field(default_factory=list)
    year: list = field(default_factory=list)
    tag: list = field(default_factory=list)  # only the one that is asked for

    def label(self, name: str, value) -> object:
        """What the value is called; the value itself where nobody knows it."""
        return dict(getattr(self, name)).get(value, value)


def choices(viewer, tag: str = "") -> Choices:
    """What the public entries can be narrowed by; `tag` is the slug of the tag that is asked for."""
    found = Choices(kind=list(SEVERAL.items()))
    both = union_all(*_lists(viewer), *_tags(tag))
    for name, value, words, _place in db.session.execute(both.order_by("name", "place", "words")):
        getattr(found, name).append((int(value) if name == "year" else value, words))
    found.language = sorted(((code, language_name(code)) for code, _words in found.language), key=lambda pair: pair[1])
    found.year.reverse()
    found.place.sort(key=lambda pair: pair[1].casefold())
    return found


def categories() -> list[Category]:
    """The shelves in order."""
    return list(db.session.scalars(select(Category).order_by(Category.position, Category.id)))


def dimensions() -> list[Dimension]:
    """The dimensions in order."""
    return list(db.session.scalars(select(Dimension).order_by(Dimension.position, Dimension.id)))


def _row(name: str, value, words, place) -> Select:
    return select(literal(name).label("name"), value.label("value"), words.label("words"), place.label("place"))


def _lists(viewer) -> list[Select]:
    public = (policy.resources_visible_to(viewer), policy.public())
    nowhere, year = literal(0), cast(Resource.year, String(4))
    carried = exists().where(TagLink.tag_id == Tag.id, TagLink.kind == KIND, TagLink.is_counted)
    return [
        _row("category", Category.slug, Category.label, Category.position),
        _row("dimension", Dimension.slug, Dimension.label, Dimension.position),
        _row("language", Resource.document_language, literal(""), nowhere)
        .where(Resource.document_language != "", *public)
        .group_by(Resource.document_language),
        _row("year", year, year, func.min(Resource.year))
        .where(Resource.year.is_not(None), *public)
        .group_by(Resource.year),
        _row("place", Tag.slug, Tag.label, nowhere).where(Tag.kind == PLACE, carried),
    ]


def _tags(slug: str) -> list[Select]:
    if not slug:
        return []
    known = _row("tag", literal(slug), Tag.label, literal(0)).outerjoin(TagAlias, TagAlias.tag_id == Tag.id)
    return [known.where((Tag.slug == slug) | (TagAlias.slug == slug), Tag.uses_count > 0).distinct()]
