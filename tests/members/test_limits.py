"""How often one may try: by internet address and by account, known and unknown alike, with a clear 429."""

import pytest

import config
from app import create_app
from community.db import db
from community.members import passwords
from community.web import limits
from community.web.limits import limiter
from tests import people
from tests.members.conftest import link


@pytest.fixture(scope="module")
def limiting(built, tmp_path_factory):
    """The same site on the same database, but with its limits on."""
    url = built.config["SQLALCHEMY_DATABASE_URI"]
    given = {"INSTANCE": str(tmp_path_factory.mktemp("limits")), "DATABASE_URL": url, "LIMITS": True}
    limited = create_app(config.from_environment(config.Testing, **given))
    yield limited
    limiter.enabled = False
    with limited.app_context():
        db.engine.dispose()


@pytest.fixture
def app(app, limiting):
    limiter.enabled = True
    yield limiting
    limiter.enabled = False
    limiter.reset()


def sends(app, url, from_="192.0.2.1", **fields):
    visitor = people.visits(app)
    fields["csrf_token"] = visitor.token()
    return visitor.client.post(url, data=fields, environ_base={"REMOTE_ADDR": from_})


@pytest.mark.parametrize("username", ["asha", "nobody"])
def test_guesses_at_one_account_end_from_wherever_they_come(app, username):
    people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))
    answers = [sends(app, "/sign-in", f"192.0.2.{n}", username=username, password="guess") for n in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 300
    assert "Too many attempts" in people.words(answers[-1])
    assert sends(app, "/sign-in", username=f" {username.upper()}", password="guess").status_code == 429
    assert sends(app, "/sign-in", username="ben", password="guess").status_code == 422


def test_another_spelling_of_a_name_is_no_further_account(app):
    people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))
    spellings = ["asha", "a.sha", "as_ha", "ash-a", "ASHA", "a.s.h.a", "..asha", "asha..", "аsha", "a--sha", "ａsha"]
    answers = [
        sends(app, "/sign-in", f"192.0.2.{n}", username=name, password="guess") for n, name in enumerate(spellings)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8::5", "2001:db8::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"), ("somewhere", "somewhere"),
    ],
)  # fmt: skip
def test_whom_an_address_limit_counts(app, address, counted):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.address() == counted


def test_guesses_from_one_address_end_whomever_they_try(app):
    answers = [sends(app, "/sign-in", username=f"person{n}", password="guess").status_code for n in range(21)]
    assert answers == [422] * 20 + [429]
    assert sends(app, "/sign-in", "192.0.2.2", username="person1", password="guess").status_code == 422
    assert people.visits(app).get("/sign-in").status_code == 200


@pytest.mark.parametrize("typed", ["asha@example.org", "nobody@example.org"])
def test_links_to_one_account_are_asked_for_five_times_an_hour(app, typed):
    people.member("Asha")
    answers = [sends(app, "/password/reset", f"192.0.2.{n}", username=typed).status_code for n in range(6)]
    assert answers == [302] * 5 + [429]


def test_one_address_makes_us_send_twenty_mails_a_day(app):
    answers = [sends(app, "/password/reset", username=f"person{n}") for n in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 3600


def test_one_mailbox_gets_five_mails_a_day_whichever_way_they_are_asked_for(app, mailbox):
    people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))
    for n in range(4):
        sends(app, "/password/reset", username=("asha", "asha@example.org")[n % 2])
    for n in range(4):
        answers = {"username": f"new{n}", "email": "asha@example.org", "password": people.PASSWORD, "terms": "y"}
        assert sends(app, "/join", **answers).status_code == 302
    assert len(mailbox()) == 5


def test_a_mail_is_sent_again_three_times_an_hour(app):
    asha = people.member("Asha", email=None, email_confirmed_at=None, pending_email="asha@example.org")
    browser = people.signs_in(app, asha)
    assert [browser.sends("/email/resend").status_code for _ in range(4)] == [302] * 3 + [429]


def test_asking_for_more_mails_than_a_day_has_does_not_end_the_link_that_was_sent(app, mailbox):
    people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))
    for n in range(5):
        sends(app, "/password/reset", username=("asha", "asha@example.org")[n % 2])
    newest = link(mailbox()[-1])
    sends(app, "/password/reset", "192.0.2.99", username="asha")
    assert mailbox() == []
    assert people.visits(app).get(newest).status_code == 200
