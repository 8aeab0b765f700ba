"""Keeping the tags in order: renaming, merging, spellings, deleting. What an address once meant, it means for good."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import aliased

from community import audit
from community.db import db, transaction
from community.errors import Invalid, NotFound
from community.policy import require
from community.tags import finding, policy
from community.tags.commands import check_labels, slug_for
from community.tags.labels import clean, key_of
from community.tags.models import KINDS, PLACE, Tag, TagAlias, TagLink


def edit_tag(tag: Tag, *, by, label: str, kind: str, place_id: int | None = None) -> None:
    """Name a tag anew, say what kind it is and which place it means. Raises NotAllowed, Invalid."""
    require(policy.may_manage_tags(by))
    if kind not in KINDS:
        raise Invalid(_("There is no such kind of tag."), field="kind")
    label = _checked(label)
    with transaction():
        (tag,) = _hold(tag)
        before = [tag.label, tag.kind, tag.place_id]
        if key_of(label) != tag.label_key:
            _readdress(tag, label)
        tag.label, tag.kind, tag.place_id = label, kind, place_id if kind == PLACE else None
        finding.index_tag(tag.id)
        audit.record("tag.edit", tag, by=by, before=before, after=[tag.label, tag.kind, tag.place_id])


def add_spelling(tag: Tag, *, by, label: str) -> None:
    """Let another word mean this tag. Raises NotAllowed, Invalid."""
    require(policy.may_manage_tags(by))
    label = _checked(label, "spelling")
    with transaction() as session:
        (tag,) = _hold(tag)
        _refuse_taken(label, field="spelling")
        session.add(TagAlias(slug=slug_for(label), label=label, label_key=key_of(label), tag_id=tag.id))
        finding.index_tag(tag.id)
        audit.record("tag.add_spelling", tag, by=by, label=label)


def merge_tag(tag: Tag, *, by, into: Tag) -> None:
    """Join a tag to another: what carries it carries the other, its address redirects. Raises NotAllowed, Invalid."""
    require(policy.may_merge_tags(by))
    if tag.id == into.id:
        raise Invalid(_("A tag cannot be merged into itself."), field="into")
    with transaction() as session:
        tag, into = _hold(tag, into)
        _move_links(tag, into)
        session.execute(update(TagAlias).where(TagAlias.tag_id == tag.id).values(tag_id=into.id))
        session.execute(delete(Tag).where(Tag.id == tag.id))
        session.add(TagAlias(slug=tag.slug, label=tag.label, label_key=tag.label_key, tag_id=into.id))
        finding.forget_tag(tag.id)
        finding.index_tag(into.id)
        audit.record("tag.merge", into, by=by, merged=tag.label, slug=tag.slug)


def delete_tag(tag: Tag, *, by) -> None:
    """Delete a tag that nothing carries, hidden things included. Raises NotAllowed, Invalid."""
    require(policy.may_manage_tags(by))
    with transaction() as session:
        (tag,) = _hold(tag)
        if session.scalar(select(func.count()).where(TagLink.tag_id == tag.id)):
            raise Invalid(_("Something carries this tag. Merge it into another instead."))
        finding.forget_tag(tag.id)
        audit.record("tag.delete", tag, by=by, label=tag.label)
        session.execute(delete(TagAlias).where(TagAlias.tag_id == tag.id))
        session.execute(delete(Tag).where(Tag.id == tag.id))


def recount(tag_id: int) -> None:
    """Set a tag's count from its links."""
    uses = select(func.count()).where(TagLink.tag_id == tag_id, TagLink.is_counted).scalar_subquery()
    db.session.execute(update(Tag).where(Tag.id == tag_id).values(uses_count=uses))
    finding.index_tag(tag_id)


def _checked(label: str, field: str = "label") -> str:
    label = clean(label)
    try:
        check_labels([label])
    except Invalid as error:
        raise Invalid(error.reason, field=field) from None
    return label


def _hold(*tags: Tag) -> list[Tag]:
    """The tags as they stand, locked in the order of their numbers. Raises NotFound if one is gone."""
    ids = [tag.id for tag in tags]
    held = select(Tag).where(Tag.id.in_(ids)).order_by(Tag.id).with_for_update()
    found = {tag.id: tag for tag in db.session.scalars(held, execution_options={"populate_existing": True})}
    if len(found) < len(ids):
        raise NotFound()
    return [found[tag_id] for tag_id in ids]


def _refuse_taken(label: str, tag: Tag | None = None, field: str = "label") -> None:
    key, own = key_of(label), tag.id if tag else 0
    of_tag = exists().where(Tag.label_key == key, Tag.id != own)
    of_alias = exists().where(TagAlias.label_key == key, TagAlias.tag_id != own)
    if db.session.scalar(select(of_tag | of_alias)):
        raise Invalid(_("There is such a tag already. Merge the two instead."), field=field)


def _readdress(tag: Tag, label: str) -> None:
    """A new name brings a new address; the old ones become a spelling and a redirect."""
    _refuse_taken(label, tag)
    slug = slug_for(label, tag)
    own = TagAlias.tag_id == tag.id
    db.session.execute(delete(TagAlias).where(own, (TagAlias.slug == slug) | (TagAlias.label_key == key_of(label))))
    if slug != tag.slug:
        db.session.add(TagAlias(slug=tag.slug, label=tag.label, label_key=tag.label_key, tag_id=tag.id))
    tag.slug, tag.label_key = slug, key_of(label)


def _move_links(tag: Tag, into: Tag) -> None:
    other = aliased(TagLink)
    same = exists().where(other.tag_id == into.id, other.kind == TagLink.kind, other.object_id == TagLink.object_id)
    mine = TagLink.tag_id == tag.id
    run = {"synchronize_session": False}
    db.session.execute(delete(TagLink).where(mine, same), execution_options=run)
    db.session.execute(update(TagLink).where(mine).values(tag_id=into.id), execution_options=run)
    recount(into.id)
