"""How often one may: the last that is allowed succeeds, the next gets 429, when to come back, and what was typed."""

import pytest

import config
from app import create_app
from community import settings
from community.db import db, transaction
from community.pages.commands import ensure_pages
from community.web import limits
from community.web.limits import limiter
from tests import people

HERE = "192.0.2.1"
WORDS = "What I typed, all of it, and it was long enough to be missed."


@pytest.fixture
def site(app, tmp_path):
    """The same site on the same database, but with its limits on."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    limited = create_app(config.from_environment(config.Testing, INSTANCE=str(tmp_path), DATABASE_URL=url, LIMITS=True))
    limiter.enabled = True
    yield limited
    limiter.enabled = False
    limiter.reset()
    with limited.app_context():
        db.engine.dispose()


def sends(person: people.Person, url: str, from_: str = HERE, **fields):
    """POST a form from an internet address."""
    headers = fields.pop("headers", {})
    data = {"csrf_token": person.token(), **fields}
    return person.client.post(url, data=data, environ_base={"REMOTE_ADDR": from_}, headers=headers)


def is_readable(answer, typed: str = "") -> bool:
    """A refusal with a page, a time to come back, and what was typed."""
    page = people.soup(answer)
    kept = [area.text for area in page.select("textarea")]
    return (
        answer.status_code == 429
        and int(answer.headers["Retry-After"]) > 0
        and "Too many attempts" in page.h1.text
        and (not typed or typed in kept)
    )


# What a member sends, how often an hour, and what is answered as long as it may.
DOORS = [
    ("/discuss/{room}/new", {"title": "A title", "body": WORDS}, 20, 302),
    ("/t/{topic}/reply", {"body": WORDS}, 60, 302),
    ("/p/{post}/edit", {"body": "", "reason": WORDS}, 120, 422),
    ("/p/{post}/quote", {"body": WORDS}, 300, 200),
    ("/resources/new", {"title": "", "body": WORDS}, 20, 422),  # files travel with it
    ("/settings/profile", {"about": WORDS, "display_name": "x" * 99}, 60, 422),  # so does a picture
    ("/rate/resource/999", {"value": "3"}, 30, 404),
    ("/preview", {"body": WORDS}, 120, 200),
    ("/settings/data", {}, 5, 302),
    ("/settings/password", {"present_password": "a guess", "new_password": "x"}, 10, 422),
    ("/settings/email", {"email": "a@example.org", "password": "a guess"}, 10, 422),
]


@pytest.mark.parametrize(("url", "fields", "most", "fine"), DOORS, ids=[door[0] for door in DOORS])
def test_a_member_may_so_often_and_no_more(site, url, fields, most, fine):
    asha, room = people.member("Asha"), people.forum()
    topic = people.topic(room, by=asha)
    url = url.format(room=room.slug, topic=topic.id, post=topic.last_post_id)
    answers = [sends(people.signs_in(site, asha), url, f"192.0.2.{n % 250}", **fields) for n in range(most + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {fine}
    assert is_readable(answers[-1], WORDS if WORDS in fields.values() else "")
    assert sends(people.signs_in(site, people.member("Ben")), url, **fields).status_code != 429


def test_what_has_no_limit_of_its_own_has_that_of_all_others(site):
    asha = people.signs_in(site, people.member("Asha"))
    assert {sends(asha, "/t/999/unsolve").status_code for _time in range(600)} == {404}
    assert is_readable(sends(asha, "/t/999/unsolve"))
    assert sends(asha, "/p/999/solve").status_code == 404, "each kind of deed is counted by itself"
    assert sends(people.signs_in(site, people.member("Ben")), "/t/999/unsolve").status_code == 404
    assert asha.get("/t/999/kind").status_code == 404


def test_many_accounts_at_one_address_may_no_more_than_a_school(site):
    def preview(name: int, from_: str):
        return sends(accounts[name % len(accounts)], "/preview", from_, body=WORDS)

    accounts = [people.signs_in(site, people.member()) for _account in range(11)]
    inside = [f"2001:db8:1:2::{n:x}" for n in range(1, 9)]  # one house has a whole network
    answers = [preview(n, inside[n % 8]).status_code for n in range(1_200)]
    assert answers == [200] * 1_200
    assert is_readable(preview(0, "2001:db8:1:2:ffff::1"), WORDS)
    assert preview(0, "2001:db8:1:3::1").status_code == 200


DOORS_OF_STRANGERS = [
    ("/sign-in", {"username": "asha{n}", "password": "a guess"}, 20, 422),
    ("/join", {"username": "", "email": "{n}@example.org"}, 60, 422),
    ("/password/reset", {"username": "asha{n}"}, 20, 302),
    ("/contact", {"name": "Asha", "email": "a@example.org", "body": WORDS}, 5, 302),
]


@pytest.mark.parametrize(("url", "fields", "most", "fine"), DOORS_OF_STRANGERS, ids=[d[0] for d in DOORS_OF_STRANGERS])
def test_an_address_may_so_often_and_no_more_whatever_it_says_of_itself(site, url, fields, most, fine):
    with transaction():
        settings.change(contact_email="office@example.org")
    ensure_pages()
    answers = []
    for n in range(most + 1):
        told = {"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}", "Forwarded": f"for=203.0.113.{n}"}
        given = {name: value.format(n=n) for name, value in fields.items()}
        answers.append(sends(people.visits(site), url, headers=told, **given))
    assert [answer.status_code for answer in answers[:-1]] == [fine] * most
    assert is_readable(answers[-1], WORDS if WORDS in fields.values() else "")
    given = {name: value.format(n="") for name, value in fields.items()}
    assert sends(people.visits(site), url, "192.0.2.2", **given).status_code == fine


def test_those_who_run_the_site_are_not_flooded_by_a_crowd(site, monkeypatch):
    with transaction():
        settings.change(contact_email="office@example.org")
    ensure_pages()
    letter = {"name": "Asha", "email": "a@example.org", "body": WORDS}
    answers = [sends(people.visits(site), "/contact", f"198.51.100.{n}", **letter) for n in range(101)]
    assert [answer.status_code for answer in answers[:-1]] == [302] * 100
    assert is_readable(answers[-1], WORDS)


def test_letters_count_among_the_mails_that_one_address_makes_us_send(site):
    with transaction():
        settings.change(contact_email="office@example.org")
    ensure_pages()
    for n in range(17):
        assert sends(people.visits(site), "/password/reset", username=f"asha{n}").status_code == 302
    letter = {"name": "Asha", "email": "a@example.org", "body": WORDS}
    answers = [sends(people.visits(site), "/contact", **letter).status_code for _letter in range(4)]
    assert answers == [302, 302, 302, 429]


def searches(person: people.Person, from_: str = HERE):
    """Ask for a word, from an internet address."""
    return person.get("/search", query_string={"q": "pelican"}, environ_base={"REMOTE_ADDR": from_})


def test_a_visitor_searches_thirty_times_a_minute_by_address(site):
    answers = [searches(people.visits(site)) for _search in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert is_readable(answers[-1]) and int(answers[-1].headers["Retry-After"]) <= 60
    assert searches(people.visits(site), "192.0.2.2").status_code == 200
    assert people.visits(site).get("/search", environ_base={"REMOTE_ADDR": HERE}).status_code == 200, "the form is free"


def test_a_member_searches_thirty_times_a_minute_from_wherever(site):
    asha = people.signs_in(site, people.member("Asha"))
    answers = [searches(asha, f"192.0.2.{n}").status_code for n in range(31)]
    assert answers == [200] * 30 + [429]
    assert searches(people.signs_in(site, people.member("Ben"))).status_code == 200


def test_pages_are_marked_sixty_times_a_minute_and_shown_without_marks_after_that(site):
    topic = people.topic(people.forum(), by=people.member("Asha"))
    url, visitor = f"/t/{topic.id}/{topic.slug}?words=interprets", people.visits(site)
    pages = [visitor.get(url, environ_base={"REMOTE_ADDR": HERE}) for _page in range(61)]
    assert {page.status_code for page in pages} == {200}
    assert [bool(people.soup(page).select("h1 mark")) for page in pages] == [True] * 60 + [False]
    assert people.soup(visitor.get(url, environ_base={"REMOTE_ADDR": "192.0.2.2"})).select("h1 mark")


def test_a_window_that_is_over_begins_anew(site, monkeypatch):
    visitor = people.visits(site)
    assert [searches(visitor).status_code for _search in range(31)] == [200] * 30 + [429]
    moment = limits.time.time() + 61
    monkeypatch.setattr(limits.time, "time", lambda: moment)
    assert searches(visitor).status_code == 200
