"""Where a match stands: by the plainest rule there could be, and fast."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.search.matches import Sought
from community.search.query import Query, parse
from community.search.words import stems, words

TEXT = "One-stop shops: the shop of the city, Integración y integraciones. 移民社会 is one stop more; مهاجرين."
LETTERS = "ab ab-é* \"ï移民社,.'\n١مهاجرين ½&"
texts = st.lists(
    st.sampled_from(["a", "b", "ab", "shop", "shops", "مهاجر", "المهاجرين", "移民", " ", " ", "-"]), max_size=30
)
texts = texts.map("".join) | st.text(LETTERS, max_size=60)
queries = st.lists(
    st.sampled_from(['"a b"', "a", "b*", "ab*", "shops", "-a", '"a', "مهاجر", "移", "移民社", "a-b*"]), max_size=5
)
queries = queries.map(" ".join) | st.text(LETTERS, max_size=20)


def matches(text: str, typed: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in Sought(parse(typed)).places(text, language)]


@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("shop", None, ["shop"]),
        ("shop", "en", ["shops", "shop"]),
        ('"shop"', "en", ["shop"]),
        ('"one stop"', "en", ["One-stop", "one stop"]),
        ("shop*", None, ["shops", "shop"]),
        ('"one stop" city', None, ["One-stop", "city", "one stop"]),
        ("integracion", None, ["Integración"]),
        ("INTEGRACIÓN", "es", ["Integración", "integraciones"]),
        ("shop -city", None, ["shop"]),
        ("民社", None, ["民社"]),
        ("المهاجر", "ar", ["مهاجرين"]),
        ("-shop", "en", []),
        ("x", "en", []),
        ("", None, []),
    ],
)
def test_what_is_found_is_what_was_asked_for(typed, language, expected):
    assert matches(TEXT, typed, language) == expected


def plainly(text: str, query: Query, language: str | None) -> list[tuple[int, int]]:
    """The same, word by word."""
    found, places = words(text), set()
    for term in query.wanted:
        meant = term.stems((language,)) if language else frozenset()
        for at, word in enumerate(found):
            here = tuple(one.token for one in found[at : at + len(term.tokens)])
            begins = here[:-1] == term.tokens[:-1] and here[-1].startswith(term.tokens[-1])
            if here == term.tokens or (term.is_beginning and len(here) == len(term.tokens) and begins):
                places.add((word.start, found[at + len(here) - 1].end))
            if language and stems(word.written, language) & meant:
                places.add((word.start, word.end))
    return sorted(places)


@settings(max_examples=300, deadline=None)
@given(texts, queries, st.sampled_from([None, "en", "ar", "fa", "sv"]))
@example("a b c", '"a b c d"', None)
@example("aba ab", "ab*", None)
def test_the_fast_way_finds_what_the_plain_way_finds(text, typed, language):
    query = parse(typed)
    assert Sought(query).places(text, language) == plainly(text, query, language)


@settings(max_examples=200, deadline=None)
@given(queries)
def test_what_is_handed_on_asks_for_the_same(typed):
    query = parse(typed)
    assert parse(query.typed) == query
    assert all(term.typed for term in (*query.wanted, *query.unwanted))


def test_only_so_many_words_are_stemmed():
    sought = Sought(parse("shop"), forms=2)
    assert sought.places("shoplift shops", "en") == [(9, 14)]
    assert sought.places("shopped shops", "en") == [(8, 13)]  # what is known stays known
