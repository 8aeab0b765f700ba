"""Joining: four answers, a mail, a press; alike for known and unknown addresses."""

import pytest

from community.db import db
from community.members import queries
from community.members.models import Member
from tests import people
from tests.members.conftest import link

ANSWERS = {"username": "asha", "email": "Asha@Example.org", "password": "seeds kept by schools", "terms": "y"}


def joins(visitor, **answers):
    return visitor.sends("/join", **(ANSWERS | answers))


def test_a_newcomer_joins_confirms_the_address_and_may_take_part(visitor, mailbox):
    assert joins(visitor).location == "/join/welcome"
    assert "Please open the link" in visitor.reads("/join/welcome")
    [message] = mailbox()
    assert message["To"] == "asha@example.org"
    assert "Confirm the address" in visitor.reads(link(message)) or "Confirm" in visitor.reads(link(message))
    asha = db.session.scalar(db.select(Member))
    assert asha.email is None and asha.email_confirmed_at is None
    assert visitor.sends(link(message)).status_code == 302
    db.session.refresh(asha)
    assert asha.email == "asha@example.org" and asha.email_confirmed_at


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(app, visitor, mailbox):
    joins(visitor)
    address = link(mailbox()[0])
    for _ in range(3):
        assert people.visits(app).get(address).status_code == 200
    assert db.session.scalar(db.select(Member)).email is None
    assert people.visits(app).sends(address).status_code == 302
    assert visitor.sends(address).status_code == 404


def test_the_answer_is_the_same_for_a_known_address_and_only_its_owner_learns_of_it(app, mailbox):
    people.member("Ben", email="ben@example.org")
    answers = {}
    for who, email in (("known", "ben@example.org"), ("unknown", "new@example.org")):
        visitor = people.visits(app)
        posted = joins(visitor, username=f"new.{who}", email=email)
        welcome = visitor.get("/join/welcome")
        again = joins(people.visits(app), username=f"new.{who}", email="third@example.org")
        answers[who] = (
            posted.status_code, posted.location, welcome.status_code,
            people.words(welcome).replace(email, "").replace(who, ""), again.status_code,
        )  # fmt: skip
    assert answers["known"] == answers["unknown"]
    to_ben, to_new = (message for message in mailbox() if message["To"] != "third@example.org")
    assert "You already have an account" in to_ben["Subject"] and "Confirm" in to_new["Subject"]


def test_a_claimed_address_goes_to_whoever_proves_it_first(app, mailbox):
    thief, owner = people.visits(app), people.visits(app)
    joins(thief, username="thief")
    joins(owner, username="rightful")
    first, second = mailbox()
    assert owner.sends(link(second)).status_code == 302
    assert thief.sends(link(first)).status_code == 409
    assert queries.owner_of("asha@example.org").username == "rightful"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"username": "b"}, "between 2 and 40"),
        ({"username": "ashа"}, "one script"),
        ({"username": "moderator"}, "kept for the site"),
        ({"email": "nowhere"}, "does not look like an e-mail address"),
        ({"password": "short"}, "at least 10"),
        ({"password": "Password123"}, "everybody tries first"),
        ({"password": "asha@example.org"}, "not your name or address"),
        ({"terms": ""}, "agree to the terms"),
    ],
)
def test_a_refused_answer_says_why_and_keeps_the_others(visitor, mailbox, answers, words):
    answer = joins(visitor, **answers)
    assert answer.status_code == 422
    assert words in people.words(answer)
    kept = {field["name"]: field.get("value") for field in people.soup(answer).select("form.form input[type=text]")}
    assert kept["username"] == (ANSWERS | answers)["username"]
    assert db.session.scalar(db.select(Member)) is None and mailbox() == []


@pytest.mark.parametrize("name", ["asha", "ASHA", "a.s.h.a", "аѕһа"])
def test_a_name_is_taken_with_all_that_look_like_it(visitor, name):
    people.member("Asha")
    answer = joins(visitor, username=name)
    assert answer.status_code == 422 and "is taken" in people.words(answer)


def test_the_mail_can_be_sent_again_and_only_the_newest_link_works(visitor, mailbox):
    joins(visitor)
    [first] = mailbox()
    visitor.sends("/email/resend")
    [second] = mailbox()
    assert visitor.sends(link(first)).status_code == 404
    assert visitor.sends(link(second)).status_code == 302
    assert visitor.sends("/email/resend").status_code == 404


def test_mails_have_a_text_and_a_plain_html_part(visitor, mailbox):
    joins(visitor)
    [message] = mailbox()
    html = message.get_body(("html",)).get_content()
    assert link(message) in html and "<img" not in html
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("first", "second"), [("Ian", "lan"), ("lan", "Ian"), ("НОРА", "HOPA"), ("paypaI", "paypal"), ("bob", "b0b")]
)
def test_of_two_names_that_look_alike_the_second_is_refused_whichever_it_is(app, first, second):
    assert joins(people.visits(app), username=first).status_code == 302
    answer = joins(people.visits(app), username=second, email="other@example.org")
    assert answer.status_code == 422 and "looks like it, is taken" in people.words(answer)


@pytest.mark.parametrize(("first", "second"), [("ian", "lan"), ("eli", "ell"), ("modern", "modest")])
def test_names_that_the_eye_tells_apart_live_side_by_side(app, first, second):
    for number, name in enumerate((first, second)):
        assert joins(people.visits(app), username=name, email=f"{number}@example.org").status_code == 302
