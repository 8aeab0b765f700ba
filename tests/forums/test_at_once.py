"""Several people at the same moment: nothing is doubled, nothing is lost, no two posts get one number."""

import pytest

from community.db import db
from community.errors import Conflict
from community.forums import checks
from community.forums.commands import forums, posts, topics
from community.forums.models import Post, PostRevision, Topic
from tests import people
from tests.forums.making import address, newest, opening, together


def test_two_replies_at_once_get_different_numbers(app, thread, asha, ben):
    one, two = together(
        app,
        lambda: posts.reply(thread, by=asha, body="First, I hope.").number,
        lambda: posts.reply(thread, by=ben, body="First!").number,
    )
    assert {one, two} == {2, 3}
    assert checks.compare() == []


def mine(row):
    """The row in the session of the thread that asks."""
    return db.session.get(type(row), row.id)


def test_many_deeds_at_once_keep_the_counts_true(app, room, thread, asha, ben, admin):
    elsewhere = people.forum("Elsewhere", visibility="members")
    post = posts.reply(thread, by=ben, body="We share one.")
    answers = together(
        app,
        lambda: posts.reply(thread, by=asha, body="Thank you.").id,
        lambda: posts.reply(thread, by=ben, body="You are welcome.").id,
        lambda: posts.remove(post, by=admin, reason="Off the subject"),
        lambda: topics.move_topic(thread, by=admin, to=mine(elsewhere)),
        lambda: forums.edit_forum(mine(room), by=admin, visibility="members"),
        lambda: topics.start_topic(mine(room), by=asha, title="Another", body="Question").id,
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert checks.compare() == []


@pytest.mark.parametrize("path", ["reply", "start"])
def test_behaviour_09_two_equal_sends_at_once_make_one_post(app, room, thread, ben, as_, path):
    browser = as_(ben)
    url = f"/t/{thread.id}/reply" if path == "reply" else f"/discuss/{room.slug}/new"
    form = {"csrf_token": browser.token(), "title": "Only once", "body": "Only once, please.", "once": "one-form"}
    cookie = browser.client.get_cookie("ibis").value

    def send():
        client = app.test_client()
        client.set_cookie("ibis", cookie)
        answer = client.post(url, data=form)
        return answer.status_code, answer.location

    (first, second) = together(app, send, send)
    assert first == second
    assert first[0] == 302
    made = db.session.scalars(db.select(Post).where(Post.source == "Only once, please.")).all()
    assert len(made) == 1
    assert first[1].startswith(f"/t/{made[0].topic_id}/")
    assert checks.compare() == []


def test_behaviour_09_the_same_form_sent_again_later_shows_the_first_post_and_reloading_posts_nothing(
    thread, ben, as_, app
):
    browser = as_(ben)
    fields = {"body": "Only once, please.", "once": "one-form"}
    first = browser.sends(f"/t/{thread.id}/reply", **fields)
    second = browser.sends(f"/t/{thread.id}/reply", **fields)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    for _reload in range(3):
        assert browser.get(first.location).status_code == 200
    assert newest(thread).number == 2


def test_behaviour_10_fifty_edits_at_once_lose_nothing(app, thread, asha, as_):
    post = opening(thread)
    browser = as_(asha)
    token, cookie = browser.token(), browser.client.get_cookie("ibis").value

    def save(number):
        def send():
            client = app.test_client()
            client.set_cookie("ibis", cookie)
            form = {"csrf_token": token, "body": f"My text, version {number}.", "revision": "0"}
            answer = client.post(f"/p/{post.id}/edit", data=form)
            return answer.status_code, answer.get_data(as_text=True)

        return send

    answers = together(app, *(save(number) for number in range(50)))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    saved = [number for number, (status, _page) in enumerate(answers) if status == 302]
    assert len(saved) == 1
    for number, (status, page) in enumerate(answers):
        assert status == 302 or (status == 409 and f"My text, version {number}." in page)
    kept = db.session.get(Post, post.id)
    assert (kept.source, kept.revision) == (f"My text, version {saved[0]}.", 1)
    assert db.session.scalars(db.select(PostRevision.source)).all() == ["We have nobody."]


def test_fifty_edits_one_after_the_other_are_all_kept(thread, asha):
    post = opening(thread)
    for number in range(50):
        posts.edit(post, by=asha, body=f"Version {number}.", seen=number)
    with pytest.raises(Conflict):
        posts.edit(post, by=asha, body="From an old page.", seen=49)
    kept = db.session.scalars(db.select(PostRevision.source).order_by(PostRevision.revision)).all()
    assert kept == ["We have nobody.", *(f"Version {number}." for number in range(49))]


def test_a_reply_beaten_by_a_lock_is_refused_and_its_text_given_back(thread, ben, admin, as_):
    browser = as_(ben)
    assert browser.get(address(thread)).status_code == 200
    topics.lock_topic(db.session.get(Topic, thread.id), by=admin, reason="Answered")
    answer = browser.sends(f"/t/{thread.id}/reply", body="I had just one more thing to say.")
    assert answer.status_code == 403
    assert people.soup(answer).select_one("textarea").text == "I had just one more thing to say."
    assert newest(thread).number == 1
