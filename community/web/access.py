"""For whom a page is: a mark beside the route. A test fails on a route without one."""

from functools import wraps
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from flask_login import current_user

from community.errors import NotAllowed


def to_sign_in():
    """The answer to a visitor who asked for a members' page: `members` registers what it is."""
    app: Any = current_app  # Flask-Login puts its manager on the app
    return app.login_manager.unauthorized()


def _marked(view: Any, whom: str):
    view.open_to = whom
    return view


def open_to_all(view):
    """Everybody may ask for this page; what it shows them is the policy's matter."""
    return _marked(view, "all")


def signed_in(view):
    """Members only. Others are led through the sign-in page, and what they had typed goes with them."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if not current_user.is_authenticated:
            return to_sign_in()
        return view(*args, **kwargs)

    return _marked(guarded, "members")


def administrators(view):
    """Administrators only."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if not current_user.is_authenticated:
            return to_sign_in()
        if not current_user.is_administrator:
            raise NotAllowed(_("This page is for administrators."))
        return view(*args, **kwargs)

    return _marked(guarded, "administrators")
