"""Signing in and out: by name or address, alike for whatever is wrong, and nothing typed is lost on the way."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db, transaction
from community.members import login, passwords
from community.members.commands import accounts, sessions
from community.members.models import LoginSession, Suspension
from tests import people


@pytest.fixture
def asha(app):
    return people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))


def signs_in(visitor, username="asha", password=people.PASSWORD, **fields):
    return visitor.sends("/sign-in", username=username, password=password, **fields)


@pytest.mark.parametrize("username", ["asha", "ASHA", " asha ", "asha@example.org", "Asha@Example.org"])
def test_members_sign_in_by_name_or_address(visitor, asha, username):
    assert signs_in(visitor, username).location == "/"
    assert "Where you are signed in" in visitor.reads("/settings")


def test_whatever_is_wrong_the_answer_is_the_same(app, asha):
    people.member("Unclaimed", email=None)
    people.member("Gone", left_at=clock.now())
    pages = set()
    for username, password in (
        ("asha", "not her password"), ("nobody", people.PASSWORD), ("nobody@example.org", people.PASSWORD),
        ("unclaimed", people.PASSWORD), ("gone", people.PASSWORD), ("asha", "x" * 5000),
    ):  # fmt: skip
        answer = signs_in(people.visits(app), username, password)
        pages.add((answer.status_code, people.words(answer)))
    [(status, words)] = pages
    assert status == 422 and "do not belong together" in words


def test_an_unknown_name_costs_a_hash_too(app, asha, monkeypatch):
    verified = []
    whole = passwords.verify
    monkeypatch.setattr(passwords, "verify", lambda stored, typed: verified.append(stored) or whole(stored, typed))
    for username in ("asha", "nobody"):
        signs_in(people.visits(app), username, "not her password")
    assert verified == [asha.password_hash, None]


def test_staying_signed_in_lasts_longer_and_survives_the_browser(app, asha):
    short, long = people.visits(app), people.visits(app)
    assert "Expires" not in signs_in(short).headers["Set-Cookie"]
    assert "Expires" in signs_in(long, stay="y").headers["Set-Cookie"]
    clock.advance(login.SHORT + timedelta(minutes=1))
    assert short.get("/settings").status_code == 302
    assert long.get("/settings").status_code == 200
    clock.advance(login.LONG)
    assert long.get("/settings").status_code == 302


def test_signing_out_ends_the_session_for_copies_of_the_cookie_too(app, asha):
    browser = people.visits(app)
    signs_in(browser)
    copy = app.test_client()
    with browser.client.session_transaction() as session, copy.session_transaction() as copied:
        copied.update(session)
    assert copy.get("/settings").status_code == 200
    answer = browser.sends("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert copy.get("/settings").status_code == 302
    assert browser.get("/sign-out").status_code == 405


def test_nothing_planted_before_signing_in_outlives_it(asha, visitor):
    with visitor.client.session_transaction() as session:
        session["_user_id"], session["planted"] = "a token somebody knows", "yes"
    signs_in(visitor)
    with visitor.client.session_transaction() as session:
        assert session["_user_id"] != "a token somebody knows" and "planted" not in session


def test_the_suspended_learn_why_and_until_when_but_only_with_the_right_password(app, asha):
    with transaction() as session:
        facts = {"reason": "Three insults in a week", "at": clock.now(), "until": clock.now() + timedelta(days=3)}
        session.add(Suspension(member_id=asha.id, **facts))
    told = signs_in(people.visits(app))
    assert told.status_code == 403
    assert "until November 23, 2026" in people.words(told) and "Three insults" in people.words(told)
    assert "insults" not in people.words(signs_in(people.visits(app), password="not her password"))
    clock.advance(timedelta(days=4))
    assert signs_in(people.visits(app)).status_code == 302


def test_a_dated_hash_is_renewed_when_its_owner_signs_in(app, asha):
    with transaction():
        asha.password_hash = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$" + _weak_hash().rsplit("$", 1)[1]
    sessions.recognise("asha", people.PASSWORD)
    assert not passwords.is_dated(asha.password_hash)


def _weak_hash() -> str:
    return passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=32).hash(
        people.PASSWORD, salt=b"somesalt"
    )


@pytest.mark.parametrize("target", ["/settings/sessions", "/settings?x=1&y=2", "/discuss/a-b", "/t/7/%D9%85%D8%B1"])
def test_after_signing_in_one_is_where_one_wanted_to_be(visitor, asha, target):
    assert signs_in(visitor, next=target).location == target


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/\t/evil.example", "/\n/evil.example", " //evil.example", "http:evil.example", "///evil.example",
        "evil.example", "@evil.example", "/\x00/evil.example", "https:/evil.example", "//evil.example/%2f..",
        "\t//evil.example", "/ /evil.example", "//[::1]", "ftp://x", "/\x7f/evil.example", "data:text/html,x", "",
    ],
)  # fmt: skip
def test_next_never_leaves_the_site(visitor, asha, target):
    assert signs_in(visitor, next=target).location == "/"
    assert "evil" not in people.visits(visitor.client.application).get("/sign-in", query_string={"next": target}).text


def test_a_members_page_leads_through_the_sign_in_page(visitor, asha):
    assert visitor.get("/settings/sessions").location == "/sign-in?next=/settings/sessions"
    asked = visitor.get("/settings", headers={"Accept": "application/json"})
    assert asked.status_code == 401 and asked.json["error"]["status"] == 401


def _resends(browser, page):
    """Press the one button of the page that shows the kept text."""
    form = people.soup(page).select_one("main form")
    fields = {field["name"]: field["value"] for field in form.select("input[name]")}
    return browser.client.post(form["action"], data=fields)


@pytest.mark.parametrize("cookie_too", [False, True])
def test_behaviour_08_session_expired_then_the_form_is_one_press_from_sent(app, asha, cookie_too):
    asha_at_work = people.signs_in(app, asha)
    token = asha_at_work.token()
    with transaction() as session:
        session.execute(db.delete(LoginSession))
    if cookie_too:
        asha_at_work.client.delete_cookie("ibis")
    page = asha_at_work.client.post(
        "/settings/preferences", data={"csrf_token": token, "locale": "en", "timezone": "Africa/Addis_Ababa"}
    )
    assert page.status_code == 401 and "What you wrote is kept" in people.words(page)
    carried = people.soup(page).select_one("input[name=carried]")["value"]
    refused = signs_in(asha_at_work, password="not her password", carried=carried)
    assert people.soup(refused).select_one("input[name=carried]")["value"] == carried
    offer = signs_in(asha_at_work, carried=carried)
    assert offer.status_code == 200 and "one press" not in people.words(offer)
    assert _resends(asha_at_work, offer).status_code == 302
    db.session.refresh(asha)
    assert asha.timezone == "Africa/Addis_Ababa"


def test_behaviour_08_a_stale_token_shows_the_form_again(app, asha):
    browser = people.signs_in(app, asha)
    offer = browser.client.post("/settings/preferences", data={"csrf_token": "old", "timezone": "Asia/Amman"})
    assert offer.status_code == 400 and "Nothing has been sent yet" in people.words(offer)
    assert _resends(browser, offer).status_code == 302
    db.session.refresh(asha)
    assert asha.timezone == "Asia/Amman"


def test_a_page_elsewhere_cannot_place_a_ready_made_deed(visitor, asha):
    page = visitor.client.post(
        "/settings/preferences", data={"timezone": "Asia/Amman"}, headers={"Origin": "https://evil.example"}
    )
    assert "Asia/Amman" not in page.text


def test_signing_in_once_more_on_one_browser_leaves_one_session(visitor, asha):
    for _turn in range(2):
        assert visitor.sends("/sign-in", username="asha", password=people.PASSWORD).status_code == 302
    assert len(db.session.scalars(db.select(LoginSession)).all()) == 1


def test_signing_in_by_a_claimed_address_does_not_tell_whether_it_has_an_owner(app, asha):
    for number, email in enumerate(("asha@example.org", "nobody@example.org")):
        accounts.join(username=f"curious{number}", email=email, password="seeds kept by schools")
        assert signs_in(people.visits(app), email, "seeds kept by schools").status_code == 302, email
    by_owner = people.visits(app)
    assert signs_in(by_owner, "asha@example.org").status_code == 302
    assert by_owner.get("/members/asha").status_code == 200


def test_every_address_costs_as_many_hashes_whoever_has_it(app, asha, monkeypatch):
    accounts.join(username="curious", email="asha@example.org", password="seeds kept by schools")
    verified = []
    whole = passwords.verify
    monkeypatch.setattr(passwords, "verify", lambda stored, typed: verified.append(typed) or whole(stored, typed))
    costs = set()
    for email in ("asha@example.org", "nobody@example.org"):
        for password in (people.PASSWORD, "seeds kept by schools", "not her password"):
            verified.clear()
            signs_in(people.visits(app), email, password)
            costs.add(len(verified))
    assert len(costs) == 1
