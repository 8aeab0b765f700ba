"""How the site is doing, and the way to everything that can be arranged."""

from datetime import timedelta

from community import clock, jobs
from community.admin import queries
from community.db import db, transaction
from community.forums.commands import forums, topics
from community.members.models import Suspension
from community.web import health
from tests import people


def test_it_counts_what_matters(app, ada, ben, statements):
    people.member("Cleo", email_confirmed_at=None, password_hash="x")
    people.member("Left", left_at=clock.now(), password_hash="x")
    room = forums.create_forum(forums.create_theme(by=ada, title="Work"), by=ada, name="Front desks")
    topics.start_topic(room, by=ben, title="New", body="Words")
    topics.start_topic(room, by=ben, title="Old", body="Words", at=clock.now() - timedelta(days=8))
    now = clock.now()
    with transaction() as session:
        session.add(Suspension(member_id=ben.id, reason="Rest", at=now, until=now + timedelta(days=1)))
        session.add(Suspension(member_id=ada.id, reason="Over", at=now, until=now))
        session.add(jobs.Job(name="mail.deliver", args=[], due_at=now, attempts=jobs.ATTEMPTS, error="refused"))
    seen = queries.figures(now)
    assert (seen.unconfirmed, seen.suspended, seen.posts, seen.failed_jobs) == (1, 1, 1, 1)
    assert statements(queries.figures, now) == 1
    assert "refused" in people.signs_in(app, ada).reads("/admin")


def test_it_says_why_nothing_can_be_stored(app, ada, monkeypatch):
    keeper = people.signs_in(app, ada)
    assert not people.soup(keeper.get("/admin")).select("main [role=alert]")
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SET transaction_read_only = on"))
    monkeypatch.setattr(health.os, "access", lambda _path, _mode: False)
    assert health.closed() and ("Read-only" in health.closed() or "= on" in health.closed())
    db.session.rollback()
    monkeypatch.setattr(health, "closed", lambda: "ibis.sqlite: Read-only file system")
    told = people.soup(keeper.get("/admin")).select_one("main [role=alert]").text
    assert "Nothing can be stored just now" in told and "ibis.sqlite: Read-only file system" in told


def test_every_line_leads_to_a_page(app, ada):
    keeper = people.signs_in(app, ada)
    for link in people.soup(keeper.get("/admin")).select("main .lines a"):
        assert keeper.get(link["href"]).status_code == 200, link["href"]


def test_only_administrators_find_the_way(app, ada, ben):
    assert "/admin" in [link["href"] for link in people.soup(people.signs_in(app, ada).get("/about")).select(".me a")]
    reader = people.signs_in(app, ben)
    assert "/admin" not in [link["href"] for link in people.soup(reader.get("/about")).select(".me a")]
    assert reader.get("/admin").status_code == 403
