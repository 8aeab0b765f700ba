"""Finding places: while somebody types, by name, and what lies inside one."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from community.db import db
from community.places.models import AREAS, LATER_WORD, Place, PlaceLink, PlaceName, PlaceWithin
from community.places.names import areas_like, fold, label_of, name_of

LAST = "\U0010ffff"  # no letter comes after it: the end of a range of keys


@dataclass(frozen=True)
class PlaceCard:
    """A place as a page shows it, in the reader's language."""

    id: int
    kind: str
    code: str
    name: str
    label: str
    country: str  # the code of a city's country, its own for a country, else ""


def find_places(text: str, kinds=("country", "city"), limit: int = 8, locale="en") -> list[PlaceCard]:
    """Places whose name begins with `text` ("lyo", "spring, us"): exact names first, then the biggest first."""
    name, _, area = text.partition(",")
    found = [] if area.strip() else _areas(name, kinds, limit, locale)
    if "city" in kinds and len(found) < limit and fold(name):
        found += _cities(_city_ids(fold(name), limit - len(found), _within_named(area, locale)), locale)
    return found


def resolve(text: str, kinds=("city",), locale="en") -> PlaceCard | None:
    """The place that somebody means who wrote `text` in full ("Lyon", "Lyon, France"), the biggest of its name."""
    name = fold(text.partition(",")[0])
    found = find_places(text, kinds, limit=30, locale=locale)
    by_label = (card for card in found if fold(card.label) == fold(text))
    by_name = (card for card in found if fold(card.name) == name)
    # A city known by another spelling comes first of the cities, as exact names do.
    by_spelling = (card for card in found if card.kind == "city" and _is_called(card, name))
    return next(by_label, None) or next(by_name, None) or next(by_spelling, None)


def card(place_id: int | None, locale="en") -> PlaceCard | None:
    """The place with this id, or None."""
    return cards([place_id], locale).get(place_id) if place_id else None


def cards(place_ids, locale="en") -> dict[int, PlaceCard]:
    """Many places by id, in one statement, for a list of members or tags."""
    ids = {place_id for place_id in place_ids if place_id}
    if not ids:
        return {}
    return {row.id: row for row in _cards(_with_country().where(Place.id.in_(ids)), locale)}


def country(code: str) -> Place | None:
    """The country with this ISO 3166-1 alpha-2 code."""
    return db.session.scalar(select(Place).where(Place.kind == "country", Place.code == code.upper()))


def city_named(name: str, country_code: str) -> Place | None:
    """The biggest city of a country that is called `name` in any language we know."""
    named = select(PlaceName.place_id).where(PlaceName.key == fold(name))
    inside = select(Place.id).where(Place.kind == "country", Place.code == country_code.upper())
    found = select(Place).where(Place.id.in_(named), Place.parent_id.in_(inside))
    return db.session.scalar(found.order_by(Place.population.desc()).limit(1))


def countries(locale="en") -> list[PlaceCard]:
    """All countries in the alphabetical order of the reader's language, for a field that lists them."""
    rows = _cards(_with_country().where(Place.kind == "country"), locale)
    return sorted(rows, key=lambda row: fold(row.name))


def inside(place_id: int) -> Select:
    """The ids of `place_id` and of everything in it, as a subquery: Canada and Montréal for North America."""
    areas = select(PlaceWithin.place_id).where(PlaceWithin.area_id == place_id)
    return select(Place.id).where(or_(Place.id == place_id, Place.id.in_(areas), Place.parent_id.in_(areas)))


def places_of(kind: str, object_id: int, locale="en") -> list[PlaceCard]:
    """The places that the thing (kind, object_id) is linked to, widest first."""
    linked = select(PlaceLink.place_id).where(PlaceLink.kind == kind, PlaceLink.object_id == object_id)
    return sorted(_cards(_with_country().where(Place.id.in_(linked)), locale), key=_from_wide_to_near)


def _from_wide_to_near(row: PlaceCard):
    return ((*AREAS, "city").index(row.kind), fold(row.name))


def _areas(text: str, kinds, limit: int, locale) -> list[PlaceCard]:
    codes = areas_like(text, locale)
    wanted = [kind for kind in kinds if kind in AREAS]
    if not codes or not wanted:
        return []
    rows = _cards(_with_country().where(Place.kind.in_(wanted), Place.code.in_(codes)), locale)
    return sorted(rows, key=lambda row: codes.index(row.code))[:limit]


def _within_named(area: str, locale) -> list[str]:
    """Codes of the countries that the last words of "Springfield, MO, United States" may mean."""
    words = fold(area.rpartition(",")[2])
    return [*areas_like(words, locale), words.upper()] if words else []


def _city_ids(key: str, limit: int, countries: list[str]) -> Select:
    exact = func.max(case((and_(PlaceName.key == key, PlaceName.rank != LATER_WORD), 1), else_=0))
    found = select(PlaceName.place_id).where(PlaceName.key >= key, PlaceName.key < key + LAST)
    if countries:
        inside = select(Place.id).where(Place.kind == "country", Place.code.in_(countries))
        found = found.where(PlaceName.place_id.in_(select(Place.id).where(Place.parent_id.in_(inside))))
    best = (exact.desc(), func.min(PlaceName.rank), func.max(PlaceName.population).desc(), PlaceName.place_id)
    return found.group_by(PlaceName.place_id).order_by(*best).limit(limit)


def _cities(ids: Select, locale) -> list[PlaceCard]:
    order = list(db.session.scalars(ids))
    found = cards(order, locale)
    return [found[place_id] for place_id in order]


def _with_country() -> Select:
    parent = aliased(Place)
    return select(Place, parent.code).outerjoin(parent, parent.id == Place.parent_id)


def _cards(rows: Select, locale) -> list[PlaceCard]:
    return [_card(place, above, locale) for place, above in db.session.execute(rows)]


def _card(place: Place, above: str | None, locale) -> PlaceCard:
    own = {"city": above or "", "country": place.code}.get(place.kind, "")
    label = label_of(place, own, locale)
    return PlaceCard(place.id, place.kind, place.code, name_of(place, locale), label, own)


def _is_called(row: PlaceCard, key: str) -> bool:
    of_city = select(PlaceName.id).where(PlaceName.place_id == row.id, PlaceName.rank != LATER_WORD)
    return db.session.scalar(of_city.where(PlaceName.key == key).limit(1)) is not None
