"""What somebody may not see answers like what never was: same status, same words, and nothing happens.

The work is not quite the same: what is hidden is read, with its room, before it is refused. `MORE_WORK` bounds it.

A route that takes an id that is told here needs no line; a new kind of hidden thing needs one in `hidden`.
"""

import re

import pytest

from community import clock, settings
from community.db import db, transaction
from community.forums.commands import posts, topics
from community.forums.models import Topic
from community.media import commands as media
from community.members.models import Suspension
from community.resources.commands import decisions, entries
from community.resources.facts import Facts
from tests import people, world
from tests.conftest import counted
from tests.media.conftest import docx, media_folder  # noqa: F401
from tests.test_every_route import contents

MISSING = 999_999
SENT = {"title": "Mine", "body": "Mine.", "reason": "Mine", "value": "1", "sure": "y", "forum": "1", "until": ""}
CHANGING = {"login_session", "member", "stamp", "site_setting"}  # what a visit itself notes down


@pytest.fixture
def town(app, media_folder):  # noqa: F811
    """One of everything."""
    return world.build()


@pytest.fixture
def hidden(town) -> dict[str, list]:
    """Numbers and words of things that neither Ben nor Mo, who keeps order elsewhere, may see; by route argument."""
    zoe, board = people.member("Zoe"), people.forum("The board", slug="board", visibility="named")
    closed = topics.start_topic(board, by=town.ada, title="Salaries", body="Low.", tags=["Unheard of"])
    withdrawn = _entry(zoe, "Withdrawn")
    comments = db.session.get(Topic, withdrawn.topic_id)
    comment = posts.reply(comments, by=town.ada, body="Unseen, too.")
    decisions.withdraw_resource(withdrawn, by=zoe)
    with transaction():
        settings.change(resources_need_approval=True)
    waiting = _entry(zoe, "A draft")
    file = media.upload(docx(), "plan.docx", by=zoe, role="file")
    media.attach(file, "resource", waiting.id)
    return {
        "topic_id": [closed.id, comments.id, waiting.topic_id], "post_id": [closed.last_post_id, comment.id],
        "resource_id": [waiting.id, withdrawn.id], "object_id": [waiting.id, withdrawn.id], "forum_id": [board.id],
        "forums:slug": [board.slug], "tags:slug": ["unseen", "unheard-of"], "media:token": [file.token],
    }  # fmt: skip


def _entry(by, title: str):
    return entries.add_resource(by=by, facts=Facts(title, "news", "Unseen.", tags=("Unseen",)))


def pairs(app, town, hidden: dict):
    """(method, address of the hidden thing, address of one that never was) for every route that takes such a thing."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        for argument in rule.arguments:
            numbers = hidden.get(f"{rule.endpoint.split('.')[0]}:{argument}") or hidden.get(argument, [])
            if argument == "slug" and len(rule.arguments) > 1:
                continue  # an explanation behind a number
            for number in numbers:
                given = {name: town.value(rule.endpoint, name) for name in rule.arguments} | (rule.defaults or {})
                never = "never-was" if argument == "slug" else "0" * 32 if argument == "token" else MISSING
                for method in sorted(rule.methods & {"GET", "POST"}):
                    both = [adapter.build(rule.endpoint, given | {argument: one}, method) for one in (number, never)]
                    yield method, *both


MORE_WORK = 4  # statements: the row, what it belongs to, its room, what the reader may see

STRANGERS = {
    "guest": None,
    "ben": {},  # a member like any other
    "mo": {},  # keeps order in another forum
    "una": {"email_confirmed_at": None},
    "tess": {"terms_version": 0},
    "lou": {"left_at": clock.now()},  # who has left, at a browser that still remembers
    "sue": {},  # suspended
}


def comes(app, town, name: str) -> people.Person:
    """One of them, at a browser."""
    if STRANGERS[name] is None:
        return people.visits(app)
    known = getattr(town, name, None) or people.member(name.title(), **STRANGERS[name])
    person = people.signs_in(app, known)
    if name == "sue":
        with transaction() as session:
            session.add(Suspension(member_id=known.id, reason="Advertising", at=clock.now()))
    return person


def told(person: people.Person, method: str, address: str) -> tuple[int, str, int]:
    """Status of the answer, its words or where it leads, and how many statements it took.

    What was asked for comes along to the sign-in page.
    """
    db.session.remove()
    with counted() as seen:
        answer = person.sends(address, **SENT) if method == "POST" else person.get(address)
    if answer.location:
        words = re.sub(r"next=.*", "", answer.location)
    else:
        words = people.words(answer) if answer.mimetype == "text/html" else answer.get_data(as_text=True)
    answer.close()
    db.session.rollback()
    return answer.status_code, words, len(seen)


@pytest.mark.parametrize("who", STRANGERS)
def test_the_hidden_and_the_missing_are_told_apart_by_nobody(app, town, hidden, who):
    person = comes(app, town, who)
    before, found = _kept(), []
    for method, real, never in pairs(app, town, hidden):
        one, other = told(person, method, real), told(person, method, never)
        if one[:2] != other[:2] or abs(one[2] - other[2]) > MORE_WORK:
            found.append(f"{method} {real}: {one[0]} with {one[2]} statements, {never}: {other[0]} with {other[2]}")
    assert not found, "\n".join(found)
    assert _kept() == before


def _kept() -> dict:
    return {name: rows for name, rows in contents().items() if name not in CHANGING}
