"""What nobody asked for changes nothing: fields that no form has, and looking at every page twice."""

from collections import deque

import pytest

from community.db import db
from community.members.models import Grant, Member
from tests import people, world
from tests.media.conftest import media_folder  # noqa: F401
from tests.test_every_route import contents
from tests.test_odd_input import At, all_forms, outcome, posted

NUMBER, WORD, DAY = 424_242, "zqxsentinel", "1999-12-31T23:59:59"
EXTRA = {
    "is_admin", "is_administrator", "administrator", "admin", "power", "scope", "pinned", "locked", "approved",
    "banner", "email_verified", "confirmed", "visible", "member", "author", "_method", "forum", "next_number", "grants",
}  # fmt: skip
MOST_PAGES = 150


@pytest.fixture
def town(app, media_folder):  # noqa: F811
    """One of everything."""
    return world.build()


def columns() -> dict[str, list[str]]:
    """Every column of every table, and some that there might be, each with what would be worth smuggling in."""
    named = {column.name: column.type for table in db.metadata.sorted_tables for column in table.columns}
    found = {name: _worth(name, str(kind)) for name, kind in named.items()}
    return found | {name: ["administrator"] for name in EXTRA if name not in named}


def _worth(name: str, kind: str) -> list[str]:
    if name == "role":
        return ["administrator"]
    if "INT" in kind:
        return [str(NUMBER)]
    return [DAY] if name.endswith("_at") or "DATE" in kind else ["true"] if "BOOL" in kind else [WORD]


def test_no_form_takes_a_column_that_it_does_not_show(app, town):
    extra, broken = columns(), []
    senders = {"guest": At(app, None), "ben": At(app, town.ben), "ada": At(app, town.ada)}
    before = _powers()
    for (name, address, _names), fields in all_forms(app, town).items():
        smuggled = {key: value for key, value in extra.items() if key not in fields and key not in CHOICES}
        status = outcome(lambda: posted(senders[name].come(), address, smuggled | fields))  # noqa: B023 - called at once
        if isinstance(status, str) or status >= 500:
            broken.append(f"{name}: {address}: {status}")
        if name != "ada":
            assert _powers() == before, f"{name}: {address}"
        broken += [f"{name}: {address}: {found}" for found in _smuggled()]
    assert broken == []


CHOICES = {"next", "carried"}  # asked for beside the fields, and shown again


def _powers() -> list:
    db.session.rollback()
    members = db.session.execute(db.select(Member.id, Member.role).order_by(Member.id)).all()
    return [members, db.session.scalar(db.select(db.func.count()).select_from(Grant))]


def _smuggled() -> list[str]:
    told = (str(NUMBER), WORD, "1999, 12, 31")
    return [row[:200] for rows in contents().values() for row in rows if any(word in row for word in told)]


@pytest.mark.parametrize("who", ["guest", "ben", "mo", "ada"])
def test_a_walk_along_every_link_twice_leaves_everything_as_it_was(app, town, who):
    """Views and "last seen" gather in batches, which write later and are not asked for here."""
    person = people.visits(app) if who == "guest" else people.signs_in(app, getattr(town, who))
    before = contents()
    for _turn in range(2):
        ways, seen = deque(["/"]), {"/"}
        while ways and len(seen) < MOST_PAGES:
            answer = person.get(ways.popleft())
            assert answer.status_code < 500
            if answer.mimetype == "text/html":
                found = {link["href"].partition("#")[0] for link in people.soup(answer).select("a[href^='/']")}
                ways.extend(sorted(found - seen))
                seen |= found
            answer.close()
        db.session.rollback()
    assert len(seen) > 30
    assert contents() == before


def test_only_a_token_of_this_very_session_will_do(app, town):
    """Not another member's, nor one from before signing in, nor a forged one; the words are shown again."""
    ben, mo, visitor = people.signs_in(app, town.ben), people.signs_in(app, town.mo), people.visits(app)
    earlier, words = visitor.token(), "What I wrote at length, and would not like to write again."
    ben.token()
    before = contents()
    for token in (mo.token(), earlier, "", "forged", ben.token()[:-1], f"{ben.token()}x", "\x00", "x" * 5000):
        answer = ben.client.post(f"/t/{town.topic.id}/reply", data={"csrf_token": token, "body": words})
        assert answer.status_code == 400
        assert words in people.soup(answer).text
    assert contents() == before
    assert ben.sends(f"/t/{town.topic.id}/reply", body=words).status_code == 302
