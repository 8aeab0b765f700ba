"""People: the account, what it may do, and where it is signed in."""

from datetime import datetime
from typing import cast

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    and_,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from community import clock
from community.db import UTCDateTime, db
from community.text.columns import MemberText
from community.text.mentions import key_of

ADMINISTRATOR, MEMBER = "administrator", "member"
POWERS = ("moderate", "manage_content", "review", "facilitate")  # what a grant can give, each within a scope


class StakeholderKind(db.Model):
    """What kind of practitioner somebody is; an editable list that begins with the founding seven."""

    __tablename__ = "stakeholder_kind"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class Member(db.Model):
    """A person. Without e-mail and password it is unclaimed (imported), after leaving it is a former member."""

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    username_key: Mapped[str] = mapped_column(String(80), unique=True)  # what @mentions and sign-in find it by
    name_key: Mapped[str] = mapped_column(String(200), unique=True)  # folded further, by look-alikes
    display_name: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # lower case
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    pending_email: Mapped[str | None] = mapped_column(String(254), index=True)  # typed, not yet proven to be theirs
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20), default=MEMBER)
    joined_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    last_seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    terms_version: Mapped[int] = mapped_column(default=0)
    posts_count: Mapped[int] = mapped_column(default=0)  # visible posts in public rooms, comments included

    kind_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder_kind.id", ondelete="SET NULL"))
    organisation: Mapped[str] = mapped_column(String(120), default="")
    country_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="SET NULL"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="SET NULL"))
    languages: Mapped[list] = mapped_column(JSON, default=list)  # BCP 47 codes of languages spoken
    reads: Mapped[list] = mapped_column(JSON, default=list)  # of those read; lists show topics in these, all if none
    avatar_id: Mapped[int | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    locale: Mapped[str | None] = mapped_column(String(20))  # chosen interface language
    timezone: Mapped[str | None] = mapped_column(String(60))
    profile_asked: Mapped[bool] = mapped_column(Boolean, default=False)  # the gentle question was shown once
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, index=True)

    kind: Mapped[StakeholderKind | None] = relationship(lazy="raise")
    grants: Mapped[list["Grant"]] = relationship(
        back_populates="member", lazy="selectin", cascade="all, delete-orphan", foreign_keys="Grant.member_id"
    )

    is_authenticated = True
    is_active = True
    is_anonymous = False
    # Of the session that this request came with; set by `login`. No columns.
    login_token = cast("str | None", None)
    avatar_url = cast("str | None", None)
    login_session_id = cast("int | None", None)
    login_expires_at = cast("datetime | None", None)

    @validates("username")
    def _key_follows(self, _name: str, username: str) -> str:
        self.username_key = key_of(username)
        return username

    def get_id(self) -> str | None:
        """What Flask-Login keeps in the cookie: the session's token, not the member's number."""
        return self.login_token

    @property
    def is_administrator(self) -> bool:
        """Whether the member runs the site."""
        return self.role == ADMINISTRATOR

    @property
    def name(self) -> str:
        """What pages call the person; "" for a former member, whom the page gives a word."""
        return "" if self.left_at else (self.display_name or self.username)

    def has_power(self, power: str, scope: str = "") -> bool:
        """Whether a grant gives this power, everywhere (scope "") or within `scope`, such as "forum:7"."""
        return any(grant.power == power and grant.scope in ("", scope) for grant in self.grants)


class About(MemberText, db.Model):
    """What a member says of themselves."""

    __tablename__ = "member_about"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)


class Grant(db.Model):
    """A power given to a member by an administrator, everywhere or within one scope."""

    __tablename__ = "member_grant"
    __table_args__ = (UniqueConstraint("member_id", "power", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    power: Mapped[str] = mapped_column(String(30))
    scope: Mapped[str] = mapped_column(String(60), default="")  # "" = everywhere, "forum:7" = there
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")

    member: Mapped[Member] = relationship(back_populates="grants", foreign_keys=[member_id], lazy="raise")


class LoginSession(db.Model):
    """One place where a member is signed in; the cookie holds a random token, the row only its hash."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    device: Mapped[str] = mapped_column(String(120), default="")  # browser and system, in words

    member: Mapped[Member] = relationship(lazy="raise")


class Suspension(db.Model):
    """Somebody may not sign in until `until` (for good if none): who decided, when, why."""

    __table_args__ = (Index("ix_suspension_member", "member_id", "lifted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    lifted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @classmethod
    def in_force(cls) -> ColumnElement[bool]:
        """A condition: it holds now."""
        return and_(cls.lifted_at.is_(None), or_(cls.until.is_(None), cls.until > clock.now()))


class Token(db.Model):
    """A link sent by mail, good for one deed, once: "confirm", "reset", "claim". Only the hash is kept."""

    __tablename__ = "member_token"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), default="")  # the address that it proves
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReservedName(db.Model):
    """A name that nobody may take for a while, because the one who bore it has left."""

    __tablename__ = "reserved_name"

    name_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    until: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class Guest:
    """The visitor who is not signed in: an object like any other, with nothing to its name."""

    id = None
    username = ""
    name = ""
    role = "guest"
    is_authenticated = False
    is_active = False
    is_anonymous = True
    is_administrator = False
    email_confirmed_at = None
    locale = None
    timezone = None
    reads = ()

    def has_power(self, power: str, scope: str = "") -> bool:
        """Never."""
        return False

    def get_id(self) -> None:
        """Nobody."""
        return None
