"""A page costs the database the same wherever it stands, however much stands around it: steps and buffers, counted."""

from dataclasses import dataclass

import pytest
from flask_migrate import stamp
from sqlalchemy import Engine

import config
from app import create_app
from community.db import db
from community.forums.models import Forum, Post
from tests import people, servers
from tests.work import filling
from tests.work.meter import Work, metered

MARGIN = 0.05
ROOMS, AUTHORS = 2, 20
SMALL, LARGE, LONG = 500, 3_500, 1_000  # pages of twenty posts: in the small site, to come, and of the long topic


@dataclass
class Site:
    """Where to look, and who looks."""

    engine: Engine
    readers: dict[str, people.Person]
    pages: dict[str, str]

    def work(self, reader: str, url: str) -> Work:
        """What the page costs, once what a first request prepares is there."""
        person = self.readers[reader]
        person.get(url)
        with metered(self.engine) as work:
            answer = person.get(url)
        assert answer.status_code in (200, 302), f"{url} answered {answer.status_code}"
        return work

    def work_of_all(self) -> dict[tuple[str, str], Work]:
        """What each page costs each reader."""
        return {(reader, name): self.work(reader, url) for reader in self.readers for name, url in self.pages.items()}


@pytest.fixture(scope="module", params=servers.engines())
def measured(request, tmp_path_factory):
    """The site with 100,000 posts, and what each page cost when it had 10,000. Made once: it takes some seconds."""
    url = servers.throwaway_database() if request.param == "postgresql" else ""
    given = {
        "INSTANCE": str(tmp_path_factory.mktemp("work")),
        "DATABASE_URL": url,
        "LIMITS": False,
        "KEPT_MEGABYTES": 0,
    }
    app = create_app(config.from_environment(config.Testing, **given))
    with app.app_context():
        db.create_all()
        stamp()
        rooms, authors = _rooms_and_authors()
        short = filling.threads(SMALL, rooms, authors, worn=True)[SMALL // 2]
        filling.settle()
    site = _opened(app, short)
    small = site.work_of_all()
    with app.app_context():
        long = filling.threads(1, rooms[:1], authors, posts=LONG * filling.PAGE, worn=True)[0]
        filling.threads(LARGE, rooms, authors)
        filling.settle()
    yield site, small, f"/t/{short}/waits", f"/t/{long}/waits"
    with app.app_context():
        db.engine.dispose()


def _rooms_and_authors() -> tuple[list[int], list[int]]:
    authors = [people.member(f"Author {number}").id for number in range(AUTHORS)]
    return [people.forum(f"Room {number}").id for number in range(ROOMS)], authors


def _opened(app, topic: int) -> Site:
    with app.app_context():
        asha = people.signs_in(app, people.member("Asha"))
        forum = f"/discuss/{db.session.scalar(db.select(Forum.slug).limit(1))}"
        post = db.session.scalar(db.select(Post.id).where(Post.topic_id == topic, Post.number == filling.PAGE))
        engine = db.engine
    guest = people.visits(app)
    older = people.soup(guest.get(forum)).select_one("a[href*='after=']")["href"]
    pages = {
        "topic": f"/t/{topic}/waits", "topic at a post": f"/t/{topic}/waits/12", "post": f"/p/{post}", "home": "/",
        "forums": "/discuss", "forum": forum, "forum, further back": older, "resources": "/resources", "tags": "/tags",
        "one who begins": "/members/author.0", "one who answers": "/members/author.8",
    }  # fmt: skip
    return Site(engine, {"a visitor": guest, "a member": asha}, pages)


def faults(before: Work, after: Work, what: str) -> list[str]:
    """What to tell if the second page costs more than the first, or is planned worse than row by row.

    Topics cost the same; a list may cost less in the large site: PostgreSQL sorts one of hardly two pages whole.
    """
    least = (1 - MARGIN) * before.total if "topic" in what else 0
    if not least <= after.total <= (1 + MARGIN) * before.total:
        return [f"{what}: {before.total} became {after.total}", *before.growth(after)]
    if after.planned > (1 + MARGIN) * before.total:
        return [f"{what}: {after.planned} as planned, {before.total} row by row"]
    return []


def test_the_last_page_of_a_long_topic_costs_what_a_short_topic_costs(measured):
    site, _small, short, long = measured
    found = []
    for reader in site.readers:
        one = site.work(reader, f"{short}?page=1")  # without a page it is asked first where a member reads on
        for number in (1, 2, LONG // 2, LONG):
            found += faults(
                one, site.work(reader, f"{long}?page={number}"), f"page {number} of the topic, for {reader}"
            )
    assert not found, "\n".join(found)


def test_among_100_000_posts_a_page_costs_what_it_cost_among_10_000(measured):
    site, small, *_topics = measured
    large = site.work_of_all()
    found = [
        line
        for (reader, name) in small
        for line in faults(small[reader, name], large[reader, name], f"{name}, for {reader}")
    ]
    assert not found, "\n".join(found)


def test_the_meter_sees_work_grow(measured):
    """What it is there for: a page that is found by counting from the start."""
    site, *_rest = measured
    costs = []
    for offset in (0, 50_000):
        with metered(site.engine) as work, site.engine.connect() as connection:
            connection.execute(db.select(Post.id).order_by(Post.id).offset(offset).limit(filling.PAGE)).all()
        costs.append(work.total)
    assert costs[1] > 10 * costs[0] > 0
