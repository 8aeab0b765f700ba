"""The administrators' pages: finding members, roles, powers, suspensions; each with its refusal and its log."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from community import clock
from community.audit import Entry
from community.db import db
from community.errors import Invalid, NotAllowed
from community.forums.policy import moderates
from community.members import passwords, policy, queries
from community.members.commands import roles, suspensions
from community.members.models import Grant, LoginSession, Member
from tests import people


@pytest.fixture
def ada(app):
    return people.member("Ada", administrator=True)


@pytest.fixture
def ben(app):
    return people.member("Ben Okafor", username="ben", password_hash=passwords.hash_of(people.PASSWORD))


@pytest.fixture
def desk(app, ada):
    return people.signs_in(app, ada)


def page(member) -> str:
    return f"/admin/members/{member.id}"


def stored(member) -> Member:
    return db.session.get(Member, member.id, populate_existing=True)


def logged(action: str) -> list[Entry]:
    return list(db.session.scalars(db.select(Entry).where(Entry.action == action)))


@pytest.mark.parametrize("path", ["", "/{}", "/{}/role", "/{}/powers", "/{}/suspend", "/{}/lift", "/{}/claim-link"])
def test_members_find_no_administrators_pages(app, ben, path):
    address = "/admin/members" + path.format(ben.id)
    eve = people.signs_in(app, people.member("Eve"))
    if path in ("", "/{}"):
        assert eve.get(address).status_code == 403 and people.visits(app).get(address).status_code == 302
    else:
        answer = eve.sends(address, **{"role-role": "administrator", "role-reason": "I want to"})
        assert answer.status_code == 403 and people.visits(app).sends(address).status_code == 401
    assert stored(ben).role == "member"


def test_members_are_found_by_name_user_name_and_address(desk, ben):
    people.member("Cleo", username="cleo")
    for words in ("okaf", "BEN", "ben@example.org"):
        shown = desk.reads(f"/admin/members?q={words}")
        assert "Ben Okafor" in shown and "Cleo" not in shown
    for nothing in ("q=%25", "q=%5C", "role=none"):
        assert "No member fits" in desk.reads(f"/admin/members?{nothing}")
    assert desk.get("/admin/members?kind=x").status_code == 404
    assert "No member fits" in desk.reads("/admin/members?role=administrator&q=ben")
    assert "Ben Okafor" not in desk.reads("/admin/members?state=suspended")


def test_a_long_list_has_pages_and_costs_the_same(desk, statements):
    few = statements(desk.get, "/admin/members")
    for number in range(45):
        people.member(f"Person {number:02}")
    assert statements(desk.get, "/admin/members") == few <= 11
    first = people.soup(desk.get("/admin/members"))
    older = first.find("a", rel="next")["href"]
    names = {name.text for name in first.select(".lines .title a")}
    second = people.soup(desk.get(older))
    assert len(names) == 40 and not names & {name.text for name in second.select(".lines .title a")}


def test_a_role_is_given_and_taken_with_a_reason(desk, ada, ben):
    assert desk.sends(f"{page(ben)}/role", **{"role-role": "administrator"}).status_code == 422
    assert desk.sends(f"{page(ben)}/role", **{"role-role": "owner", "role-reason": "x"}).status_code == 422
    assert (
        desk.sends(f"{page(ben)}/role", **{"role-role": "administrator", "role-reason": "Helps out"}).status_code == 302
    )
    assert stored(ben).is_administrator
    roles.change_role(ben, by=ada, role="member", reason="Moved on")
    entries = logged("member.change_role")
    assert [(entry.note, entry.by_id, entry.facts["after"]) for entry in entries] == [
        ("Helps out", ada.id, "administrator"), ("Moved on", ada.id, "member"),
    ]  # fmt: skip
    assert "Moved on" in desk.reads(page(ben))


def test_the_last_administrator_stays(desk, ada, ben):
    answer = desk.sends(f"{page(ada)}/role", **{"role-role": "member", "role-reason": "Tired"})
    assert answer.status_code == 403 and "last administrator" in people.words(answer)
    assert stored(ada).is_administrator


def test_two_who_demote_each_other_leave_one(ada, ben):
    roles.change_role(ben, by=ada, role="administrator", reason="Second")
    as_read_before = SimpleNamespace(id=ben.id, is_administrator=True)
    roles.change_role(ben, by=ada, role="member", reason="Race")
    with pytest.raises(NotAllowed, match="last administrator"):
        roles.change_role(ada, by=as_read_before, role="member", reason="Race")
    assert [member.role for member in (stored(ada), stored(ben))] == ["administrator", "member"]


def test_a_suspended_administrator_does_not_count(ada, ben):
    roles.change_role(ben, by=ada, role="administrator", reason="Second")
    suspensions.suspend(ben, by=ada, reason="Away", until=None)
    with pytest.raises(NotAllowed, match="last administrator"):
        roles.change_role(ada, by=ben, role="member", reason="Alone")


def test_powers_are_given_within_a_forum_and_taken(app, desk, ada, ben):
    forum, other = people.forum("Health"), people.forum("Housing")
    given = {"power-power": "moderate", "power-scope": f"forum:{forum.id}", "power-reason": "Knows it well"}
    assert desk.sends(f"{page(ben)}/powers", **given).status_code == 302
    assert desk.sends(f"{page(ben)}/powers", **given).status_code == 302  # twice changes nothing
    assert moderates(stored(ben), forum.id) and not moderates(stored(ben), other.id)
    shown = desk.reads(page(ben))
    assert "Keep order in discussions, in the forum “Health”" in shown and "Knows it well" in shown
    grant = db.session.scalar(db.select(Grant))
    assert "Keep order" in desk.reads(f"{page(ben)}/powers/{grant.id}/take")
    assert desk.get(f"{page(ada)}/powers/{grant.id}/take").status_code == 404
    assert desk.sends(f"{page(ben)}/powers/{grant.id}/take").status_code == 422
    assert desk.sends(f"{page(ben)}/powers/{grant.id}/take", reason="Thank you").status_code == 302
    assert not moderates(stored(ben), forum.id)
    assert [len(logged(f"member.{deed}_power")) for deed in ("give", "take")] == [1, 1]


@pytest.mark.parametrize("power, scope", [("rule", ""), ("moderate", "forum:999"), ("moderate", "everything")])
def test_there_are_no_other_powers_and_places(desk, ada, ben, power, scope):
    form = {"power-power": power, "power-scope": scope, "power-reason": "x"}
    assert desk.sends(f"{page(ben)}/powers", **form).status_code == 422
    with pytest.raises(Invalid):
        roles.give_power(ben, by=ada, power=power, scope=scope, reason="x")


def test_a_suspension_ends_sessions_at_once_and_is_told_at_sign_in(app, desk, ben):
    people.forum()
    browser = people.signs_in(app, ben)
    assert browser.get("/settings").status_code == 200
    form = {"suspend-reason": "Sold carpets", "suspend-until": "2026-11-25"}
    assert desk.sends(f"{page(ben)}/suspend", **form).status_code == 302
    assert browser.get("/settings").status_code == 302
    assert db.session.scalar(db.select(db.func.count()).where(LoginSession.member_id == ben.id)) == 0
    guest = people.visits(app)
    refused = guest.sends("/sign-in", username="ben", password=people.PASSWORD)
    assert refused.status_code == 403 and "Sold carpets" in people.words(refused)
    assert "Ben Okafor" in desk.reads("/admin/members?state=suspended")
    clock.advance(timedelta(days=6))
    assert guest.sends("/sign-in", username="ben", password=people.PASSWORD).status_code == 302


def test_a_session_that_slipped_in_is_worth_nothing(app, ada, ben):
    suspensions.suspend(ben, by=ada, reason="Sold carpets", until=None)
    browser = people.signs_in(app, ben)  # as if begun in the same moment
    assert browser.get("/settings").status_code == 302


def test_a_suspension_can_be_lifted_and_replaced(desk, ada, ben):
    suspensions.suspend(ben, by=ada, reason="First", until=clock.now() + timedelta(days=1))
    suspensions.suspend(ben, by=ada, reason="Second", until=None)
    assert queries.suspension_of(ben).reason == "Second"
    assert desk.sends(f"{page(ben)}/lift", **{"lift-reason": "Has written to us"}).status_code == 302
    assert queries.suspension_of(ben) is None
    assert [entry.note for entry in logged("member.lift_suspension")] == ["Has written to us"]


def test_nobody_suspends_themselves_the_last_one_or_into_the_past(desk, ada, ben):
    assert desk.sends(f"{page(ada)}/suspend", **{"suspend-reason": "Holiday"}).status_code == 403
    past = {"suspend-reason": "Late", "suspend-until": "2026-11-01"}
    answer = desk.sends(f"{page(ben)}/suspend", **past)
    assert answer.status_code == 422 and "over already" in people.words(answer)
    roles.change_role(ben, by=ada, role="administrator", reason="Second")
    suspensions.suspend(ada, by=ben, reason="Away", until=None)
    with pytest.raises(NotAllowed):
        suspensions.suspend(ben, by=ada, reason="Back", until=None)


def test_policies_say_why(ada, ben):
    old = people.member("Old", email=None)
    gone = people.member("Gone", left_at=clock.now())
    table = [
        (policy.may_change_role, [(ada, ben, True), (ben, ada, False), (ada, old, False), (ada, gone, False)]),
        (policy.may_grant, [(ada, ben, True), (ada, old, True), (ben, old, False), (ada, gone, False)]),
        (policy.may_suspend, [(ada, ben, True), (ada, ada, False), (ben, old, False), (ada, gone, False)]),
        (policy.may_make_claim_link, [(ada, old, True), (ada, ben, False), (ben, old, False), (ada, gone, False)]),
        (policy.may_edit_profile, [(ben, ben, True), (ada, ben, False), (gone, gone, False)]),
    ]
    for rule, cases in table:
        for by, member, allowed in cases:
            verdict = rule(by, member)
            assert bool(verdict) is allowed and (allowed or str(verdict.reason)), (rule.__name__, by.username)


def test_who_has_left_is_not_found(desk):
    gone = people.member("Gone", left_at=clock.now())
    assert desk.get(page(gone)).status_code == 404 and desk.get("/admin/members/999").status_code == 404


def test_a_page_of_one_member_costs_the_same_whatever_happened(desk, ada, ben, statements):
    few = statements(desk.get, page(ben))
    for number in range(8):
        role = "member" if number % 2 else "administrator"
        roles.change_role(stored(ben), by=stored(ada), role=role, reason=str(number))
    assert statements(desk.get, page(ben)) == few <= 14
