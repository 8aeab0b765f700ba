"""Whether the site can do its work, for what starts processes and sends them visitors. That they live says /livez."""

import errno
import logging
import os
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, session
from flask_login import current_user

from community import stamps
from community.board import DONE_AGAIN
from community.db import db, let_go, terms
from community.web.access import open_to_all
from community.web.outages import outage

log = logging.getLogger(__name__)

bp = Blueprint("health", __name__)

# What must be right, filled by wiring: each answers why it is not, or None.
checks: dict[str, Callable[[], str | None]] = {}


@bp.get("/readyz")
@open_to_all
def readyz():
    """200 when all is right, else 503; what is not right is told to administrators only."""
    found = {name: _ask(name, check) for name, check in checks.items()}
    ready = not any(found.values())
    told: dict = {"status": "ready" if ready else "not ready"}
    if _may_know():
        told |= {name: trouble or "ok" for name, trouble in found.items()} | {"terms": terms()}
        told["done_again"] = stamps.board().number(DONE_AGAIN)
    return told, 200 if ready else 503, {"Cache-Control": "no-store"}


def database() -> str | None:
    """Whether it answers: it raises what is wrong."""
    db.session.execute(db.text("SELECT 1"))
    return None


def closed() -> str | None:
    """Why nothing can be stored; None if it can, as far as is known without trying."""
    if db.engine.dialect.name == "postgresql":
        asked = db.session.execute(db.text("SHOW transaction_read_only")).scalar()
        return "transaction_read_only = on" if asked == "on" else None
    file = Path(db.engine.url.database or ".")
    shut = next((path for path in (file, file.parent) if not os.access(path, os.W_OK)), None)
    return f"{shut.name}: {os.strerror(errno.EROFS)}" if shut else None


def _ask(name: str, check: Callable[[], str | None]) -> str | None:
    try:
        return check()
    except Exception as error:
        log.warning("not ready: %s, %s", name, type(error).__name__)
        let_go()
        return f"does not answer ({type(error).__name__})"


def _may_know() -> bool:
    if "_user_id" not in session:  # a stranger is not looked up
        return False
    try:
        return current_user.is_administrator
    except Exception as error:
        if not outage(error):
            raise
        let_go()
        return False
