"""A small world: all areas, and ten cities written in GeoNames' form."""

import pytest

from community.places.importing import import_places

CITIES = [
    # id, name, ascii name, other names, latitude, longitude, what it is, country, district, inhabitants, time zone
    (2996944, "Lyon", "Lyon", "Lione,Lyons,LYS,ليون", 45.7, 4.8, "PPLA", "FR", "84", 472_317, "Europe/Paris"),
    (2979590, "Saint-Étienne", "Saint-Etienne", "", 45.4, 4.4, "PPLA2", "FR", "84", 176_280, "Europe/Paris"),
    (2711537, "Göteborg", "Goeteborg", "Gothenburg", 57.7, 12.0, "PPLA", "SE", "28", 572_799, "Europe/Stockholm"),
    (2921466, "Gotha", "Gotha", "", 50.9, 10.7, "PPL", "DE", "15", 47_000, "Europe/Berlin"),
    (6077243, "Montréal", "Montreal", "Montreal", 45.5, -73.6, "PPL", "CA", "10", 1_600_000, "America/Toronto"),
    (4409896, "Springfield", "Springfield", "", 37.2, -93.3, "PPLA2", "US", "MO", 166_810, "America/Chicago"),
    (4951788, "Springfield", "Springfield", "", 42.1, -72.6, "PPLA2", "US", "MA", 154_341, "America/New_York"),
    (3041563, "Andorra la Vella", "Andorra la Vella", "", 42.5, 1.5, "PPLC", "AD", "07", 12_000, "Europe/Andorra"),
    (3019265, "Ferney", "Ferney", "", 46.3, 6.1, "PPL", "FR", "84", 9_000, "Europe/Paris"),
    (9999999, "Lyon Part-Dieu", "Lyon Part-Dieu", "", 45.7, 4.9, "PPLX", "FR", "84", 60_000, "Europe/Paris"),
]  # fmt: skip


def geonames_line(number, name, ascii_name, others, latitude, longitude, sort, country, district, people, zone):
    first = [number, name, ascii_name, others, latitude, longitude, "P", sort, country, "", district, "", "", ""]
    return "\t".join(map(str, [*first, people, "", "", zone, "2020-01-01"]))


@pytest.fixture
def cities_file(tmp_path):
    path = tmp_path / "cities.txt"
    path.write_text("\n".join(geonames_line(*city) for city in CITIES) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def world(app, cities_file):
    return import_places(cities_file=cities_file)
