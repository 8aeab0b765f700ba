"""The order of a shelf's bookmarks and folders, written by one deed after the other."""

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select, update

from community.db import db
from community.errors import Invalid
from community.members.models import Member

UP, DOWN = "up", "down"


def hold(member) -> None:
    """Keep the member's other windows waiting until the transaction ends, so that orders and caps hold."""
    mine = select(Member.id).where(Member.id == member.id)
    db.session.execute(mine.with_for_update(key_share=True))


def place(model, rows: Select, moved: int, to: str | int) -> None:
    """Let one of the rows go up, down, or to a place counted from 1. Raises Invalid for no place of theirs."""
    held = db.session.execute(rows.with_only_columns(model.id, model.position)).all()
    order, positions = [row.id for row in held], {row.id: row.position for row in held}
    here = order.index(moved)
    there = _place(here, len(order), to)
    if there is None:
        raise Invalid(_("Please give a place from 1 to %(last)d.", last=len(order)), field="to")
    order.insert(there, order.pop(here))
    changed = [{"id": one, "position": at} for at, one in enumerate(order, 1) if positions[one] != at]
    if changed:
        db.session.execute(update(model), changed)


def _place(here: int, count: int, to: str | int) -> int | None:
    if to in (UP, DOWN):
        return min(max(here + (1 if to == DOWN else -1), 0), count - 1)
    return to - 1 if isinstance(to, int) and 1 <= to <= count else None
