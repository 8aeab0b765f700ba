"""A site that is filled for measuring is one that Ibis itself could have written."""

import random

import pytest
from sqlalchemy import func, select, text

from bench import fill, words
from bench.instance import Size
from community.admin.nightly import CHECKS
from community.db import db
from community.forums.commands import posts
from community.forums.models import Post, Topic
from community.forums.policy import scopes_of
from community.members.models import Guest, Member
from community.search import engine, rebuild
from community.search.models import SearchDocument
from community.search.query import parse
from community.text.render import VERSION, render

SIZE = Size(posts=200, topics=10, long=60)


@pytest.fixture
def filled(app):
    fill.pour(SIZE)
    return app


def in_the_index() -> tuple[list, list]:
    """Every document, and its words as the engine keeps them."""
    key = "id" if db.engine.dialect.name == "postgresql" else "rowid"
    words_of = text(f"SELECT {key} AS key, search_words.* FROM search_words ORDER BY {key}")
    documents = select(SearchDocument.__table__).order_by(SearchDocument.id)
    return db.session.execute(documents).all(), db.session.execute(words_of).all()


def test_it_has_the_size_that_was_asked_for(filled):
    lengths = db.session.scalars(select(Topic.posts_count).order_by(Topic.id)).all()
    assert lengths == [20] * 10 + [60]
    assert db.session.scalar(select(func.count()).select_from(Post)) == 260


def test_every_stored_count_is_true(filled):
    assert [one for check in CHECKS for one in check.compare()] == []


def test_what_is_shown_is_what_the_renderer_makes_of_the_source(filled):
    found = db.session.scalars(select(Post)).all()
    for post in random.Random(1).sample(found, 30):
        assert (post.html, post.renderer) == (render(post.source).html, VERSION)


def test_search_would_have_indexed_it_alike(filled):
    in_bulk = in_the_index()
    counted = rebuild.rebuild()
    assert (counted["topic"], counted["post"], counted["member"]) == (11, 249, 200)
    assert in_the_index() == in_bulk


def test_the_common_word_stands_in_every_twentieth_post(filled):
    total = engine_total(filled, words.COMMON)
    assert total == 260 // words.COMMON_EVERY
    assert engine_total(filled, words.MISSING) == 0
    assert engine_total(filled, words.RARE[0]) > 0


def engine_total(app, typed: str) -> int:
    with app.test_request_context("/search"):
        return engine.find(parse(typed), scopes=scopes_of(Guest())).total


def test_people_can_go_on_writing(filled):
    author, topic = db.session.get(Member, 2), db.session.get(Topic, 1)
    post = posts.reply(topic, by=author, body="And so do we.")
    assert (post.id, post.number) == (261, 21)
    assert [one for check in CHECKS for one in check.compare()] == []
