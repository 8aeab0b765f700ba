"""A page kept ready for members has each one's own words in it, and ends with the session: nobody gets another's."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from community import clock
from community.db import db, transaction
from community.forums.commands import posts
from community.forums.models import Forum, ForumMember
from community.members import passwords
from community.members.commands import credentials, leaving, roles, sessions, suspensions
from community.members.login import seen
from community.members.models import LoginSession, Member
from tests import people
from tests.conftest import NOON
from tests.forums.making import address, keeps_order, newest
from tests.web.keeping import is_handed_out, looks, shelf_of


@pytest.fixture(autouse=True)
def shelf(app):
    with shelf_of(app) as shelf:
        yield shelf


def page_of(thread) -> str:
    """Where members are handed the page out: its bare address leads each of them to where they stopped reading."""
    return address(thread, page=1)


@pytest.fixture
def ben(app):
    return people.member("Ben", password_hash=passwords.hash_of(people.PASSWORD))


@pytest.fixture
def ben_reads(app, ben, thread):
    """Ben at his browser; he has seen the thread, and would be handed it out."""
    browser = people.signs_in(app, ben)
    browser.reads(page_of(thread))
    browser.reads(page_of(thread))
    assert is_handed_out(browser, page_of(thread))
    return browser


def masthead(person, thread) -> BeautifulSoup:
    """The page, to see whose it is."""
    answer, _statements = looks(person, page_of(thread))
    assert answer.status_code == 200
    return people.soup(answer)


def test_each_has_their_own_name_and_tokens_in_it(app, thread, ben_reads):
    cleo_reads = people.signs_in(app, people.member("Cleo"))
    cleo_reads.reads("/settings")  # any form gives her session its token
    cleo, ben = masthead(cleo_reads, thread), masthead(ben_reads, thread)
    assert is_handed_out(cleo_reads, page_of(thread))
    assert cleo.select_one(".me bdi").text == "Cleo"
    assert ben.select_one(".me bdi").text == "Ben"
    assert cleo.select_one(".me a")["href"] == "/members/cleo"
    for name in ("csrf_token", "once"):
        theirs = [field["value"] for page in (cleo, ben) for field in page.select(f"[name={name}]")]
        assert all(theirs)
        assert "gap" not in "".join(theirs)
        assert len(set(theirs)) >= 2


def test_a_form_on_it_can_be_sent(thread, ben_reads):
    page = masthead(ben_reads, thread)
    form = page.select_one("#reply-form")
    fields = {name: form.select_one(f"[name={name}]")["value"] for name in ("csrf_token", "once")}
    answer = ben_reads.client.post(form["action"], data={**fields, "body": "Sent from a kept page."})
    assert answer.status_code == 302
    assert "Sent from a kept page." in ben_reads.reads(page_of(thread))


def test_the_number_against_double_sending_is_new_each_time(thread, ben_reads):
    seen = {masthead(ben_reads, thread).select_one("[name=once]")["value"] for _time in range(3)}
    assert len(seen) == 3


def test_visitors_never_get_a_members_page_nor_members_a_visitors(app, thread, ben_reads):
    guest = people.visits(app)
    assert not masthead(guest, thread).select(".me bdi, [name=csrf_token]")
    assert is_handed_out(guest, page_of(thread))
    assert masthead(ben_reads, thread).select_one(".me bdi").text == "Ben"


def test_powers_are_kept_apart(app, thread, ben_reads, admin):
    keeper = people.signs_in(app, keeps_order(people.member("Keeper"), thread.forum))
    boss = people.signs_in(app, admin)
    for _time in range(3):
        assert not masthead(ben_reads, thread).select('a[href$="/lock"]')
        assert masthead(keeper, thread).select('a[href$="/lock"]')
        assert masthead(boss, thread).select('a[href="/admin"]')
        assert not masthead(keeper, thread).select('a[href="/admin"]')


def test_whoever_wrote_on_it_sees_what_only_they_may_do(app, thread, asha, ben_reads):
    asha_reads = people.signs_in(app, asha)
    for _time in range(3):
        assert masthead(asha_reads, thread).select('a[href$="/edit"]')
        assert not masthead(ben_reads, thread).select('a[href$="/edit"]')


def test_when_the_time_for_changes_is_over_authors_share_the_page(app, thread, asha, ben_reads):
    cleo = people.member("Cleo")
    people.replies(1, to=thread, by=cleo)
    cleo_reads = people.signs_in(app, cleo)
    cleo_reads.reads(page_of(thread))
    clock.freeze(NOON + timedelta(days=7, seconds=1))
    masthead(ben_reads, thread)
    assert is_handed_out(cleo_reads, page_of(thread))
    assert not masthead(cleo_reads, thread).select('a[href$="/edit"]')


def test_a_page_made_for_an_old_posts_author_who_is_not_asked_whether_it_helped_is_kept_for_nobody(app, thread, ben):
    cleo = people.member("Cleo")
    (old,) = people.replies(1, to=thread, by=cleo)
    clock.freeze(NOON + timedelta(days=7, seconds=1))
    cleo_reads, ben_reads = people.signs_in(app, cleo), people.signs_in(app, ben)
    asked = f'[data-helpful="{old.id}"]'
    assert not masthead(cleo_reads, thread).select(asked)
    assert masthead(ben_reads, thread).select(asked)


def test_who_began_a_topic_is_offered_its_closing_word_at_any_time_and_nobody_else(app, thread, asha, ben_reads):
    asha_reads = people.signs_in(app, asha)
    clock.freeze(NOON + timedelta(days=20))
    for _time in range(2):
        assert asha_reads.get(page_of(thread)).get_data(as_text=True).count("/conclude") == 1
        assert "/conclude" not in ben_reads.get(page_of(thread)).get_data(as_text=True)


def test_an_author_sees_why_their_post_was_removed_and_others_do_not(app, thread, asha, ben_reads, admin):
    post = people.replies(1, to=thread, by=asha)[0]
    posts.remove(post, by=admin, reason="It named a person.")
    clock.freeze(NOON + timedelta(days=30))
    asha_reads = people.signs_in(app, asha)
    for _time in range(2):
        assert "It named a person." in masthead(asha_reads, thread).text
        assert "It named a person." not in people.words(people.visits(app).get(page_of(thread)))


def test_members_see_their_own_count_of_posts_at_once_wherever_it_stands(app, thread, asha):
    other = people.topic(thread.forum, by=people.member("Cleo"), title="Another")
    clock.freeze(NOON + timedelta(days=30))
    asha_reads = people.signs_in(app, asha)
    for _time in range(2):
        assert "Posts: 1" in masthead(asha_reads, thread).select_one(".letter .who").text
    posts.reply(other, by=asha, body="Something new.")
    assert "Posts: 2" in masthead(asha_reads, thread).select_one(".letter .who").text


def test_a_message_is_for_one_pair_of_eyes(app, thread, ben, ben_reads):
    with ben_reads.client.session_transaction() as session:
        session["_flashes"] = [("good", "Only for Ben.")]
    assert "Only for Ben." in masthead(ben_reads, thread).text
    cleo_reads = people.signs_in(app, people.member("Cleo"))
    assert "Only for Ben." not in masthead(cleo_reads, thread).text
    assert "Only for Ben." not in masthead(ben_reads, thread).text


ENDINGS = {
    "sign out": lambda ben, admin: None,
    "suspension": lambda ben, admin: suspensions.suspend(ben, by=admin, reason="Spam", until=None),
    "end of all sessions": lambda ben, admin: sessions.end_sessions(ben),
    "new password": lambda ben, admin: credentials.change_password(
        ben, present=people.PASSWORD, new="a brand new password", session_id=None
    ),
    "leaving": lambda ben, admin: leaving.leave(ben, password=people.PASSWORD, remove_posts=False),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_session_that_has_ended_opens_nothing_that_is_kept(ending, app, thread, ben, ben_reads, admin):
    copy = ben_reads.client.get_cookie("ibis").value
    if ending == "sign out":
        ben_reads.sends("/sign-out")
    ENDINGS[ending](db.session.get(Member, ben.id), admin)
    thief = people.visits(app)
    thief.client.set_cookie("ibis", copy)
    assert not masthead(thief, thread).select(".me bdi")


def test_a_session_ends_on_time(app, thread, ben, ben_reads):
    row = db.session.scalar(db.select(LoginSession).where(LoginSession.member_id == ben.id))
    clock.freeze(row.expires_at)
    assert not masthead(ben_reads, thread).select(".me bdi")


def test_a_new_power_is_there_at_once(thread, ben, ben_reads, admin):
    ben = db.session.get(Member, ben.id)
    roles.give_power(ben, by=admin, power="moderate", scope=f"forum:{thread.forum_id}", reason="He asked.")
    assert masthead(ben_reads, thread).select('a[href$="/lock"]')


def test_a_room_of_named_members_is_kept_for_nobody(app, thread, ben, ben_reads, shelf):
    with transaction() as session:
        session.get(Forum, thread.forum_id).visibility = "named"
        session.add(ForumMember(forum_id=thread.forum_id, member_id=ben.id))
    for _time in range(2):
        assert looks(ben_reads, page_of(thread))[0].status_code == 200
        assert looks(people.signs_in(app, people.member()), page_of(thread))[0].status_code == 404
    assert not is_handed_out(ben_reads, page_of(thread))


def test_who_is_asked_for_something_is_asked_on_every_page(app, thread, ben_reads):
    unproven = people.signs_in(app, people.member("Dina", email_confirmed_at=None, pending_email="dina@example.org"))
    for _time in range(2):
        assert "dina@example.org" in masthead(unproven, thread).text
    assert "dina@example.org" not in masthead(ben_reads, thread).text


def test_being_here_is_noted_on_kept_pages_too(thread, ben, ben_reads):

    seen._facts.clear()
    clock.freeze(NOON + timedelta(minutes=5))
    assert is_handed_out(ben_reads, page_of(thread))
    assert [moment for (member_id, _session), moment in seen._facts.items() if member_id == ben.id] == [clock.now()]


def test_the_newest_post_of_all_is_there(thread, asha, ben_reads):
    posts.reply(thread, by=asha, body="The newest.")
    assert masthead(ben_reads, thread).select(f"#post-{newest(thread).id}")
