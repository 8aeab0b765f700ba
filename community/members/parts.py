"""What members' matters add to pages of others: the requests on top of every page."""

from flask import current_app, request
from flask_login import current_user

from community.members.commands import administrators
from community.members.policy import agrees_to_terms


def asks() -> dict | None:
    """What stands between this person and taking part: an unproven address, new terms, or a site without anybody."""
    if not current_user.is_authenticated:
        wanted = request.path == "/" and administrators.is_wanted(current_app.config["INSTANCE"])
        return {"code": True} if wanted else None
    if current_user.email_confirmed_at is None and request.endpoint != "members.welcome":
        return {"address": current_user.pending_email}
    if not agrees_to_terms(current_user) and request.endpoint != "members.agree_to_terms":
        return {"terms": True}
    return None
