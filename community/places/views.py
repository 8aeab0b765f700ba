"""The one door of places: what a name typed so far may mean, for the fields that ask where."""

from flask import Blueprint, request
from flask_babel import get_locale

from community.places import queries
from community.places.models import KINDS
from community.web.access import open_to_all

bp = Blueprint("places", __name__, url_prefix="/places")

LONGEST = 100  # characters of a name that are looked at


@bp.get("/find")
@open_to_all
def find():
    """Places that begin with `q`, of the kinds asked for: {"places": [{"id": 2996944, "label": "Lyon, France"}]}."""
    kinds = [kind for kind in request.args.getlist("kind") if kind in KINDS] or ["city"]
    found = queries.find_places(request.args.get("q", "")[:LONGEST], kinds, locale=str(get_locale()))
    answer = {"places": [{"id": card.id, "label": card.label} for card in found]}
    return answer, {"Cache-Control": "private, max-age=3600"}
