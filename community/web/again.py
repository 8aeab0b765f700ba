"""A deed that the database undid, since another stood in its way, is done again: whoever sent it sees nothing of it.

PostgreSQL ends one of two transactions that wait for each other. All that a view did until then is undone with it, so
the view is simply asked once more, with the form as it came; but never after something of this request was committed.
"""

import logging
from functools import wraps

from flask import g, has_request_context, request
from sqlalchemy.exc import OperationalError

from community import stamps
from community.board import DONE_AGAIN
from community.db import GIVEN_UP, committed, let_go, lost_a_race

log = logging.getLogger(__name__)

TRIES = 3


def init_app(app) -> None:
    """Let the app's views be asked again."""
    app.dispatch_request = persistent(app.dispatch_request)


def persistent(dispatch):
    """The same, asked up to TRIES times where the database undid all that it did."""

    @wraps(dispatch)
    def ask():
        for _again in range(TRIES - 1):
            try:
                return dispatch()
            except OperationalError as error:
                if not lost_a_race(error) or GIVEN_UP in error.detail or g.get("has_written"):
                    raise
            _begin_again()
        return dispatch()

    return ask


def _begin_again() -> None:
    let_go()
    g.pop("_login_user", None)  # a row of the session that is gone: who asks is looked up anew
    for _name, files in request.files.lists():
        for file in files:
            file.seek(0)
    number = stamps.board().count(DONE_AGAIN)
    log.warning("the database ended one of two deeds that waited for each other: it is done again (%d)", number)


def _note(_session) -> None:
    if has_request_context():
        g.has_written = True


committed.append(_note)
