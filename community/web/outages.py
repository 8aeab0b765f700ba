"""What keeps the site from working for a while, told from an error's codes: no database, no room, nothing writable."""

import errno
import sqlite3
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError


@dataclass(frozen=True)
class Outage:
    """How it is answered: status, sentence, and the seconds after which to try again."""

    status: int
    words: object
    retry_after: int = 5


BUSY = Outage(503, _("The site is busy for a moment. Please try again shortly."))
FULL = Outage(507, _("The site has no room left to store anything. Please try again later; reading goes on."), 60)
CLOSED = Outage(503, _("Nothing can be stored just now. Please try again later; reading goes on."), 60)

# The database does not answer, or not in time.
GONE = (OperationalError, InterfaceError, TimeoutError, sqlite3.OperationalError)

SQLITE = {sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_READONLY: CLOSED}
POSTGRESQL = {"53100": FULL, "25006": CLOSED}
FILES = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: CLOSED}


def outage(error: BaseException) -> Outage | None:
    """What kind of outage the error speaks of; None if it is a fault of ours."""
    origin = getattr(error, "orig", None) or error
    if isinstance(origin, OSError):
        return FILES.get(origin.errno or 0)
    told = SQLITE.get((getattr(origin, "sqlite_errorcode", None) or 0) & 0xFF)
    told = told or POSTGRESQL.get(getattr(origin, "sqlstate", None) or "")
    if told or isinstance(error, GONE) or getattr(error, "connection_invalidated", False):
        return told or BUSY
    return None
