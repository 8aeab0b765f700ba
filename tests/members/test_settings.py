"""What members set for themselves, each success beside its refusal."""

import pytest

from community.db import db, transaction
from community.members import passwords
from community.members.commands import accounts
from community.settings import change
from tests import people
from tests.members.conftest import link

NEW = "another long password"


@pytest.fixture
def asha(app):
    return people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))


@pytest.fixture
def browser(app, asha):
    return people.signs_in(app, asha)


def test_a_new_password_needs_the_present_one_and_ends_all_other_sessions(app, asha, browser):
    elsewhere = people.signs_in(app, asha)
    wrong = browser.sends("/settings/password", present_password="not this one", new_password=NEW)
    assert wrong.status_code == 422 and "not your present password" in people.words(wrong)
    assert elsewhere.get("/settings").status_code == 200
    common = browser.sends("/settings/password", present_password=people.PASSWORD, new_password="qwertyuiop")
    assert common.status_code == 422 and "everybody tries first" in people.words(common)
    assert browser.sends("/settings/password", present_password=people.PASSWORD, new_password=NEW).status_code == 302
    assert browser.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 302


def test_a_new_address_counts_once_it_is_proven_and_the_old_one_is_told(asha, browser, mailbox):
    refused = browser.sends("/settings/email", email="asha@new.org", password="not this one")
    assert refused.status_code == 422 and mailbox() == []
    assert browser.sends("/settings/email", email="Asha@New.org", password=people.PASSWORD).status_code == 302
    assert "asha@new.org waits to be confirmed" in browser.reads("/settings")
    db.session.refresh(asha)
    assert asha.email == "asha@example.org"
    [to_new] = mailbox()
    assert to_new["To"] == "asha@new.org"
    browser.sends(link(to_new))
    db.session.refresh(asha)
    assert asha.email == "asha@new.org" and asha.pending_email is None
    [to_old] = mailbox()
    assert to_old["To"] == "asha@example.org" and "was changed" in to_old["Subject"]


def test_the_page_does_not_tell_that_a_new_address_is_known(asha, browser, mailbox):
    people.member("Ben")
    known = browser.sends("/settings/email", follow=True, email="ben@example.org", password=people.PASSWORD)
    [to_ben] = mailbox()
    unknown = browser.sends("/settings/email", follow=True, email="new@example.org", password=people.PASSWORD)
    assert people.words(known).replace("ben@", "new@") == people.words(unknown)
    [to_new] = mailbox()
    assert "already have an account" in to_ben["Subject"] and to_new["To"] == "new@example.org"


def test_sessions_are_listed_with_their_device_and_ended_one_by_one(app, asha, browser):
    phone = people.visits(app)
    agent = {"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"}
    with phone.client.session_transaction() as session:
        session["csrf_token"] = "x"
    fields = {"csrf_token": phone.token(), "username": "asha", "password": people.PASSWORD}
    phone.client.post("/sign-in", data=fields, headers=agent)
    page = browser.get("/settings/sessions")
    assert "Firefox · Android" in people.words(page) and "this one" in people.words(page)
    end = people.soup(page).select_one("form[action*='/settings/sessions/'][action$='/end']")["action"]
    ben = people.signs_in(app, people.member("Ben"))
    assert ben.sends(end).status_code == 404
    assert phone.get("/settings").status_code == 200
    assert browser.sends(end).status_code == 302
    assert phone.get("/settings").status_code == 302
    assert browser.sends(end).status_code == 404


def test_all_other_sessions_end_at_once(app, asha, browser):
    others = [people.signs_in(app, asha) for _ in range(3)]
    browser.sends("/settings/sessions/end-others")
    assert [other.get("/settings").status_code for other in others] == [302] * 3
    assert browser.get("/settings").status_code == 200


def test_a_list_of_many_sessions_costs_no_more_than_a_short_one(app, asha, browser, statements):
    short = statements(browser.get, "/settings/sessions")
    for _ in range(20):
        people.signs_in(app, asha)
    assert statements(browser.get, "/settings/sessions") == short


def test_language_and_time_zone_are_chosen_from_those_there_are(asha, browser):
    browser.sends("/settings/preferences", locale="en", timezone="Asia/Tokyo")
    db.session.refresh(asha)
    assert (asha.locale, asha.timezone) == ("en", "Asia/Tokyo")
    assert "21:00" in browser.reads("/settings/sessions"), "noon in UTC"
    for odd in ({"locale": "tlh"}, {"timezone": "Mars/Olympus"}, {"timezone": "../../etc/passwd"}):
        assert browser.sends("/settings/preferences", **({"locale": "en", "timezone": "UTC"} | odd)).status_code == 422
    browser.sends("/settings/preferences", locale="", timezone="")
    db.session.refresh(asha)
    assert (asha.locale, asha.timezone) == (None, None)


def test_no_form_takes_a_field_that_is_not_its_own(asha, browser):
    browser.sends("/settings/preferences", locale="en", timezone="", role="administrator", is_administrator="1")
    db.session.refresh(asha)
    assert not asha.is_administrator


def test_when_the_terms_change_members_are_asked_once(app, asha, browser):
    with transaction():
        change(terms_version=2)
    assert "Our terms have changed" in browser.reads("/settings")
    with transaction():
        asha.password_hash = passwords.hash_of(people.PASSWORD)
    newly = people.visits(app)
    signed_in = newly.sends("/sign-in", username="asha", password=people.PASSWORD, next="/settings")
    assert signed_in.location == "/terms/agree?next=/settings"
    assert newly.sends("/terms/agree", version="1").status_code == 409
    assert newly.sends("/terms/agree", version="2", next="/settings").location == "/settings"
    assert "Our terms have changed" not in newly.reads("/settings")
    db.session.refresh(asha)
    assert asha.terms_version == 2


def test_who_joins_agrees_to_the_present_terms(app):
    with transaction():
        change(terms_version=5)
    assert accounts.join(username="cleo", email="c@example.org", password=NEW).terms_version == 5


def test_a_new_password_also_ends_a_copy_of_this_very_session(app, browser):
    copy = app.test_client()
    with browser.client.session_transaction() as session, copy.session_transaction() as copied:
        copied.update(session)
    assert copy.get("/settings").status_code == 200
    browser.sends("/settings/password", present_password=people.PASSWORD, new_password=NEW)
    assert browser.get("/settings").status_code == 200
    assert copy.get("/settings").status_code == 302


def test_who_knew_the_old_password_cannot_move_the_account_after_a_new_one_is_set(app, asha, browser, mailbox):
    browser.sends("/settings/email", email="thief@example.org", password=people.PASSWORD)
    address = link(mailbox()[0])
    browser.sends("/settings/password", present_password=people.PASSWORD, new_password=NEW)
    assert people.visits(app).sends(address).status_code == 404
    db.session.refresh(asha)
    assert (asha.email, asha.pending_email) == ("asha@example.org", None)


def test_a_new_password_leaves_a_newcomer_the_link_that_proves_the_first_address(app, mailbox):
    cleo = accounts.join(username="cleo", email="cleo@example.org", password=people.PASSWORD)
    address = link(mailbox()[0])
    people.signs_in(app, cleo).sends("/settings/password", present_password=people.PASSWORD, new_password=NEW)
    assert people.visits(app).sends(address).status_code == 302
    db.session.refresh(cleo)
    assert cleo.email == "cleo@example.org"
