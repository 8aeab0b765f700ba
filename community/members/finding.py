"""Members as search takes them, and as it shows them again: who has a profile, and proved an address."""

from collections.abc import Iterable

from sqlalchemy import Select, and_, or_, select

from community.db import db
from community.members.addresses import profile_url
from community.members.models import About, Member
from community.members.profile_queries import unclaimed
from community.search import engine
from community.search.documents import Document, Shown
from community.text.excerpts import plain_text

KIND = "member"


def index_member(member_id: int) -> None:
    """A member joined, proved an address, changed the profile or left."""
    db.session.flush()
    row = db.session.execute(_rows().where(Member.id == member_id)).first()
    if row:
        engine.index(_document(row))
    else:
        engine.remove(KIND, [member_id])


def documents(after_id: int, limit: int) -> tuple[list[Document], int | None]:
    """Members in the order of their ids, as far as anybody can find them."""
    found = db.session.execute(_rows().where(Member.id > after_id).order_by(Member.id).limit(limit)).all()
    return [_document(row) for row in found], found[-1].id if len(found) == limit else None


def members_found(_viewer, ids: Iterable[int]) -> dict[int, Shown]:
    """Members among search's hits. One statement."""
    rows = db.session.execute(_rows().where(Member.id.in_(ids)))
    return {row.id: Shown(_title(row), profile_url(row.username), _text(row)) for row in rows}


def _rows() -> Select:
    columns = (Member.id, Member.username, Member.display_name, Member.organisation, Member.joined_at, About.html)
    here = and_(Member.left_at.is_(None), or_(Member.email.is_not(None), unclaimed()))
    joined = select(*columns, About.language).outerjoin(About, About.member_id == Member.id)
    return joined.where(here)


def _document(row) -> Document:
    return Document(
        KIND, row.id, _title(row), _text(row), at=row.joined_at, author_id=row.id, language=row.language,
    )  # fmt: skip


def _title(row) -> str:
    """Both names, so that either is found."""
    return f"{row.display_name} ({row.username})" if row.display_name else row.username


def _text(row) -> str:
    return "\n".join(part for part in (row.organisation, plain_text(row.html or "")) if part)
