"""The tables of places are filled once, whole, and in the same way each time."""

import shutil

from sqlalchemy import select

from community.db import db
from community.places.importing import import_places, read_areas
from community.places.models import Place, PlaceName, PlaceWithin
from tests.places.conftest import geonames_line


def test_every_area_has_a_parent_that_comes_before_it():
    rows, _ = read_areas()
    seen = set()
    for row in rows:
        assert row["parent_id"] in seen or row["kind"] == "world", row["code"]
        seen.add(row["id"])
    assert len(seen) == len(rows)


def test_the_continents_are_those_of_the_united_nations():
    rows, _ = read_areas()
    assert {row["code"] for row in rows if row["kind"] == "continent"} == {"002", "009", "019", "142", "150"}
    assert sum(row["kind"] == "country" for row in rows) == 250  # 249 of ISO 3166-1, and Kosovo


def test_kosovo_carries_its_user_assigned_code(world):
    kosovo = db.session.scalar(select(Place).where(Place.code == "XK"))
    assert (kosovo.alpha3, kosovo.kind, db.session.get(Place, kosovo.parent_id).code) == ("XKX", "country", "039")


def test_small_towns_and_parts_of_cities_stay_out_and_capitals_come_in(world):
    names = set(db.session.scalars(select(Place.name).where(Place.kind == "city")))
    assert "Andorra la Vella" in names
    assert not names & {"Ferney", "Lyon Part-Dieu"}


def test_a_city_keeps_where_it_is_and_its_time_zone(world):
    lyon = db.session.get(Place, 2996944)
    assert (lyon.latitude, lyon.longitude, lyon.population) == (45.7, 4.8, 472_317)
    assert (lyon.time_zone, lyon.search_key, lyon.parent_id) == ("Europe/Paris", "lyon", 250)


def test_importing_again_changes_nothing(world, cities_file):
    def everything():
        return [db.session.execute(select(*table.__table__.c)).all() for table in (Place, PlaceName, PlaceWithin)]

    before = everything()
    again = import_places(cities_file=cities_file)
    assert (world["made"], again["made"], again["changed"]) == (289, 0, 0)
    assert everything() == before


def test_a_grown_city_is_brought_up_to_date(world, cities_file, tmp_path):
    newer = shutil.copy(cities_file, tmp_path / "newer.txt")
    text = newer.read_text(encoding="utf-8").replace("472317", "522250")
    lyons = geonames_line(4207226, "Lyons", "Lyons", "", 1, 1, "PPL", "US", "GA", 20_000, "America/New_York")
    newer.write_text(text + lyons + "\n", encoding="utf-8")
    assert {"made": 1, "changed": 1}.items() <= import_places(cities_file=newer).items()
    assert db.session.get(Place, 2996944, populate_existing=True).population == 522_250


def test_progress_is_told_up_to_the_end(app, cities_file):
    told = []
    import_places(lambda done, total: told.append((done, total)), cities_file)
    assert told[-1][0] == told[-1][1] > 289
