"""A form that is sent twice makes one thing: the second send finds what the first made."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from community.db import db, transaction


def made_once(model, *, by, once: str | None, make):
    """The row that `make(session)` makes, or the one that an equal send (same member, same `once`) made before."""
    found = _made(model, by, once)
    if found:
        return found
    try:
        with transaction() as session:
            return make(session)
    except IntegrityError:  # the equal send was faster by a moment
        found = _made(model, by, once)
        if found is None:
            raise
        return found


def _made(model, by, once: str | None):
    if not once or by is None:
        return None
    return db.session.scalar(select(model).where(model.author_id == by.id, model.once == once))
