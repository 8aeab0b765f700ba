"""What the site's own words fill in on other pages."""

from flask import request

from community.pages import queries
from community.web.headers import PRIVATE


def quotation(**_given) -> dict | None:
    """The quotation in the side column; settings and administration have none."""
    if request.path.startswith(PRIVATE):
        return None
    chosen = queries.quotation_for(request.path)
    return {"quotation": chosen} if chosen else None
