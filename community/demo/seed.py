"""Making the demonstration community, all or nothing, the same each time."""

from collections.abc import Callable
from random import Random

from flask import current_app
from sqlalchemy import exists, select

from community import audit, clock
from community.audit import Entry
from community.db import after_commit, db, transaction
from community.demo import frame, kept, people, reading, shelf, signin, talk
from community.demo.content import Content
from community.errors import Conflict
from community.forums.models import Topic
from community.members.models import Member
from community.resources.models import Resource

CHANCE = 2010  # fixed, so that two demonstrations differ in their dates only
ACTION = "demo.seed"


def seed(tell: Callable[[int, int], object] = lambda done, total: None) -> None:
    """Add the demonstration to the site. `tell(done, total)` hears of topics and resources. Raises Conflict."""
    content, chance = Content(clock.now()), Random(CHANCE)
    total = len(content.topics) + len(content.resources)
    counted = iter(range(1, total + 1))

    def step() -> None:
        tell(next(counted), total)

    with transaction() as session:
        if session.scalar(select(exists().where(Member.is_demo))):
            raise Conflict("The demonstration is here already.")
        invited = people.make_members(session, content, chance)
        host = invited["christine"]
        shelf.make_tags(session, content, host)
        talk.make_forums(session, content, invited, chance, step)
        shelf.make_resources(session, content, invited, chance, step)
        kept.make_shelf(session, content, invited["daniel"])
        reading.mark(session, content, invited)
        frame.make_quotations(content, host)
        frame.write_pages(session, content)
        frame.present(content)
        given = signin.give_passwords(invited)
        audit.record(ACTION, host, by=host)
        instance = current_app.config["INSTANCE"]
        after_commit(lambda: signin.keep(instance, given))


def is_fresh() -> bool:
    """Whether nobody has put anything on this site yet, and it never was a demonstration."""
    somebody, something = exists().where(Member.id.is_not(None)), exists().where(Topic.id.is_not(None))
    entry, before = exists().where(Resource.id.is_not(None)), exists().where(Entry.action == ACTION)
    return not db.session.scalar(select(somebody | something | entry | before))
