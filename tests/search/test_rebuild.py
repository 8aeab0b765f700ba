"""Rebuilding while people search: at no moment is anything lost from sight, and what must not be found is not."""

import re

from community.db import db, transaction
from community.forums.commands import posts
from community.search import rebuild as rebuilding
from community.search.models import SearchDocument
from tests import people
from tests.search.reading import hits


def test_everything_is_found_at_every_step_of_a_rebuild(asha, room, visitor, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    topic = people.topic(room, by=asha, title="Pelicans")
    people.replies(7, to=topic, by=asha, body="A pelican")
    found, steps = [], []

    def look(done: int, total: int) -> None:
        found.append(len(hits(visitor, "pelican")))
        steps.append((done, total))

    rebuilding.rebuild(look)
    assert set(found) == {8} and len(found) > 5
    assert steps == sorted(steps) and steps[-1][0] == steps[-1][1]


def test_what_is_written_and_removed_during_a_rebuild_is_as_it_was_left(asha, room, visitor, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    admin = people.member("Admin", administrator=True)
    topic = people.topic(room, by=asha, title="Birds")
    first, *_others = people.replies(5, to=topic, by=asha, body="A pelican")
    turns = iter(range(100))

    def meanwhile(_done: int, _total: int) -> None:
        if next(turns) == 1:
            posts.reply(topic, by=asha, body="One more pelican")
            posts.remove(first, by=admin, reason="Spam")

    rebuilding.rebuild(meanwhile)
    assert len(hits(visitor, "pelican")) == 5


def test_the_command_makes_a_lost_index_anew_and_shows_how_far_it_is(app, asha, room, visitor):
    people.topic(room, by=asha, title="Pelicans")
    with transaction() as session:
        session.execute(db.delete(SearchDocument))
    assert hits(visitor, "pelican") == []
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert result.exit_code == 0, result.output
    bar, told = result.output.strip().rsplit("\n", 1)
    assert re.search(r"Search .*\b(\d+)/\1\b", bar), "the bar came to its end"
    assert re.fullmatch(r"Indexed: .*\b1 topic\b.*\.", told)
    assert hits(visitor, "pelican") == ["Pelicans"]
