"""Members as subjects: what files, audit, search and exports may know of them."""

from sqlalchemy import ColumnElement

from community import subjects
from community.db import db
from community.members import finding
from community.members.addresses import profile_url
from community.members.models import About, Member
from community.subjects import Kind


def members_visible_to(_viewer) -> ColumnElement[bool]:
    """Profiles are public; who has left has none."""
    return Member.left_at.is_(None)


def account_of(member: Member) -> list[dict]:
    """What the site knows of the member, for their own export."""
    about = db.session.get(About, member.id)
    moments = {name: getattr(member, name) for name in ("joined_at", "last_seen_at", "email_confirmed_at")}
    return [
        {name: getattr(member, name) for name in OPEN}
        | {name: moment.isoformat() if moment else None for name, moment in moments.items()}
        | {"about": about.source if about else ""}
        | {"grants": [{"power": grant.power, "scope": grant.scope} for grant in member.grants]}
    ]


OPEN = (
    "username", "display_name", "email", "pending_email", "role", "organisation", "country_id", "city_id", "languages",
    "reads", "locale", "timezone", "terms_version", "posts_count",
)  # fmt: skip

MEMBER = Kind(
    name="member", model=Member, load=subjects.plainly(Member), visible_to=members_visible_to, has_files=True,
    title=lambda member: member.name, url=lambda member: profile_url(member.username),
    author=lambda member: member.id, by_member=account_of,
    documents=finding.documents, found=finding.members_found,
)  # fmt: skip
