"""Forgotten passwords: alike for known and unknown, one link at a time, good once."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db, transaction
from community.members import passwords
from community.members.commands import accounts, tokens
from community.members.models import Suspension, Token
from tests import people
from tests.members.conftest import link

NEW = "another long password"


@pytest.fixture
def asha(app):
    return people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))


@pytest.fixture
def asks(visitor, mailbox):
    """asks(typed) answers the path of the mailed link."""

    def ask(typed="asha") -> str:
        visitor.sends("/password/reset", username=typed)
        return link(mailbox()[0])

    return ask


def test_a_forgotten_password_is_set_anew_and_every_session_ends(app, visitor, asha, asks, mailbox):
    elsewhere = people.signs_in(app, asha)
    address = asks()
    assert "For the account “asha”" in visitor.reads(address)
    assert visitor.sends(address, new_password=NEW).location == "/"
    assert elsewhere.get("/settings").status_code == 302
    assert visitor.get("/settings").status_code == 200, "whoever reads the mail is signed in"
    assert people.visits(app).sends("/sign-in", username="asha", password=NEW).status_code == 302
    assert people.visits(app).sends("/sign-in", username="asha", password=people.PASSWORD).status_code == 422
    assert "was changed" in mailbox()[0]["Subject"]


def test_known_and_unknown_people_get_the_same_answer_but_only_one_gets_mail(app, asha, mailbox):
    answers = set()
    for typed in ("asha", "asha@example.org", "nobody", "nobody@example.org"):
        answer = people.visits(app).sends("/password/reset", follow=True, username=typed)
        answers.add((answer.status_code, answer.request.path, people.words(answer)))
    assert len(answers) == 1
    assert [message["To"] for message in mailbox()] == ["asha@example.org"] * 2


def test_opening_the_link_uses_nothing_up_and_using_it_does(app, asha, asks):
    address = asks()
    for _ in range(3):
        assert people.visits(app).get(address).status_code == 200
    assert people.visits(app).sends(address, new_password="short").status_code == 422
    assert people.visits(app).sends(address, new_password=NEW).status_code == 302
    again = people.visits(app).sends(address, new_password="a third long password")
    assert again.status_code == 404 and "ask for a new one" in people.words(again)


def test_a_link_dies_after_six_hours(visitor, asha, asks):
    address = asks()
    clock.advance(timedelta(hours=6, seconds=-1))
    assert visitor.get(address).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert visitor.get(address).status_code == 404


def test_a_link_dies_when_a_newer_one_is_asked_for(visitor, asha, asks):
    older, newer = asks(), asks()
    assert visitor.get(older).status_code == 404
    assert visitor.get(newer).status_code == 200


def test_a_link_dies_when_the_password_or_the_address_changes(app, visitor, asha, asks, mailbox):
    address, browser = asks(), people.signs_in(app, asha)
    browser.sends("/settings/password", present_password=people.PASSWORD, new_password=NEW)
    assert visitor.get(address).status_code == 404
    mailbox()
    address = asks()
    browser.sends("/settings/email", email="asha@elsewhere.org", password=NEW)
    assert visitor.get(address).status_code == 404


def test_a_token_is_kept_as_a_hash_and_serves_one_purpose(visitor, asha, asks):
    token = asks().rpartition("/")[2]
    assert len(token) >= 43
    assert db.session.scalar(db.select(Token.token_hash)) != token
    assert visitor.get(f"/email/confirm/{token}").status_code == 404
    assert visitor.get(f"/password/reset/{token}x").status_code == 404


def test_two_who_use_one_link_at_once_do_not_both_succeed(asha, asks):
    token = asks().rpartition("/")[2]
    first = second = tokens.find("reset", token)
    with transaction():
        tokens.use(first)
    with pytest.raises(tokens.NotFound), transaction():
        tokens.use(second)


def test_a_reset_proves_an_address_that_waited_for_it(app, asks, mailbox):
    joined = accounts.join(username="cleo", email="cleo@example.org", password=people.PASSWORD)
    mailbox()
    people.visits(app).sends(asks("cleo@example.org"), new_password=NEW)
    db.session.refresh(joined)
    assert joined.email == "cleo@example.org" and joined.email_confirmed_at


def test_a_reset_does_not_let_the_suspended_in(visitor, asha, asks):
    address = asks()
    with transaction() as session:
        session.add(Suspension(member_id=asha.id, reason="Three insults", at=clock.now()))
    answer = visitor.sends(address, new_password=NEW)
    assert answer.status_code == 403 and "Three insults" in people.words(answer)
    assert visitor.get("/settings").status_code == 302
