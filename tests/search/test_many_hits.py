"""Common words: what is ranked when there are more hits than anybody reads, and how little work that is."""

import pytest
from sqlalchemy import text

from community.db import db, transaction
from community.search import engine
from community.search.common import is_common
from tests import people
from tests.search.reading import hits


@pytest.fixture
def few(monkeypatch):
    """As if three hits were more than anybody reads."""
    monkeypatch.setattr(engine, "NEWEST", 3)


def test_a_title_is_found_first_however_old_it_is(add, ask, few):
    title = add("Pelicans", "Old")
    _old, *newest = [add(body="A pelican") for _post in range(4)]
    assert ask("pelican") == [title, *reversed(newest)]


def test_side_by_side_counts_among_the_newest(add, ask, few):
    beyond = add(body="Health care")
    beside = add(body="Our health care")
    newest = [add(body="Care for health") for _post in range(2)]
    assert ask("health care") == [beside, *reversed(newest)]
    assert ask('"health care"') == [beside, beyond]


def test_what_one_may_not_read_takes_no_place_among_the_newest(add, ask, few):
    mine = [add(body="A pelican", scope_id=1) for _post in range(3)]
    for _post in range(5):
        add(body="A pelican", scope_id=2)
    assert ask("pelican", scopes=[1]) == list(reversed(mine))


def test_words_that_stand_everywhere_are_found_like_any_other(app, add, ask, few):
    """PostgreSQL has counted which these are, and is asked in another way for them; the answers are the same."""
    numbers = [add(body="A pelican" if number else "A stork", scope_id=1 + number % 2) for number in range(24)]
    mine = [number for number in numbers if number % 2 == 0]  # of the second room
    before = ask("pelican", scopes=[2])
    with transaction() as session:
        session.execute(text("ANALYZE"))
    app.extensions.pop("common_words", None)
    assert ask("pelican", scopes=[2]) == before == list(reversed(mine))[:3]
    assert ask("stork", scopes=[1]) == [1] and ask("stork", scopes=[2]) == []
    if db.engine.dialect.name == "postgresql":
        assert is_common("pelican") and not is_common("stork")


def test_a_phrase_of_a_title_is_not_put_together_from_its_words(add, ask):
    apart = add("Shop at one stop", "A one stop shop")
    together = add("One stop shop", "")
    assert ask('"one stop shop"') == [together, apart]
    later = add("Shop at one stop", "One stop shop again")
    assert ask('"one stop shop"') == [together, later, apart]


def test_a_stem_is_no_word_and_a_sign_is_none(add, ask):
    add("Interpreters", "They interpret for us and for you")
    for typed in ("eninterpret", "=eninterpret", "^interpreters^", "en*"):
        assert ask(typed) == ([1] if typed == "^interpreters^" else [])


def test_forms_are_sought_in_languages_that_come_into_use(add, ask):
    add(body="We have nobody for this and that")
    assert ask("språken") == []
    swedish = add(body="Vi har ett språk och det är bra för dem")
    assert ask("språken") == [swedish]


def test_a_phrase_left_out_leaves_its_words(add, ask):
    add(body="A one stop shop")
    apart = add(body="One shop at the stop")
    assert ask('shop -"one stop"') == [apart]


def test_more_hits_than_are_counted_out_are_told_as_more(asha, room, visitor, monkeypatch):
    monkeypatch.setattr("community.pages.search_views.MANY", 3)
    people.replies(4, to=people.topic(room, by=asha), by=asha, body="A pelican")
    assert "3+ results" in visitor.reads("/search?q=pelican")
    assert len(hits(visitor, "pelican")) == 4
