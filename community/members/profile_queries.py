"""What a profile shows, and what its form offers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from community.db import db
from community.errors import NotFound
from community.members.cards import Card, Margin
from community.members.models import About, Member, StakeholderKind, Suspension
from community.text import show
from community.text.mentions import key_of
from community.text.tidy import tidy
from community.web import languages


@dataclass(frozen=True)
class Profile:
    """A member's own page; `is_unclaimed` tells a row made from an archive, under which nobody signs in."""

    card: Card
    joined_at: datetime
    languages: str
    about: object
    portrait_url: str | None
    is_demo: bool
    is_unclaimed: bool
    suspension: str | None  # its reason, for administrators only
    suspended_until: datetime | None


WHO = Margin("who")


def unclaimed() -> ColumnElement[bool]:
    """The list twin of policy.is_unclaimed."""
    return and_(Member.email.is_(None), Member.pending_email.is_(None), Member.password_hash.is_(None))


def find_profile(username: str, viewer, locale: str = "en") -> Profile:
    """The profile of whoever bears the name, in any spelling of it. Raises NotFound.

    One statement, and one more if what they say of themselves mentions others.
    """
    rows = (
        select(
            Member.joined_at, Member.languages, Member.is_demo, unclaimed().label("unclaimed"),
            About.html, Suspension.reason, Suspension.until,
        )
        .add_columns(*WHO.columns)
        .outerjoin(About, About.member_id == Member.id)
        .outerjoin(Suspension, and_(Suspension.member_id == Member.id, Suspension.in_force()))
        .where(Member.username_key == key_of(tidy(username)), Member.left_at.is_(None))
    )  # fmt: skip
    row = db.session.execute(WHO.join(rows, Member.id)).first()
    if row is None:
        raise NotFound()
    return _profile(row, viewer.is_administrator, locale)


def _profile(row, told: bool, locale: str) -> Profile:
    face = row.who_face
    return Profile(
        card=WHO.card(row, locale), joined_at=row.joined_at, languages=languages.names_of(row.languages),
        about=_dressed(row.html) if row.html else "", portrait_url=f"/files/{face}/portrait" if face else None,
        is_demo=row.is_demo, is_unclaimed=row.unclaimed and not row.is_demo,
        suspension=row.reason if told else None, suspended_until=row.until if told else None,
    )  # fmt: skip


def _dressed(html: str):
    _posts, mentioned = show.ids_in([html])
    return show.dress(html, {}, names_of(mentioned))


def names_of(keys: set[str]) -> dict[str, str]:
    """How the members of these (folded) user names are called."""
    if not keys:
        return {}
    rows = select(Member.username_key, Member.display_name, Member.username)
    found = db.session.execute(rows.where(Member.username_key.in_(keys), Member.left_at.is_(None)))
    return {row.username_key: row.display_name or row.username for row in found}


def kinds() -> list[StakeholderKind]:
    """All stakeholder kinds in their order."""
    return list(db.session.scalars(select(StakeholderKind).order_by(StakeholderKind.position, StakeholderKind.id)))


def about_of(member: Member) -> str:
    """The source of what the member says of themselves."""
    about = db.session.get(About, member.id)
    return about.source if about else ""
