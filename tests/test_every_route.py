"""Every address: for whom it is, that forged forms are refused, that reading changes nothing, that pages are whole.

A new route needs no line here; a new kind of argument needs one in tests/world.py.
"""

import re
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from community.db import db
from tests import people, world

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
READING = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture
def town(app):
    """One of everything."""
    return world.build()


@pytest.fixture
def persons(app, town):
    """Everybody who may come to a page, each at a browser."""
    return {
        "guest": people.visits(app),
        "member": people.signs_in(app, town.ben),
        "moderator": people.signs_in(app, town.mo),
        "administrator": people.signs_in(app, town.ada),
    }


def urls(app, town, method: str) -> list[tuple[str, str]]:
    """(endpoint, address) of every route that takes the method, its arguments filled in."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if method in rule.methods:
                given = {name: town.value(rule.endpoint, name) for name in rule.arguments}
                adapter = app.url_map.bind("localhost")
                found.append(
                    (rule.endpoint, adapter.build(rule.endpoint, given | (rule.defaults or {}), method=method))
                )
    return sorted(set(found))


def contents() -> dict[str, list]:
    """Every row of every table."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()))) for table in db.metadata.sorted_tables
        }


@contextmanager
def writes():
    """Collects the statements that change something while the block runs."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if WRITES.match(statement):
            seen.append(" ".join(statement.split())[:80])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def faults_of(page: BeautifulSoup) -> list[str]:
    """What is missing in a page, or should not be in it."""
    html, title = page.html, page.title
    faults = [f"<html> has no {name}" for name in ("lang", "dir") if not html.get(name)]
    if not title or not title.text.split("·")[0].strip():
        faults.append("no words in <title>")
    if len(page.select("h1")) != 1:
        faults.append(f"{len(page.select('h1'))} <h1>, one is right")
    faults += [
        f"inline {tag.name}" for tag in page.select("style, script:not([src], [type='application/ld+json']), [style]")
    ]
    faults += [f"{name} on <{tag.name}>" for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    ids = [tag["id"] for tag in page.select("[id]")]
    return faults + [f"id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]


def refuse(found: list[str], advice: str) -> None:
    """Fail with every address and with what to do about it."""
    assert not found, f"{advice}\n  " + "\n  ".join(found)


def test_every_page_says_whom_it_is_for(app):
    unmarked = [
        f"{rule}: {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "open_to", None) not in ("all", "members", "administrators")
    ]
    refuse(unmarked, "Put @open_to_all, @signed_in or @administrators below the route:")


def test_a_page_for_some_refuses_the_others(app, town, persons):
    found = []
    for endpoint, url in urls(app, town, "GET"):
        mark = app.view_functions[endpoint].open_to
        if mark != "all":
            answer = persons["guest"].get(url)
            if answer.status_code != 302 or "/sign-in" not in answer.location:
                found.append(f"{url}: a guest got {answer.status_code}")
        if mark == "administrators" and persons["member"].get(url).status_code != 403:
            found.append(f"{url}: a member got in")
    refuse(found, "The mark of the route must be the outermost that runs: right below the route (and its limit).")


# A visitor's choice of language: held by where it was sent from, since a token would cost every visitor a cookie.
BY_ORIGIN = {"web.choose_language"}


@pytest.mark.parametrize("whose", ["nobody's", "another session's"])
def test_no_deed_is_done_without_a_token_of_ours(app, town, persons, whose):
    found = []
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for endpoint, url in urls(app, town, method):
            if endpoint in BY_ORIGIN:
                continue
            token = {} if whose == "nobody's" else {"csrf_token": persons["member"].token()}
            persons["administrator"].token()  # the session has one of its own
            with writes() as written:
                given = {"title": "x", "sure": "y"} | token
                answer = persons["administrator"].client.open(url, method=method, data=given)
            if answer.status_code != 400 or written:
                found.append(f"{method} {url} ({endpoint}): {answer.status_code} {written}")
    refuse(found, "Every route that changes something needs the CSRF token: exempt none.")


@pytest.mark.parametrize("who", ["guest", "member", "moderator", "administrator"])
def test_reading_changes_nothing_and_every_page_is_whole(app, town, persons, who):
    before, found = contents(), []
    for endpoint, url in urls(app, town, "GET"):
        with writes() as written:
            answer = persons[who].get(url)
        faults = [f"writes: {statement}" for statement in written]
        if answer.status_code >= 500:
            faults.append(f"answers {answer.status_code}")
        if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
            faults += faults_of(people.soup(answer))
        answer.close()
        found += [f"{url} ({endpoint}) for the {who}: {fault}" for fault in faults]
    refuse(found, "A GET writes no row (use a POST, or a Batch for what is only counted), and each page is complete:")
    assert contents() == before


def test_every_administrators_page_is_found_from_the_first_one(app, town, persons):
    """No page of the desk is only known by heart: two steps from /admin lead to each that needs no number."""
    seen, ways = set(), ["/admin"]
    for _step in range(3):
        pages = [people.soup(persons["administrator"].get(url)) for url in ways]
        ways = [link["href"].split("?")[0] for page in pages for link in page.select("main a[href^='/']")]
        seen |= set(ways)
    desk = {url for endpoint, url in urls(app, town, "GET") if app.view_functions[endpoint].open_to == "administrators"}
    plain = {url for url in desk if not re.search(r"\d", url)} - {"/admin", "/admin/settings/date-example"}
    lost = {url for url in plain if url not in seen and not url.startswith("/admin/log/")}
    refuse(sorted(lost), "Name the page in ADMIN_LINKS of wiring, or link to it from a page that is named there:")
