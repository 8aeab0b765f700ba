"""A site goes into a file and comes out again, on the same engine and on the other, and nobody can tell them apart."""

import itertools

import pytest
from sqlalchemy import select

from community.db import db
from community.forums.commands import posts
from community.forums.models import Post, Topic
from community.members.models import Member
from tests import people, servers
from tests.backup.conftest import fill, making

WAYS = list(itertools.product(servers.engines(), repeat=2))


@pytest.fixture(scope="module", params=WAYS, ids=[f"{one}-to-{other}" for one, other in WAYS])
def both(request, tmp_path_factory):
    """A site, what was restored from its back-up, and the back-ups of both."""
    folder = tmp_path_factory.mktemp("both")
    with making(folder) as make:
        former, present = fill(make(request.param[0])), make(request.param[1])
        there = former.backs_up(folder / "there.zip")
        done = present.restores(folder / "there.zip")
        assert done.differences == [] and there.missing == []
        yield former, present, there, present.backs_up(folder / "here.zip")


def test_every_row_and_every_file_is_the_same(both):
    former, present, _there, _here = both
    before, after = former.rows(), present.rows()
    if former.app.config["DATABASE_URL"] or present.app.config["DATABASE_URL"]:
        before.pop("words"), after.pop("words")  # each engine has its own form of them
    assert [name for name in before if before[name] != after[name]] == []
    assert all(before[name] for name in ("member", "post", "media", "site_setting", "search_document", "job"))
    assert former.files() == present.files() and len(former.files()) == 3


def test_its_own_back_up_is_the_same_line_by_line(both):
    _former, _present, there, here = both
    differing = [one.name for one, other in zip(there.tables, here.tables, strict=True) if one != other]
    assert differing == ["stamp"]  # restoring has told all processes that every page is a new one
    assert there.uploads == here.uploads


def test_members_sign_in_search_and_write_on(both):
    _former, present, _there, _here = both
    with present.inside() as app:
        browser = people.visits(app)
        assert browser.sends("/sign-in", username="ben", password=people.PASSWORD).status_code == 302
        assert "Zoë" in browser.reads("/members/ben")
        assert "Ours wait for papers" in browser.reads("/search?q=papers")
        ben = db.session.scalars(select(Member).where(Member.username == "ben")).one()
        topic = db.session.scalars(select(Topic).where(Topic.title.startswith("Who waits"))).one()
        last = db.session.scalar(select(db.func.max(Post.id)))
        assert posts.reply(topic, by=ben, body="On we go.").id == last + 1
