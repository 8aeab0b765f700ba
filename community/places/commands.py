"""Tying things to places."""

from sqlalchemy import delete

from community.db import transaction
from community.places.models import Place, PlaceLink


def link_places(kind: str, object_id: int, places: list[Place], precision: str = "") -> None:
    """Let the thing (kind, object_id) belong to exactly these places; a place's own kind is the default precision."""
    with transaction() as session:
        session.execute(delete(PlaceLink).where(PlaceLink.kind == kind, PlaceLink.object_id == object_id))
        for place in places:
            link = PlaceLink(place_id=place.id, kind=kind, object_id=object_id, precision=precision or place.kind)
            session.add(link)
