"""The list of stakeholder kinds: it begins with the founding seven, and administrators keep it."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update

from community import audit
from community.db import db, insert_once, transaction
from community.errors import Invalid
from community.members.models import Member, StakeholderKind
from community.members.policy import may_manage_members
from community.policy import require
from community.web.slugs import slug_of

FOUNDING = (
    "National government", "Local government", "International organisation", "Regional organisation", "Civil society",
    "Academic institution", "Private sector",
)  # fmt: skip


def ensure_kinds() -> None:
    """Give a site without any the founding seven; a list that somebody has changed stays as it is."""
    with transaction() as session:
        if session.scalar(select(StakeholderKind.id).limit(1)) is None:
            for position, label in enumerate(FOUNDING, start=1):
                insert_once(StakeholderKind, slug=slug_of(label), label=label, position=position)


def all_kinds() -> list[StakeholderKind]:
    """The list in its order."""
    return list(db.session.scalars(select(StakeholderKind).order_by(StakeholderKind.position, StakeholderKind.id)))


def add_kind(*, by, label: str) -> StakeholderKind:
    """Add a kind at the end. Raises Invalid if there is one of that name."""
    require(may_manage_members(by))
    with transaction() as session:
        _check_label(label)
        last = session.scalar(select(func.max(StakeholderKind.position))) or 0
        kind = StakeholderKind(slug=_free(slug_of(label, 50)), label=label, position=last + 1)
        session.add(kind)
        session.flush()
        audit.record("kind.add", kind, by=by, note=label)
    return kind


def edit_kind(kind: StakeholderKind, *, by, label: str, position: int) -> None:
    """Rename a kind, or put it elsewhere in the list; its slug stays. Raises Invalid."""
    require(may_manage_members(by))
    with transaction():
        _check_label(label, but=kind)
        audit.record("kind.edit", kind, by=by, note=label, before=kind.label)
        kind.label = label
        _place(kind, position)


def delete_kind(kind: StakeholderKind, *, by, replacement: StakeholderKind | None = None) -> None:
    """Take a kind off the list; its members get the replacement. Raises Invalid if it is used and none is given."""
    require(may_manage_members(by))
    with transaction() as session:
        theirs = Member.kind_id == kind.id
        if replacement is None and session.scalar(select(Member.id).where(theirs).limit(1)) is not None:
            raise Invalid(
                _("Members have chosen this kind. Please say which one they shall have instead."), "replacement"
            )
        if replacement is not None:
            session.execute(update(Member).where(theirs).values(kind_id=replacement.id))
        audit.record(
            "kind.delete", kind, by=by, note=kind.label, replacement=replacement.label if replacement else None
        )
        session.delete(kind)


def _check_label(label: str, but: StakeholderKind | None = None) -> None:
    same = [kind for kind in all_kinds() if kind.label.casefold() == label.casefold() and kind is not but]
    if same:
        raise Invalid(_("This kind is on the list already."), "label")


def _place(kind: StakeholderKind, position: int) -> None:
    others = [other for other in all_kinds() if other is not kind]
    others.insert(max(0, position - 1), kind)
    for number, each in enumerate(others, start=1):
        each.position = number


def _free(slug: str) -> str:
    wanted, number = slug, 1
    while db.session.scalar(select(StakeholderKind.id).where(StakeholderKind.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
