"""What the pages of accounts show, and who is meant by what was typed."""

from dataclasses import dataclass
from datetime import datetime

from community import clock
from community.db import db
from community.errors import NotFound
from community.members import names
from community.members.models import ADMINISTRATOR, LoginSession, Member, ReservedName, Suspension


def login_key(typed: str) -> str:
    """What all spellings have in common by which somebody can sign in: the address, or the key of the name."""
    return typed.strip().lower() if "@" in typed else names.key(typed)


def member_by_login(typed: str) -> Member | None:
    """Who signs in as `typed`: the owner of that address, else the newest who claims it, or the bearer of that name."""
    here, address = db.select(Member).where(Member.left_at.is_(None)), login_key(typed)
    if "@" not in typed:
        return db.session.scalar(here.where(Member.name_key == address))
    claims = db.or_(Member.email == address, Member.pending_email == address)
    owner_first = (db.case((Member.email == address, 0), else_=1), Member.id.desc())
    return db.session.scalar(here.where(claims).order_by(*owner_first).limit(1))


def all_by_login(typed: str) -> tuple[Member | None, ...]:
    """Who may sign in as `typed`, always as many: the owner of an address and the newest who claims it, or one by name.

    A claim must not fail where the address has an owner already: that would tell strangers who is a member here.
    """
    if "@" not in typed:
        return (member_by_login(typed),)
    claimed = Member.pending_email == login_key(typed), Member.left_at.is_(None)
    newest = db.select(Member).where(*claimed).order_by(Member.id.desc()).limit(1)
    return owner_of(login_key(typed)), db.session.scalar(newest)


def owner_of(address: str) -> Member | None:
    """The member whose proven address this is."""
    return db.session.scalar(db.select(Member).where(Member.email == address))


def is_taken(username: str) -> bool:
    """Whether a member has the name or one that looks like it, or had it until lately."""
    wanted = names.keys(username)
    members = db.select(Member.id).where(Member.name_key.in_(wanted))
    reserved = db.select(ReservedName.name_key).where(ReservedName.name_key.in_(wanted))
    reserved = reserved.where(ReservedName.until > clock.now())
    return bool(db.session.scalar(db.select(db.or_(members.exists(), reserved.exists())))) or _is_mistaken(username)


def _is_mistaken(username: str) -> bool:
    """Whether it looks like another's name as that one typed it, though their small letters differ: lan and Ian."""
    likely = db.select(Member.username).where(Member.name_key.in_(names.disguised(username)))
    return any(names.keys(other) & names.keys(username) for other in db.session.scalars(likely))


def suspension_of(member: Member) -> Suspension | None:
    """The suspension that is in force."""
    mine = db.select(Suspension).where(Suspension.member_id == member.id, Suspension.in_force())
    return db.session.scalar(mine.order_by(Suspension.id.desc()).limit(1))


def has_administrator() -> bool:
    """Whether anybody runs the site."""
    some = db.select(Member.id).where(Member.role == ADMINISTRATOR, Member.left_at.is_(None))
    return bool(db.session.scalar(db.select(some.exists())))


@dataclass(frozen=True)
class SessionRow:
    """One place where the member is signed in."""

    id: int
    device: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(member: Member) -> list[SessionRow]:
    """Where the member is signed in, this place first, then the one used last."""
    mine = db.select(LoginSession).where(LoginSession.member_id == member.id, LoginSession.expires_at > clock.now())
    rows = db.session.scalars(mine.order_by(LoginSession.seen_at.desc(), LoginSession.id.desc()))
    places = [
        SessionRow(row.id, row.device, row.created_at, row.seen_at, row.id == member.login_session_id) for row in rows
    ]
    return sorted(places, key=lambda place: not place.is_this)


def session_to_end(session_id: int, by: Member) -> LoginSession:
    """A session of the member's own. Raises NotFound."""
    mine = db.select(LoginSession).where(LoginSession.id == session_id, LoginSession.member_id == by.id)
    row = db.session.scalar(mine)
    if row is None:
        raise NotFound()
    return row
