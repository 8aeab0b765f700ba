"""What a text will look like: made by the one renderer, so that the preview never lies."""

from flask import Blueprint, request

from community.errors import Invalid
from community.text import show
from community.text.render import render
from community.web.access import signed_in
from community.web.limits import account, limit

bp = Blueprint("preview", __name__)


@bp.post("/preview")
@limit("120 per 10 minutes", by=account)
@signed_in
def preview():
    """The HTML of `body`, as a fragment for the editor's script; `?of=page` for a text that is a page."""
    try:
        html = render(request.form.get("body", ""), "page" if request.args.get("of") == "page" else "full").html
    except Invalid as error:
        return f"{error.reason}", 422, {"Content-Type": "text/plain; charset=utf-8"}
    return str(show.dress(html))
