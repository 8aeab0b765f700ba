"""Giving tags to things and taking them away; making new ones. What tidies the tags themselves is in `keeping`."""

import itertools
from collections import Counter

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, exists, select, update

from community import audit, stamps
from community.db import db, insert_once, is_writing, transaction
from community.errors import Invalid
from community.tags import finding
from community.tags.labels import clean, key_of
from community.tags.models import LABEL_LENGTH, THEME, Tag, TagAlias, TagLink
from community.web.slugs import slug_of

MOST = 30  # tags of one thing: more say nothing any more
RESERVED = {"suggest"}  # words that stand where a tag's slug stands


def set_tags(kind: str, object_id: int, labels: list[str], *, is_counted: bool, by=None, is_demo=False) -> list[Tag]:
    """Let the thing carry exactly these tags; words that no tag has yet become themes. Raises Invalid.

    `is_counted`: whether everybody may see the thing. Whoever calls has asked whether the thing may be changed.
    """
    wanted = {key_of(label): label for label in map(clean, reversed(labels)) if label}
    check_labels(wanted.values())
    with _part() as session:
        known = known_by(list(wanted))
        new = [add_tag(label, by=by, is_demo=is_demo) for key, label in wanted.items() if key not in known]
        tags = {tag.id: tag for tag in (*known.values(), *new)}
        carried = set(session.scalars(select(TagLink.tag_id).where(*_of(kind, object_id))))
        # In the order of their numbers, so that two deeds never wait for each other in a ring.
        for tag_id in sorted(carried ^ tags.keys()):
            if tag_id in carried:
                _unlink(kind, object_id, tag_id)
            elif insert_once(TagLink, tag_id=tag_id, kind=kind, object_id=object_id, is_counted=is_counted):
                _add_uses(tag_id, int(is_counted))
    return list(tags.values())


def count_in(kind: str, object_id: int) -> None:
    """Everybody may see the thing now: its tags count it."""
    count_all(kind, [object_id], True)


def count_out(kind: str, object_id: int) -> None:
    """The thing went out of sight: its tags stay with it and count it no more."""
    count_all(kind, [object_id], False)


def count_all(kind: str, ids, shown: bool) -> None:
    """The same for many things; `ids`: their numbers, or a selection of them."""
    with _part() as session:
        theirs = (TagLink.kind == kind, TagLink.object_id.in_(ids), TagLink.is_counted != shown)
        change = update(TagLink).where(*theirs).values(is_counted=shown).returning(TagLink.tag_id)
        changed = Counter(session.scalars(change, execution_options={"synchronize_session": False}).all())
        for tag_id in sorted(changed):
            _add_uses(tag_id, changed[tag_id] if shown else -changed[tag_id])


def drop_tags(kind: str, object_id: int) -> None:
    """The thing is deleted for good."""
    with _part() as session:
        for tag_id in sorted(session.scalars(select(TagLink.tag_id).where(*_of(kind, object_id)))):
            _unlink(kind, object_id, tag_id)


def add_tag(label: str, *, kind: str = THEME, slug: str | None = None, place_id=None, by=None, is_demo=False) -> Tag:
    """The tag of this label, made if there is none. With a `slug` of its own (archives) a label may come twice."""
    label = clean(label)
    check_labels([label])
    with _part():
        if slug is None and (known := known_by([key_of(label)])):
            return known[key_of(label)]
        values = {"label": label, "label_key": key_of(label), "kind": kind, "place_id": place_id, "is_demo": is_demo}
        tag, is_new = _insert(values, [slug] if slug else _free_slugs(label))
        if is_new:
            audit.record("tag.add", tag, by=by, label=label)
    return tag


def check_labels(labels) -> None:
    """Raises Invalid for a label that is empty, too long or holds a comma, and for too many of them."""
    if len(labels) > MOST:
        raise Invalid(_("Please give at most %(most)d tags.", most=MOST), field="tags")
    for label in labels:
        if not label or len(label) > LABEL_LENGTH:
            raise Invalid(_("A tag has 1 to %(longest)d characters.", longest=LABEL_LENGTH), field="tags")
        if "," in label:
            raise Invalid(_("A tag holds no comma."), field="tags")


def known_by(keys: list[str]) -> dict[str, Tag]:
    """{key: the tag of that name, the heaviest if there are two, or of that spelling}, kept from being merged away."""
    by_name = select(Tag).where(Tag.label_key.in_(keys)).order_by(Tag.uses_count, Tag.id.desc())
    found = {tag.label_key: tag for tag in db.session.scalars(_kept(by_name))}
    rest = [key for key in keys if key not in found]
    if rest:
        spelled = select(TagAlias.label_key, Tag).join(Tag, Tag.id == TagAlias.tag_id)
        found |= dict(db.session.execute(_kept(spelled.where(TagAlias.label_key.in_(rest)))).all())
    return found


def slug_for(label: str, tag: Tag | None = None) -> str:
    """An address for the label that neither another tag nor a redirect to another has."""
    own = tag.id if tag else 0
    for slug in _slugs(label):
        of_tag = exists().where(Tag.slug == slug, Tag.id != own)
        of_alias = exists().where(TagAlias.slug == slug, TagAlias.tag_id != own)
        if not db.session.scalar(select(of_tag | of_alias)):
            return slug
    raise AssertionError("the numbers ended")


def _kept(statement):
    # Shared: it holds off whoever would delete the row, and nobody who only counts.
    return statement.with_for_update(read=True, key_share=True, of=Tag).execution_options(populate_existing=True)


def _slugs(label: str):
    slug = slug_of(label)
    yield f"{slug}-1" if slug in RESERVED else slug
    yield from (f"{slug}-{number}" for number in itertools.count(2))


def _free_slugs(label: str):
    aliased = select(TagAlias.slug)
    return (slug for slug in _slugs(label) if not db.session.scalar(aliased.where(TagAlias.slug == slug)))


def _insert(values: dict, slugs) -> tuple[Tag, bool]:
    for slug in slugs:
        is_new = insert_once(Tag, slug=slug, uses_count=0, **values)
        tag = db.session.scalars(select(Tag).where(Tag.slug == slug)).one()
        if is_new or tag.label_key == values["label_key"]:
            return tag, is_new
    raise Invalid(_("Another tag has this address."), field="slug")


def _part():
    # Inside of a deed that says itself what pages it touches; what counts a tag anew adds all that show the cloud.
    return transaction(narrow=is_writing())


def _of(kind: str, object_id: int):
    return TagLink.kind == kind, TagLink.object_id == object_id


def _unlink(kind: str, object_id: int, tag_id: int) -> None:
    gone = delete(TagLink).where(*_of(kind, object_id), TagLink.tag_id == tag_id).returning(TagLink.is_counted)
    for was_counted in db.session.scalars(gone).all():
        _add_uses(tag_id, -int(was_counted))


def _add_uses(tag_id: int, by: int) -> None:
    if by:
        stamps.touch_everything()  # the cloud stands beside most pages
        change = update(Tag).where(Tag.id == tag_id).values(uses_count=Tag.uses_count + by).returning(Tag.uses_count)
        if db.session.scalar(change) in (0, by):  # out of use, or come into use
            finding.index_tag(tag_id)
