"""Finding a place while its name is typed, and understanding it when it is sent."""

import pytest

from community.db import db
from community.places import queries
from community.places.commands import link_places
from community.places.models import Place


def labels(text, kinds=("city",), **more):
    return [card.label for card in queries.find_places(text, kinds, **more)]


def test_accents_and_case_do_not_matter(world):
    assert labels("saint etienne") == labels("SAINT-ÉT") == ["Saint-Étienne, France"]


def test_a_later_word_finds_too(world):
    assert labels("vella") == ["Andorra la Vella, Andorra"]


def test_own_names_stand_before_names_in_other_languages(world):
    assert labels("goth") == ["Gotha, Germany", "Göteborg, Sweden"]


def test_an_exact_name_in_another_language_stands_first(world):
    assert labels("ليون") == labels("lyons") == ["Lyon, France"]


def test_codes_of_airports_are_no_names(world):
    assert labels("lys") == []


def test_the_bigger_namesake_stands_first_and_both_say_where_they_are(world):
    assert labels("spring") == ["Springfield, MO, United States", "Springfield, MA, United States"]


def test_a_country_after_a_comma_narrows(world):
    assert labels("got, swe") == labels("got, SE") == ["Göteborg, Sweden"]


def test_countries_come_in_the_readers_language(world):
    assert labels("suiss", ("country",), locale="fr") == ["Suisse"]
    assert labels("lyon", locale="sv") == ["Lyon, Frankrike"]


def test_regions_are_found_when_asked_for(world):
    assert labels("north am", ("region",)) == ["North America"]
    assert labels("north am", ("country", "city")) == []


def test_a_limit_is_kept_and_nothing_typed_finds_nothing(world):
    assert len(labels("s", ("country", "city"), limit=3)) == 3
    assert labels(" ,- ") == []


def test_what_stands_for_any_text_in_sql_finds_nothing(world):
    assert labels("%") == labels("_") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Lyon", 2996944),
        ("lyon, france", 2996944),
        ("Gothenburg, Sweden", 2711537),
        ("Springfield, MA, United States", 4951788),
        ("Springfield", 4409896),
        ("Lyo", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_name_written_in_full_is_understood(world, text, number):
    found = queries.resolve(text)
    assert (found.id if found else None) == number


def test_a_city_is_named_within_its_country(world):
    assert queries.city_named("Gothenburg", "se").name == "Göteborg"
    assert queries.city_named("Gothenburg", "FR") is None


def test_countries_are_listed_in_the_order_of_the_readers_language(world):
    names = [card.name for card in queries.countries("sv")]
    assert names[:2] == ["Afghanistan", "Åland"]
    assert len(names) == 250


def test_what_lies_inside_follows_groupings_that_cross(world):
    def inside(number):
        return set(db.session.scalars(queries.inside(number)))

    assert {124, 840, 484, 6077243} <= inside(3)  # North America: Canada, the United States, Mexico, Montréal
    assert 484 in inside(419)  # Mexico lies in Latin America as well
    assert 124 not in inside(419)
    assert inside(2996944) == {2996944}


def test_things_are_linked_to_places_and_show_the_widest_first(world):
    lyon, france = db.session.get(Place, 2996944), queries.country("FR")
    link_places("resource", 7, [lyon, france])
    assert [card.name for card in queries.places_of("resource", 7)] == ["France", "Lyon"]
    link_places("resource", 7, [lyon])
    assert [card.name for card in queries.places_of("resource", 7)] == ["Lyon"]
    assert queries.places_of("practice", 7) == []


def test_finding_takes_three_statements_at_most(world, statements):
    assert statements(queries.find_places, "s", ("country", "city")) <= 3
    assert statements(queries.cards, [2996944, 2711537, 250, None]) == 1
