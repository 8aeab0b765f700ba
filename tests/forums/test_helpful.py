"""Posts are found helpful: one press, taken back by another, counted, and told to whom the site tells it."""

import pytest

from community import settings
from community.db import db, transaction
from community.errors import NotAllowed
from community.forums import answers_policy, checks
from community.forums.commands import helpful_marks, leaving, posts, topics
from community.forums.models import Forum, HelpfulMark, Post, Topic
from community.forums.queries import helpful
from community.members.models import Guest
from tests import people
from tests.forums.making import address, newest, opening, together
from tests.web.keeping import is_handed_out, looks, shelf_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def answer(thread, ben):
    """Ben's reply to Asha."""
    return posts.reply(thread, by=ben, body="We share one with the hospital.")


def count_of(post) -> int:
    db.session.expire_all()
    return db.session.get(Post, post.id).helpful_count


def rows() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(HelpfulMark))


def test_one_press_marks_and_another_takes_it_back(thread, answer, asha, as_):
    browser = as_(asha)
    pressed = browser.sends(f"/p/{answer.id}/helpful", helpful="yes")
    assert pressed.location.endswith(f"/2#post-{answer.id}")
    assert "1 found this helpful" in browser.reads(address(thread))
    assert (count_of(answer), db.session.get(Topic, thread.id).helpful_count) == (1, 1)
    browser.sends(f"/p/{answer.id}/helpful", helpful="no")
    assert (count_of(answer), rows()) == (0, 0)
    assert "found this helpful" not in browser.reads(address(thread))
    assert checks.compare() == []


def test_without_script_the_second_press_leads_to_the_page_that_takes_the_first_back(answer, asha, as_):
    browser = as_(asha)
    for _press in range(2):
        last = browser.sends(f"/p/{answer.id}/helpful", helpful="yes")
    assert last.location == f"/p/{answer.id}/helpful"
    page = people.soup(browser.get(last.location))
    assert "You marked this post as helpful on November 20, 2026" in " ".join(page.main.text.split())
    assert page.select_one('main button[name="helpful"]')["value"] == "no"
    assert (count_of(answer), rows()) == (1, 1)


def test_a_script_is_told_what_stands_there_now(answer, asha, as_):
    browser = as_(asha)
    send = browser.client.post
    for given, mine, count in (("yes", True, 1), ("yes", True, 1), ("no", False, 0), ("no", False, 0)):
        form = {"csrf_token": browser.token(), "helpful": given}
        told = send(f"/p/{answer.id}/helpful", data=form, headers=JSON).get_json()
        assert (told["mine"], told["count"]) == (mine, count)


def test_nobody_marks_their_own_post_nor_a_removed_one(thread, answer, ben, admin, as_):
    browser = as_(ben)
    refused = browser.sends(f"/p/{answer.id}/helpful", helpful="yes")
    assert refused.status_code == 403
    assert "Others say whether your own post was helpful." in people.words(refused)
    removed = posts.reply(thread, by=ben, body="Buy my book.")
    posts.remove(removed, by=admin, reason="Advertising")
    assert as_(people.member("Cleo")).sends(f"/p/{removed.id}/helpful").status_code == 404
    with pytest.raises(NotAllowed):
        helpful_marks.mark_helpful(removed, by=admin)
    assert rows() == 0


def test_who_may_not_take_part_marks_nothing_and_reading_goes_on_in_a_locked_topic(thread, answer, admin, as_):
    unproven = people.member("Dina", email_confirmed_at=None, pending_email="dina@example.org")
    assert as_(unproven).sends(f"/p/{answer.id}/helpful").status_code == 403
    assert "Sign in" in people.words(as_(None).sends(f"/p/{answer.id}/helpful"))
    assert rows() == 0
    topics.lock_topic(thread, by=admin, reason="Answered")
    assert as_(people.member("Cleo")).sends(f"/p/{answer.id}/helpful").status_code == 302
    assert count_of(answer) == 1


def test_what_is_removed_takes_its_marks_out_of_sight_and_brings_them_back(thread, answer, asha, admin):
    helpful_marks.mark_helpful(answer, by=asha)
    posts.remove(answer, by=admin, reason="Off the subject")
    assert (count_of(answer), db.session.get(Topic, thread.id).helpful_count) == (1, 0)
    assert helpful_marks.unmark_helpful(answer, by=asha)
    assert helpful_marks.unmark_helpful(answer, by=asha) is False
    posts.restore(db.session.get(Post, answer.id), by=admin)
    helpful_marks.mark_helpful(answer, by=asha)
    assert (count_of(answer), db.session.get(Topic, thread.id).helpful_count) == (1, 1)
    posts.remove(answer, by=admin, reason="Off the subject")
    posts.purge(answer, by=admin, reason="A private number")
    assert (count_of(answer), rows()) == (0, 0)
    assert checks.compare() == []


@pytest.mark.parametrize(("names", "guest", "member"), [("everyone", 1, 1), ("members", 0, 1), ("nobody", 0, 0)])
def test_who_they_are_is_told_as_the_site_says_and_how_many_to_everybody(answer, asha, as_, names, guest, member):
    helpful_marks.mark_helpful(answer, by=asha)
    with transaction():
        settings.change(helpful_names=names)
    for who, told in ((None, guest), (people.member("Cleo"), member)):
        page = people.soup(as_(who).get(f"/p/{answer.id}/helpful")).main
        assert "1 found this helpful" in page.text
        assert len(page.select('a[href="/members/asha"]')) == told
        assert bool(answers_policy.may_see_helped(who or Guest())) == bool(told)


def test_a_hidden_room_tells_nothing(room, answer, asha, admin, as_, thread):
    helpful_marks.mark_helpful(answer, by=asha)
    cleo = as_(people.member("Cleo"))
    with transaction():
        db.session.get(Forum, room.id).visibility = "nobody"
    for url in (f"/p/{answer.id}/helpful", f"/t/{thread.id}/helpful", f"/t/{thread.id}/mine?first=1&last=20"):
        assert cleo.get(url).status_code == 404
    assert cleo.sends(f"/p/{answer.id}/helpful").status_code == 404
    assert "Who interprets" not in as_(asha).reads("/helpful")
    assert helpful.most_helpful_of(answer.author_id, asha, 5) == []
    assert len(helpful.most_helpful_of(answer.author_id, admin, 5)) == 1
    assert [row["topic"] for row in helpful.marks_of(asha)] == [""]


def test_my_marks_are_listed_and_can_be_taken_back_there(thread, answer, asha, as_):
    browser = as_(asha)
    assert "Nothing yet." in browser.reads("/helpful")
    helpful_marks.mark_helpful(answer, by=asha)
    form = people.soup(browser.get("/helpful")).select_one("main .lines form")
    assert "We share one with the hospital." in browser.reads("/helpful")
    assert browser.sends(form["action"], helpful="no").location == "/helpful"
    assert "Nothing yet." in browser.reads("/helpful")
    assert [row["address"] for row in helpful.marks_of(asha)] == []


def test_the_most_helpful_posts_stand_first_in_the_topic_on_the_profile_and_in_the_forum(
    room, thread, answer, asha, as_
):
    cleo, ben = people.member("Cleo"), answer.author_id
    best = posts.reply(thread, by=db.session.get(type(cleo), ben), body="Call the university.")
    helpful_marks.mark_helpful(answer, by=asha)
    for member in (asha, cleo):
        helpful_marks.mark_helpful(best, by=member)
    other = people.topic(room, by=asha, title="Nothing helped here")
    found = people.soup(as_(None).get(f"/t/{thread.id}/helpful")).select("main .lines .title a")
    assert [link["href"] for link in found] == [f"/p/{best.id}", f"/p/{answer.id}"]
    of_ben = people.soup(as_(None).get("/members/ben")).select("[aria-labelledby=their-helpful] .title a")
    assert [link["href"] for link in of_ben] == [f"/p/{best.id}", f"/p/{answer.id}"]
    helpful_marks.mark_helpful(opening(other), by=cleo)
    listed = people.soup(as_(None).get(f"/discuss/{room.slug}?order=helpful")).select("main .topics .title a")
    assert [link.text for link in listed] == [thread.title, "Nothing helped here"]


def test_only_what_helped_is_in_the_list_of_what_helped_most(room, thread, as_):
    assert "No topic of this forum is like that" in as_(None).reads(f"/discuss/{room.slug}?order=helpful")
    assert thread.title in as_(None).reads(f"/discuss/{room.slug}?order=nonsense&solved=perhaps")


def test_a_list_by_help_goes_on_where_its_page_ends(room, asha, ben, as_):
    for number in range(35):
        helpful_marks.mark_helpful(opening(people.topic(room, by=asha, title=f"Topic {number}")), by=ben)
    first = people.soup(as_(None).get(f"/discuss/{room.slug}?order=helpful"))
    older = first.select_one('a[rel="next"]')["href"]
    second = people.soup(as_(None).get(older)).select("main .topics .title a")
    both = {link["href"] for link in [*first.select("main .topics .title a"), *second]}
    assert len(second) == 5 and len(both) == 35


def test_two_presses_at_once_are_one_mark(app, answer, asha, ben):
    done = together(app, *[lambda: helpful_marks.mark_helpful(answer, by=asha)] * 4)
    assert sorted(done) == [False, False, False, True]
    assert (count_of(answer), rows()) == (1, 1)
    taken = together(app, *[lambda: helpful_marks.unmark_helpful(answer, by=asha)] * 4)
    assert sorted(taken) == [False, False, False, True]
    assert (count_of(answer), rows()) == (0, 0)
    assert checks.compare() == []


def test_marks_and_a_removal_at_once_leave_the_counts_true(app, thread, answer, asha, admin):
    readers = [people.member() for _reader in range(3)]
    presses = [lambda who=who: helpful_marks.mark_helpful(answer, by=who) for who in (asha, *readers)]
    answers = together(app, *presses, lambda: posts.remove(answer, by=admin, reason="Off the subject"))
    assert all(isinstance(one, NotAllowed) or one in (True, None) for one in answers)
    assert count_of(answer) == rows() == answers.count(True)
    assert checks.compare() == []


def test_who_leaves_takes_the_marks_along_only_if_they_take_their_posts(thread, answer, asha):
    helpful_marks.mark_helpful(answer, by=asha)
    leaving.take_marks_along(asha, remove_posts=False)
    assert count_of(answer) == 1
    leaving.take_marks_along(asha, remove_posts=True)
    assert (count_of(answer), rows()) == (0, 0)
    assert checks.compare() == []


def test_marks_stand_on_comments_of_a_topic_that_is_about_something(app, asha, ben):
    talk = topics.open_comments("resource", 7, title="A handbook", by=asha)
    comment = posts.reply(talk, by=ben, body="We printed it.")
    helpful_marks.mark_helpful(comment, by=asha)
    assert count_of(comment) == 1
    assert talk.kind == "discussion"


def test_the_page_is_everybodys_and_my_mark_is_asked_for_by_itself(app, thread, answer, asha):
    with shelf_of(app):
        cleo, dina = people.member("Cleo"), people.member("Dina")
        cleo_reads, dina_reads = people.signs_in(app, cleo), people.signs_in(app, dina)
        for reader in (cleo_reads, dina_reads) * 2:
            reader.reads(address(thread, page=1))
        assert is_handed_out(cleo_reads, address(thread, page=1))
        helpful_marks.mark_helpful(answer, by=cleo)
        for reader in (cleo_reads, dina_reads):
            page = people.soup(looks(reader, address(thread, page=1))[0])
            assert "1 found this helpful" in page.text
            assert not page.select(".letter [aria-pressed]")
            asked = page.select_one("[data-mine]")["data-mine"]
        assert is_handed_out(cleo_reads, address(thread, page=1))
        assert is_handed_out(dina_reads, address(thread, page=1))
        assert looks(cleo_reads, asked)[0].get_json() == {"helpful": [answer.id]}
        again, _statements = looks(dina_reads, asked)
        assert again.get_json() == {"helpful": []}
        assert looks(dina_reads, asked, **{"If-None-Match": again.headers["ETag"]})[0].status_code == 304


def test_where_nobody_marked_anything_nothing_is_asked_for(thread, answer, ben, as_):
    assert not people.soup(as_(ben).get(address(thread, page=1))).select("[data-mine]")


@pytest.mark.parametrize(
    "query", ["", "?first=1", "?first=0&last=5", "?first=9&last=1", "?first=1&last=999", "?first=x&last=y"]
)
def test_only_a_page_s_worth_of_marks_is_told(thread, asha, as_, query):
    assert as_(asha).get(f"/t/{thread.id}/mine{query}").status_code == 404


def test_lists_of_help_cost_a_fixed_number_of_statements(app, room, thread, asha, ben, statements):
    browser = people.signs_in(app, asha)

    def costs() -> list[int]:
        return [
            statements(browser.get, url) for url in ("/helpful", f"/t/{thread.id}/helpful", f"/p/{first.id}/helpful")
        ]

    first = posts.reply(thread, by=ben, body="One.")
    helpful_marks.mark_helpful(first, by=asha)
    few = costs()
    for number in range(12):
        helpful_marks.mark_helpful(posts.reply(thread, by=ben, body=f"More {number}."), by=asha)
        helpful_marks.mark_helpful(first, by=people.member())
    assert costs() == few
    assert newest(thread).helpful_count == 1
