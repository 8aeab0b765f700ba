"""Who asks for what on a filled site: topics to read, and members who are signed in, by the site's own code."""

from dataclasses import dataclass
from random import Random

from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from bench.instance import Instance
from community.db import db
from community.forums.addresses import topic_url
from community.forums.models import Topic
from community.members import login
from community.members.models import Member

PAGES, SESSIONS = 500, 50
SHORT = 20  # posts of an ordinary topic


@dataclass(frozen=True)
class Scene:
    """Pages and people of one site."""

    pages: list[str]  # first pages of ordinary topics, all different
    ids: list[int]  # of those topics
    cookies: list[str]  # of members who are signed in
    long_id: int
    long_last: list[str]  # the last pages of the long topic, the very last first; each is full

    @property
    def as_members(self) -> list[str]:
        """The pages, each asked for by one of the members, as `load` takes them.

        By number, which is where a topic's bare address leads those who have read a part of it.
        """
        return [f"{page}?page=1\t{self.cookies[turn % len(self.cookies)]}" for turn, page in enumerate(self.pages)]


def scene(instance: Instance) -> Scene:
    """A choice of pages, the same each time, and fresh sessions."""
    with instance.app() as app:
        rows = db.session.execute(select(Topic.id, Topic.slug, Topic.last_number).order_by(Topic.id)).all()
        longest = max(rows, key=lambda row: row.last_number)
        ordinary = [row for row in rows if row.id != longest.id]
        chosen = Random(3).sample(ordinary, min(PAGES, len(ordinary)))
        full = longest.last_number // SHORT * SHORT  # the end of the last page that is full
        ends = range(full, full - PAGES // 2 * SHORT, -SHORT)[: full // SHORT]
        return Scene(
            pages=[topic_url(row.id, row.slug) for row in chosen], ids=[row.id for row in chosen],
            cookies=[cookie(app, member) for member in _members()],
            long_id=longest.id, long_last=[topic_url(longest.id, longest.slug, number) for number in ends],
        )  # fmt: skip


def _members() -> list[Member]:
    """Plain members: administrators see more, and more slowly."""
    plain = select(Member).where(Member.role == "member").order_by(Member.id)
    return list(db.session.scalars(plain.limit(SESSIONS)))


def cookie(app, member: Member) -> str:
    """The member signs in; what the browser keeps of it."""
    with app.test_request_context("/sign-in"):
        login.begin(member, stay=True, device="bench")
        generate_csrf()  # as the first page that they see has it
        return app.process_response(app.make_response("")).headers["Set-Cookie"].partition(";")[0]
