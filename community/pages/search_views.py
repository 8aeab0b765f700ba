"""Finding things: one box over everything, at /search."""

from flask import render_template, request
from flask_login import current_user

from community.errors import Invalid
from community.pages import finding
from community.pages.views import bp
from community.search.engine import Hits
from community.search.query import Query
from community.web.access import open_to_all
from community.web.limits import account, pay

OFTEN = "30 per minute"  # nobody reads faster; a copier of the whole site is slowed down
MANY = 1000  # more than this is not counted out to the reader


@bp.get("/search")
@open_to_all
def search():
    """The form, and what was found."""
    wanted = finding.asked(request.args)
    themes = finding.shelves(current_user)
    query, hits, fault = Query(()), Hits([], 0), None
    if wanted.q:
        pay(OFTEN, "search", account())
        try:
            query, hits = finding.find(wanted, themes, current_user)
        except Invalid as error:
            fault = error
    page = render_template(
        "pages/search.html", asked=wanted, themes=themes, kinds=finding.KINDS, query=query, hits=hits, fault=fault,
        rows=finding.rows(hits, query, current_user), many=MANY,
    )  # fmt: skip
    return page, 422 if fault else 200
