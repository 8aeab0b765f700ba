"""Names are folded for searching and shown in the reader's language."""

import pytest

from community.places.names import area_name, areas_like, fold


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("Łódź", "lodz"),
        ("København Ø", "kobenhavn o"),
        ("Iğdır", "igdir"),
        ("L’Aquila", "l aquila"),
        ("עַמָּאן", "עמאן"),
        ("  ", ""),
    ],
)
def test_folding_leaves_letters_and_single_spaces(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    ("code", "locale", "name"),
    [
        ("CH", "de", "Schweiz"),
        ("003", "fr", "Amérique du Nord"),
        ("XK", "en", "Kosovo"),
        ("BR", "pt-BR", "Brasil"),
        ("SE", "xx-nowhere", "Sweden"),
        ("ZZZ", "en", "ZZZ"),
    ],
)
def test_areas_are_called_as_the_reader_calls_them(code, locale, name):
    assert area_name(code, locale) == name


def test_an_area_is_found_by_its_name_in_the_readers_language_and_in_english():
    assert areas_like("allem", "fr")[0] == "DE"
    assert areas_like("germ", "fr")[0] == "DE"
    assert "AE" in areas_like("emirates", "en")
    assert areas_like("  ", "en") == []
