"""The one door to uploaded files: each is asked for by whoever may see it, and none can run in the reader's browser."""

from flask import Blueprint, send_file
from flask_login import current_user

from community.media import queries
from community.web.access import open_to_all

bp = Blueprint("media", __name__)

KEPT_SECONDS = 24 * 3600  # a token's bytes never change; a day bounds what stays with one who may no longer see it


@bp.get("/files/<token>/<name>")
@open_to_all
def fetch(token: str, name: str):
    """A picture in one of its sizes, or a document to be saved."""
    found = queries.to_send(token, name, current_user)
    response = send_file(
        found.path, mimetype=found.content_type, as_attachment=found.save_as is not None,
        download_name=found.save_as, conditional=True, etag=True,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store" if found.stands_in else f"private, max-age={KEPT_SECONDS}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
