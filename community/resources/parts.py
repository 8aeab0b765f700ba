"""What resources add to pages of others: a member's entries on their profile, the newest ones on the home page."""

from flask_babel import lazy_gettext as _
from flask_login import current_user

from community.resources.queries import lists

ON_PROFILE, ON_HOME = 10, 5


def of_member(member) -> dict | None:
    """What a member posted, as far as the reader may see it."""
    rows = lists.resources_by(member.id, current_user, ON_PROFILE)
    return {"rows": rows} if rows else None


def scopes() -> list[tuple[str, object]]:
    """The resources as a scope within which a power can be given."""
    return [("resources", _("in the resources"))]


def newest() -> dict:
    """The newest entries."""
    return {"rows": lists.newest_resources(current_user, ON_HOME)}
