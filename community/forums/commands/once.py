"""A form that is sent twice makes one thing: the second send finds what the first made."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from community import stamps
from community.board import DONE_AGAIN
from community.db import GIVEN_UP, db, is_writing, lost_a_race, transaction

log = logging.getLogger(__name__)

TRIES = 3  # where the database ends one of two who wait for each other: the other is through in a moment


def made_once(model, *, by, once: str | None, make, narrow: bool = False):
    """The row that `make(session)` makes, or the one that an equal send (same member, same `once`) made before."""
    found = _made(model, by, once)
    if found:
        return found
    try:
        return _make(make, narrow)
    except IntegrityError:  # the equal send was faster by a moment
        found = _made(model, by, once)
        if found is None:
            raise
        return found


def _make(make, narrow: bool):
    if is_writing():  # inside of another deed, that deed as a whole has lost
        with transaction(narrow=narrow) as session:
            return make(session)
    tries = TRIES
    while True:
        tries -= 1
        try:
            with transaction(narrow=narrow) as session:
                return make(session)
        except OperationalError as error:
            if not lost_a_race(error):
                raise
            if not tries:
                error.add_detail(GIVEN_UP)
                raise
            number = stamps.board().count(DONE_AGAIN)
            log.warning("the database ended one of two deeds that waited for each other: it is done again (%d)", number)


def _made(model, by, once: str | None):
    if not once or by is None:
        return None
    return db.session.scalar(select(model).where(model.author_id == by.id, model.once == once))
