"""A person as lists and letters show one: the same few columns everywhere, joined to whatever is listed."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import aliased

from community.media.models import Media
from community.members.models import ADMINISTRATOR, MEMBER, Member, StakeholderKind
from community.places.models import Place
from community.places.names import area_name

ROLES = {ADMINISTRATOR: _("Administrator"), MEMBER: _("Member")}


@dataclass(frozen=True)
class Card:
    """What a byline needs; `name` is "" for a former member. The rest is filled for the margin of a letter."""

    id: int | None = None
    username: str = ""
    name: str = ""
    avatar_url: str | None = None
    role: object = ""
    kind: str = ""
    organisation: str = ""
    place: str = ""
    posts: int | None = None
    left_at: datetime | None = None


NOBODY = Card()


class Byline:
    """Joins a person to a statement: `columns` to select, `join(statement, on)`, then `card(row)`."""

    def __init__(self, prefix: str):
        self.prefix = prefix
        self.person = aliased(Member, name=prefix)
        self.face = aliased(Media, name=f"{prefix}_face")
        self.columns = [
            column.label(f"{prefix}_{name}")
            for name, column in {
                "id": self.person.id, "username": self.person.username, "display_name": self.person.display_name,
                "left_at": self.person.left_at, "face": self.face.token,
            }.items()
        ]  # fmt: skip

    def join(self, statement, on):
        """Outer joins: a purged post or an imported one may have nobody."""
        return statement.outerjoin(self.person, self.person.id == on).outerjoin(
            self.face, self.face.id == self.person.avatar_id
        )

    def card(self, row) -> Card:
        """The person of a row."""
        known = self._values(row)
        return Card(**known) if known else NOBODY

    def _values(self, row) -> dict | None:
        got = {name: getattr(row, f"{self.prefix}_{name}") for name in ("id", "username", "left_at")}
        if got["id"] is None:
            return None
        if got["left_at"]:
            return {"id": got["id"], "left_at": got["left_at"]}
        face = getattr(row, f"{self.prefix}_face")
        name = getattr(row, f"{self.prefix}_display_name") or got["username"]
        return got | {"name": name, "avatar_url": f"/files/{face}/avatar" if face else None}


class Margin(Byline):
    """The fuller form: role, kind, organisation, place and "Posts: N" beside a letter."""

    def __init__(self, prefix: str):
        super().__init__(prefix)
        self.kind, self.city, self.country = aliased(StakeholderKind), aliased(Place), aliased(Place)
        more = {
            "role": self.person.role, "posts": self.person.posts_count, "organisation": self.person.organisation,
            "kind": self.kind.label, "city": self.city.name, "country": self.country.code,
        }  # fmt: skip
        self.columns += [column.label(f"{prefix}_{name}") for name, column in more.items()]

    def join(self, statement, on):
        """As Byline, and what the margin says."""
        person = self.person
        return (
            super()
            .join(statement, on)
            .outerjoin(self.kind, self.kind.id == person.kind_id)
            .outerjoin(self.city, self.city.id == person.city_id)
            .outerjoin(self.country, self.country.id == person.country_id)
        )

    def card(self, row, locale: str = "en") -> Card:
        """The person of a row, with the place in the reader's language."""
        known = self._values(row)
        if not known or known.get("left_at"):
            return Card(**known) if known else NOBODY
        got = {name: getattr(row, f"{self.prefix}_{name}") for name in ("posts", "organisation")}
        kind, role = getattr(row, f"{self.prefix}_kind") or "", getattr(row, f"{self.prefix}_role")
        city, country = getattr(row, f"{self.prefix}_city"), getattr(row, f"{self.prefix}_country")
        place = ", ".join(filter(None, (city, area_name(country, locale) if country else "")))
        return Card(**known, **got, kind=kind, role=ROLES.get(role, ""), place=place)
