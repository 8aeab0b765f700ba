"""For whom a page is: a mark beside the route. A test fails on a route without one."""

from functools import wraps

from flask import current_app
from flask_babel import lazy_gettext as _
from flask_login import current_user

from community.errors import NotAllowed


def open_to_all(view):
    """Everybody may ask for this page; what it shows them is the policy's matter."""
    view.open_to = "all"
    return view


def signed_in(view):
    """Members only. Others are led through the sign-in page, and what they had typed goes with them."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()
        return view(*args, **kwargs)

    guarded.open_to = "members"
    return guarded


def administrators(view):
    """Administrators only."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()
        if not current_user.is_administrator:
            raise NotAllowed(_("This page is for administrators."))
        return view(*args, **kwargs)

    guarded.open_to = "administrators"
    return guarded
