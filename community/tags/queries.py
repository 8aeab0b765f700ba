"""What pages show of tags."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from sqlalchemy import exists, func, or_, select

from community import subjects
from community.db import db
from community.errors import NotFound
from community.subjects import Line
from community.tags import policy
from community.tags.labels import alphabetical, key_of
from community.tags.models import KINDS, Tag, TagAlias, TagLink
from community.web.keyed import KeyedPage, keyed

IN_CLOUD = 45  # as many as the founding community's cloud held
WEIGHTS = 5
PER_PAGE = 50
OF_A_KIND = 30  # lines of each kind of content on a tag's page; the rest is in the kind's own list


@dataclass(frozen=True)
class TagRow:
    """A tag as it is shown; `weight` says how large in a cloud."""

    id: int
    slug: str
    label: str
    kind: str
    count: int
    weight: int = 1

    @property
    def url(self) -> str:
        return f"/tags/{self.slug}"


@dataclass(frozen=True)
class Shelf:
    """What carries a tag, of one kind of content; `url` leads to all of it where the kind has a list."""

    kind: str
    label: object
    lines: list[Line]
    count: int
    url: str | None


COLUMNS = (Tag.id, Tag.slug, Tag.label, Tag.kind, Tag.uses_count)


def cloud(limit: int = IN_CLOUD) -> list[TagRow]:
    """The heaviest tags in alphabetical order, weighted by a logarithm: ten more matter less the more there are."""
    heaviest = select(*COLUMNS).where(Tag.uses_count > 0).order_by(Tag.uses_count.desc(), Tag.id.desc()).limit(limit)
    rows = db.session.execute(heaviest).all()
    most, least = (log(rows[0].uses_count), log(rows[-1].uses_count)) if rows else (0.0, 0.0)
    step = (most - least) / (WEIGHTS - 1) or 1.0
    return sorted((_row(row, 1 + round((log(row.uses_count) - least) / step)) for row in rows), key=_alphabetical)


def by_kind() -> dict[str, list[TagRow]]:
    """Every tag that something public carries, by kind, in alphabetical order."""
    found: dict[str, list[TagRow]] = {kind: [] for kind in KINDS}
    for row in db.session.execute(select(*COLUMNS).where(Tag.uses_count > 0)):
        found[row.kind].append(_row(row))
    return {kind: sorted(rows, key=_alphabetical) for kind, rows in found.items()}


def tags_of(kind: str, ids: Iterable[int]) -> dict[int, list[TagRow]]:
    """{id: its tags in alphabetical order} of many things, in one statement."""
    linked = select(TagLink.object_id, *COLUMNS).join(Tag, Tag.id == TagLink.tag_id)
    found: dict[int, list[TagRow]] = defaultdict(list)
    for row in db.session.execute(linked.where(TagLink.kind == kind, TagLink.object_id.in_(set(ids)))):
        found[row.object_id].append(_row(row))
    return {object_id: sorted(rows, key=_alphabetical) for object_id, rows in found.items()}


def find_tag(slug: str, viewer) -> Tag:
    """The tag of this address, or the one that it now leads to, if the viewer may see it. Raises NotFound."""
    seen = select(Tag).where(policy.tags_visible_to(viewer))
    tag = db.session.scalar(seen.where(Tag.slug == slug))
    if tag is None:
        tag = db.session.scalar(seen.join(TagAlias, TagAlias.tag_id == Tag.id).where(TagAlias.slug == slug))
    if tag is None:
        raise NotFound()
    return tag


def tag_by_id(tag_id: int) -> Tag:
    """The tag of that number. Raises NotFound."""
    tag = db.session.get(Tag, tag_id)
    if tag is None:
        raise NotFound()
    return tag


def by_label(label: str) -> Tag | None:
    """The tag that somebody means who writes `label`: the heaviest of that name, else one with such a spelling."""
    key = key_of(label)
    named = select(Tag).where(Tag.label_key == key).order_by(Tag.uses_count.desc(), Tag.id).limit(1)
    spelled = select(Tag).join(TagAlias, TagAlias.tag_id == Tag.id).where(TagAlias.label_key == key)
    return db.session.scalar(named) or db.session.scalar(spelled.order_by(Tag.id).limit(1))


def other_than(tag: Tag, text: str) -> Tag | None:
    """The tag that somebody means who merges `tag` into `text`: by name, spelling or address, never the same one."""
    key = key_of(text)
    named = select(Tag).where(Tag.id != tag.id, or_(Tag.label_key == key, Tag.slug == text.strip()))
    other = db.session.scalar(named.order_by(Tag.uses_count.desc(), Tag.id).limit(1)) or by_label(text)
    return None if other is None or other.id == tag.id else other


def duplicates() -> list[TagRow]:
    """Tags that share their name with another, for those who may merge them."""
    twice = select(Tag.label_key).group_by(Tag.label_key).having(func.count() > 1)
    found = select(*COLUMNS).where(Tag.label_key.in_(twice)).order_by(Tag.label_key, Tag.uses_count.desc(), Tag.id)
    return [_row(row) for row in db.session.execute(found.limit(PER_PAGE))]


def suggest(text: str, viewer, limit: int = 8) -> list[TagRow]:
    """Tags for what is typed so far: those that begin so first, then those that hold it, heavier ones first."""
    key = key_of(text)
    if not key:
        return []
    spelled = exists().where(TagAlias.tag_id == Tag.id, TagAlias.label_key.startswith(key, autoescape=True))
    begins = or_(Tag.label_key.startswith(key, autoescape=True), spelled)
    found = select(*COLUMNS).where(or_(begins, Tag.label_key.contains(key, autoescape=True)))
    found = found.where(policy.tags_visible_to(viewer))
    best = found.order_by(begins.desc(), Tag.uses_count.desc(), Tag.label_key, Tag.id).limit(limit)
    return [_row(row) for row in db.session.execute(best)]


def aliases_of(tag: Tag) -> list[TagAlias]:
    """The other spellings of a tag."""
    return list(db.session.scalars(select(TagAlias).where(TagAlias.tag_id == tag.id).order_by(TagAlias.label_key)))


def contents(tag: Tag, viewer) -> list[Shelf]:
    """What carries the tag and the viewer may see, kind by kind; each kind gathers its own."""
    shelves = []
    for known in subjects.kinds():
        lines = known.tagged(viewer, tag.id, OF_A_KIND) if known.tagged else []
        if lines:
            is_long = len(lines) == OF_A_KIND
            count = known.count_tagged(viewer, tag.id) if is_long and known.count_tagged else len(lines)
            url = known.all_tagged(tag.slug) if known.all_tagged else None
            shelves.append(Shelf(known.name, known.plural, lines, count, url))
    return shelves


def all_of(shelf: Shelf, tag: Tag, viewer) -> KeyedPage:
    """The page of one kind that is asked for; the first lines of a kind that has a list of its own elsewhere."""
    page = subjects.kind(shelf.kind).tagged_page
    return page(viewer, tag.id) if page else KeyedPage(shelf.lines, None, None)


def all_tags(text: str = "", kind: str = "") -> KeyedPage:
    """Tags for those who keep them in order, heaviest first, filtered by a part of the label and by kind."""
    rows = select(*COLUMNS)
    if key := key_of(text):
        rows = rows.where(Tag.label_key.contains(key, autoescape=True))
    if kind in KINDS:
        rows = rows.where(Tag.kind == kind)
    page = keyed(rows, [Tag.uses_count, Tag.id], lambda row: (row.uses_count, row.id), PER_PAGE)
    return KeyedPage([_row(row) for row in page.rows], page.newer, page.older)


def _row(row, weight: int = 1) -> TagRow:
    return TagRow(row.id, row.slug, row.label, row.kind, row.uses_count, weight)


def _alphabetical(row: TagRow) -> tuple[str, int]:
    return alphabetical(row.label), row.id
