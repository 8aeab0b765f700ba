"""Topics are discussions or questions, and a question has at most one solution, which never points to nothing."""

from datetime import timedelta

import pytest

from community import clock
from community.audit import Entry
from community.db import db, transaction
from community.errors import Invalid, NotAllowed
from community.forums import answers_policy, checks
from community.forums.commands import forums, leaving, posts, solutions, topics
from community.forums.models import Post, Topic, TopicSolution
from community.forums.queries import thread as threads
from community.members.models import Guest
from tests import people
from tests.forums.making import address, newest, opening, together
from tests.web.keeping import is_handed_out, looks, shelf_of


@pytest.fixture
def question(room, asha):
    return topics.start_topic(room, by=asha, title="Who interprets at night?", body="We have nobody.", kind="question")


@pytest.fixture
def answer(question, ben):
    return posts.reply(question, by=ben, body="The hospital's own line, until midnight.")


def solution_of(topic) -> int | None:
    db.session.expire_all()
    return db.session.scalar(db.select(TopicSolution.post_id).where(TopicSolution.topic_id == topic.id))


def deeds() -> list[str]:
    return list(db.session.scalars(db.select(Entry.action).where(Entry.kind == "topic").order_by(Entry.id)))


def test_the_form_asks_for_the_kind_where_there_is_a_choice_and_discussion_comes_first(room, asha, admin, as_):
    browser, url = as_(asha), f"/discuss/{room.slug}/new"
    radios = people.soup(browser.get(url)).select('input[name="kind"]')
    assert [(radio["value"], radio.has_attr("checked")) for radio in radios] == [
        ("discussion", True),
        ("question", False),
    ]
    browser.sends(url, title="Who?", body="Somebody?", kind="question")
    assert db.session.scalar(db.select(Topic.kind)) == "question"
    browser.sends(url, title="Who else?", body="Nothing said of its kind.")
    assert db.session.scalars(db.select(Topic.kind).order_by(Topic.id)).all() == ["question", "discussion"]
    assert browser.sends(url, title="Who?", body="x", kind="poem").status_code == 422
    forums.edit_forum(room, by=admin, kinds=["question"])
    assert not people.soup(browser.get(url)).select('input[name="kind"]')
    browser.sends(url, title="And at night?", body="Somebody?")
    assert db.session.scalars(db.select(Topic.kind).order_by(Topic.id)).all()[-1] == "question"
    with pytest.raises(Invalid):
        topics.start_topic(room, by=asha, title="A talk", body="About it.", kind="discussion")


def test_administrators_say_which_kinds_a_forum_takes(room, admin, as_):
    browser, url = as_(admin), f"/admin/forums/{room.id}"
    ticked = people.soup(browser.get(url)).select('input[name="kinds"][checked]')
    assert [box["value"] for box in ticked] == ["discussion", "question"]
    form = {"name": room.name, "visibility": "everyone", "posting": "members", "theme_id": room.theme_id, "position": 0}
    assert browser.sends(url, **form, kinds=["question"]).status_code == 302
    db.session.expire_all()
    assert room.kinds == ["question"]
    assert browser.sends(url, **form, kinds=["poem"]).status_code == 422
    browser.sends(url, **form)
    db.session.expire_all()
    assert room.kinds == ["discussion", "question"]


def test_who_asked_accepts_an_answer_which_stands_on_top_and_is_marked_in_its_place(room, question, answer, asha, as_):
    browser = as_(asha)
    assert "Open question" in browser.reads(f"/discuss/{room.slug}")
    offered = people.soup(browser.get(address(question, page=1))).select('[formaction$="/solve"]')
    assert [button["formaction"] for button in offered] == [f"/p/{answer.id}/solve"]
    assert browser.sends(f"/p/{answer.id}/solve").location.endswith(f"#post-{answer.id}")
    page = people.soup(as_(None).get(address(question)))
    top = page.select_one(".solution")
    assert "until midnight" in top.text and "Ben" in top.text and "November 20, 2026" in top.text
    assert top.select_one(f'a[href="/p/{answer.id}"]')
    assert "Solution" in page.select_one(f"#post-{answer.id}.solves .mark").text
    assert "Solved" in page.select_one(".heading .meta").text
    assert "Solved" in people.soup(as_(None).get(f"/discuss/{room.slug}")).select_one(".topics .title .mark").text
    assert deeds() == ["topic.start", "topic.solve"]


def test_the_solution_can_be_changed_and_the_question_opened_again(question, answer, asha, ben, keeper, as_):
    better = posts.reply(question, by=ben, body="And the university after that.")
    solutions.solve_topic(answer, by=asha)
    solutions.solve_topic(better, by=keeper)
    assert solution_of(question) == better.id
    as_(asha).sends(f"/t/{question.id}/unsolve")
    assert solution_of(question) is None
    assert not people.soup(as_(None).get(address(question))).select(".solution, .solves")
    facts = db.session.scalars(db.select(Entry.facts).where(Entry.action == "topic.solve").order_by(Entry.id)).all()
    assert facts == [{"before": None, "after": answer.id}, {"before": answer.id, "after": better.id}]
    by = db.session.scalars(db.select(Entry.by_id).where(Entry.action == "topic.solve").order_by(Entry.id)).all()
    assert by == [asha.id, keeper.id]


def test_nobody_else_says_what_the_solution_is(question, answer, ben, admin, as_):
    for who in (ben, people.member("Cleo")):
        assert as_(who).sends(f"/p/{answer.id}/solve").status_code == 403
        assert as_(who).sends(f"/t/{question.id}/unsolve").status_code == 403
    assert "Sign in" in people.words(as_(None).sends(f"/p/{answer.id}/solve"))
    assert not answers_policy.may_solve_topic(Guest(), question)
    assert solution_of(question) is None


def test_a_discussion_has_no_solution_and_a_question_is_not_its_own(thread, question, asha, ben, as_):
    reply = posts.reply(thread, by=ben, body="So do we.")
    for post, words in ((reply, "Only a question has a solution."), (opening(question), "not its own solution")):
        refused = as_(asha).sends(f"/p/{post.id}/solve")
        assert refused.status_code == 403 and words in people.words(refused)


def test_in_a_locked_topic_only_moderators_say_it(question, answer, asha, keeper):
    topics.lock_topic(question, by=keeper)
    with pytest.raises(NotAllowed, match="locked"):
        solutions.solve_topic(answer, by=asha)
    solutions.solve_topic(answer, by=keeper)
    with pytest.raises(NotAllowed):
        solutions.unsolve_topic(question, by=asha)
    assert solution_of(question) == answer.id


ENDINGS = {
    "removed by a moderator": lambda topic, post, ben, admin: posts.remove(post, by=admin, reason="Wrong"),
    "removed by its author": lambda topic, post, ben, admin: posts.remove(post, by=ben),
    "taken along": lambda topic, post, ben, admin: leaving.take_posts_along(ben, remove_posts=True),
    "no question any more": lambda topic, post, ben, admin: solutions.change_kind(topic, by=admin, kind="discussion"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_solution_that_goes_leaves_an_open_question(question, answer, asha, ben, admin, as_, ending):
    solutions.solve_topic(answer, by=asha)
    ENDINGS[ending](question, answer, ben, admin)
    assert solution_of(question) is None
    assert "topic.unsolve" in deeds()
    assert not people.soup(as_(None).get(address(question))).select(".solution, .solves")
    assert checks.compare() == []


def test_a_restored_post_is_no_solution_by_itself(question, answer, asha, admin):
    solutions.solve_topic(answer, by=asha)
    posts.remove(answer, by=admin, reason="By mistake")
    posts.restore(db.session.get(Post, answer.id), by=admin)
    assert solution_of(question) is None


def test_the_author_changes_the_kind_in_time_and_a_moderator_at_any(thread, asha, ben, keeper, as_):
    url = f"/t/{thread.id}/kind"
    assert as_(ben).get(url).status_code == as_(ben).sends(url, kind="question").status_code == 403
    assert as_(asha).sends(url, kind="poem").status_code == 422
    assert as_(asha).sends(url, kind="question").location == address(thread)
    db.session.expire_all()
    assert thread.kind == "question" and deeds()[-1] == "topic.change_kind"
    clock.freeze(clock.now() + timedelta(days=8))
    assert as_(asha).sends(url, kind="discussion").status_code == 403
    as_(keeper).sends(url, kind="discussion")
    db.session.expire_all()
    assert thread.kind == "discussion"


def test_where_a_forum_takes_one_kind_only_there_is_nothing_to_choose_but_for_what_came_from_elsewhere(
    room, question, answer, asha, admin, as_
):
    talks = people.forum("Talks", kinds=["discussion"])
    with transaction():
        talks.kinds = ["discussion"]
    solutions.solve_topic(answer, by=asha)
    topics.move_topic(question, by=admin, to=talks)
    assert solution_of(question) == answer.id
    assert "Solved" in as_(None).reads(address(question))
    talk = people.topic(talks, by=asha)
    assert as_(asha).get(f"/t/{talk.id}/kind").status_code == 403
    solutions.change_kind(question, by=asha, kind="discussion")
    with pytest.raises(NotAllowed, match="one kind"):
        solutions.change_kind(question, by=asha, kind="question")


def test_comments_stay_a_discussion(app, asha, admin):
    talk = topics.open_comments("resource", 7, title="A handbook", by=asha)
    with pytest.raises(NotAllowed, match="Comments are a discussion"):
        solutions.change_kind(talk, by=admin, kind="question")


def test_open_and_solved_questions_are_told_apart_and_the_rule_and_its_list_agree(
    room, thread, question, answer, asha, as_
):
    other = topics.start_topic(room, by=asha, title="And at weekends?", body="Nobody.", kind="question")
    solutions.solve_topic(answer, by=asha)
    for asked, wanted in (("yes", [question]), ("no", [other])):
        listed = people.soup(as_(None).get(f"/discuss/{room.slug}?solved={asked}")).select(".topics .title a")
        assert [link.text for link in listed] == [topic.title for topic in wanted]
    every = db.session.scalars(db.select(Topic).options(*threads.WITH_ALL)).all()
    solved = {topic.id for topic in every if answers_policy.is_solved(topic)}
    assert solved == set(db.session.scalars(db.select(Topic.id).where(answers_policy.topics_solved(True))))
    still = set(db.session.scalars(db.select(Topic.id).where(answers_policy.topics_solved(False))))
    assert (solved, still) == ({question.id}, {other.id})


def test_a_list_of_solved_questions_costs_the_same_however_long(app, room, asha, ben, statements):
    def solved(title):
        topic = topics.start_topic(room, by=asha, title=title, body="Who?", kind="question")
        solutions.solve_topic(posts.reply(topic, by=ben, body="Me."), by=asha)

    solved("First")
    url, browser = f"/discuss/{room.slug}?solved=yes", people.signs_in(app, ben)
    few = statements(browser.get, url)
    for number in range(10):
        solved(f"More {number}")
    assert statements(browser.get, url) == few <= 10


def test_two_who_choose_at_once_leave_one_solution(app, question, answer, asha, keeper, ben):
    other = posts.reply(question, by=ben, body="Or the university.")
    done = together(
        app,
        lambda: solutions.solve_topic(answer, by=asha),
        lambda: solutions.solve_topic(other, by=keeper),
        lambda: solutions.solve_topic(answer, by=keeper),
    )
    assert done == [None, None, None]
    assert solution_of(question) in (answer.id, other.id)
    assert db.session.scalar(db.select(db.func.count()).select_from(TopicSolution)) == 1


def test_a_removal_and_a_choice_at_once_never_leave_a_removed_solution(app, question, answer, asha, admin):
    done = together(
        app,
        lambda: solutions.solve_topic(answer, by=asha),
        lambda: posts.remove(answer, by=admin, reason="Wrong"),
    )
    assert all(one is None or isinstance(one, NotAllowed) for one in done)
    assert solution_of(question) is None
    assert checks.compare() == []


def test_on_a_kept_page_who_asked_can_accept_for_ever_and_others_see_it_at_once(app, question, answer, asha):
    with shelf_of(app):
        clock.freeze(clock.now() + timedelta(days=30))
        cleo, asks = people.signs_in(app, people.member("Cleo")), people.signs_in(app, asha)
        for _time in range(2):
            assert people.soup(looks(asks, address(question, page=1))[0]).select('[formaction$="/solve"]')
            assert not people.soup(looks(cleo, address(question, page=1))[0]).select('[formaction$="/solve"]')
        assert is_handed_out(cleo, address(question, page=1))
        solutions.solve_topic(answer, by=asha)
        assert people.soup(looks(cleo, address(question, page=1))[0]).select_one(".solution")
        posts.edit(answer, by=people.member(administrator=True), body="The hospital's line, all night.", seen=0)
        assert "all night" in people.soup(looks(cleo, address(question, page=1))[0]).select_one(".solution").text


def test_a_solved_question_costs_one_statement_more(app, question, answer, asha, statements):
    visitor = people.visits(app)
    before = statements(visitor.get, address(question))
    solutions.solve_topic(answer, by=asha)
    assert statements(visitor.get, address(question)) == before + 1 <= 7
    assert newest(question).id == answer.id
