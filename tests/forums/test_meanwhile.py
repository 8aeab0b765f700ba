"""Replies that came while somebody wrote: shown once before posting, by a quiet line while reading."""

from community.db import db
from community.forums.commands import posts
from community.forums.models import Post
from community.forums.queries import newer
from community.members.models import Guest
from tests import people
from tests.forums.making import address, field
from tests.web.keeping import is_handed_out, looks, shelf_of


def writing(person, topic, body="My answer."):
    """The fields of the reply form as it stood when the page was made, filled in."""
    page = person.get(address(topic))
    return {"body": body, "seen": field(page, "seen"), "once": field(page, "once")}


def told(page) -> str:
    """The heading above what came meanwhile; "" where nothing is told."""
    found = people.soup(page).select_one("#meanwhile-title")
    return found.text if found else ""


def test_behaviour_11_replies_that_came_meanwhile_are_shown_before_posting_and_the_text_stays(thread, asha, ben, as_):
    person = as_(ben)
    fields = writing(person, thread)
    people.replies(3, to=thread, by=asha, body="Just now.")
    page = person.sends(f"/t/{thread.id}/reply", **fields)
    assert page.status_code == 409
    assert told(page) == "3 replies came while you wrote"
    assert [post.text.strip() for post in people.soup(page).select(".meanwhile [data-quotable]")] == [
        f"Just now. ({number})" for number in (1, 2, 3)
    ]
    assert field(page, "body") == "My answer."
    assert "Post anyway" in people.words(page)
    assert posts_of(ben) == []


def test_behaviour_11_i_may_post_anyway_and_am_asked_only_once(thread, asha, ben, as_):
    person = as_(ben)
    fields = writing(person, thread)
    people.replies(1, to=thread, by=asha)
    page = person.sends(f"/t/{thread.id}/reply", **fields)
    people.replies(1, to=thread, by=asha)  # and one more, which holds nobody up again
    again = {name: field(page, name) for name in ("body", "seen", "once")}
    assert person.sends(f"/t/{thread.id}/reply", **again).status_code == 302
    assert [post.source for post in posts_of(ben)] == ["My answer."]


def test_behaviour_11_my_own_replies_and_removed_ones_hold_me_up_no_time(thread, asha, ben, admin, as_):
    person = as_(ben)
    fields = writing(person, thread)
    posts.reply(thread, by=ben, body="From my other window.")
    posts.remove(posts.reply(thread, by=asha, body="Spam."), by=admin, reason="Spam")
    assert person.sends(f"/t/{thread.id}/reply", **fields).status_code == 302


def test_behaviour_11_an_equal_send_is_answered_with_its_post_though_others_wrote_since(thread, asha, ben, as_):
    person = as_(ben)
    fields = writing(person, thread)
    first = person.sends(f"/t/{thread.id}/reply", **fields)
    people.replies(1, to=thread, by=asha)
    assert person.sends(f"/t/{thread.id}/reply", **fields).location == first.location
    assert len(posts_of(ben)) == 1


def test_behaviour_11_a_number_that_was_tampered_with_stops_nobody(thread, asha, ben, as_):
    people.replies(2, to=thread, by=asha)
    for seen in ("", "-1", "²", "9" * 400, "nonsense"):
        assert as_(ben).sends(f"/t/{thread.id}/reply", body="Mine.", seen=seen).status_code == 302


def test_a_refused_reply_with_nobody_between_costs_no_further_statement(thread, asha, ben, as_, statements):
    person = as_(ben)
    fields = writing(person, thread, body="")
    alone = statements(person.sends, f"/t/{thread.id}/reply", **fields)
    del fields["seen"]
    assert statements(person.sends, f"/t/{thread.id}/reply", **fields) == alone


def posts_of(member) -> list[Post]:
    return list(db.session.scalars(db.select(Post).where(Post.author_id == member.id).order_by(Post.id)))


def line(page) -> tuple[str, str | None]:
    """The words of the answer, and where they lead."""
    heading = people.soup(page).h1
    return heading.text, heading.a["href"] if heading.a else None


def test_the_line_tells_how_many_others_wrote_and_leads_to_the_first(thread, asha, ben, as_):
    mine = posts.reply(thread, by=ben, body="Mine.")
    first, *_others = people.replies(3, to=thread, by=asha)
    assert line(as_(None).get(f"/t/{thread.id}/news?after=2")) == ("3 new replies", f"/p/{first.id}")
    assert line(as_(ben).get(f"/t/{thread.id}/news?after=1")) == ("3 new replies", f"/p/{first.id}")
    assert line(as_(asha).get(f"/t/{thread.id}/news?after=1")) == ("1 new reply", f"/p/{mine.id}")
    assert line(as_(None).get(f"/t/{thread.id}/news?after=5")) == ("No new replies", None)


def test_the_page_asks_for_what_came_after_its_own_last_post(thread, asha, as_):
    people.replies(2, to=thread, by=asha)
    asked = people.soup(as_(None).get(address(thread))).select_one("[data-news]")["data-news"]
    assert asked == f"/t/{thread.id}/news?after=3"
    people.replies(1, to=thread, by=asha)
    assert line(as_(None).get(asked))[0] == "1 new reply"


def test_a_removed_reply_is_no_news(thread, asha, admin, as_):
    gone = posts.reply(thread, by=asha, body="Spam.")
    posts.remove(gone, by=admin, reason="Spam")
    assert line(as_(None).get(f"/t/{thread.id}/news?after=1"))[0] == "No new replies"


def test_more_than_can_be_counted_out_is_said_so(thread, asha, monkeypatch, as_):
    monkeypatch.setattr(newer, "MOST", 3)
    people.replies(5, to=thread, by=asha)
    assert line(as_(None).get(f"/t/{thread.id}/news?after=1"))[0] == "More than 3 new replies"
    assert len(newer.by_others(newer.since(thread, 1), Guest())) == 3


def test_numbers_that_are_none_are_a_clean_404_and_none_at_all_leads_to_the_topic(thread, as_):
    for after in ("x", "-1", "0", "9" * 30, ""):
        assert as_(None).get(f"/t/{thread.id}/news?after={after}").status_code == 404
    assert as_(None).get(f"/t/{thread.id}/news").location == address(thread)


def test_where_nothing_is_new_the_answer_is_304_without_a_statement(app, thread, asha, as_):
    people.replies(1, to=thread, by=asha)
    with shelf_of(app):
        guest, url = people.visits(app), f"/t/{thread.id}/news?after=2"
        guest.get(url)
        mark = guest.get(url).headers["ETag"]
        assert is_handed_out(guest, url)
        answer, statements = looks(guest, url, **{"If-None-Match": mark})
        assert (answer.status_code, statements) == (304, 0)
        people.replies(1, to=thread, by=asha)
        answer, _statements = looks(guest, url, **{"If-None-Match": mark})
        assert (answer.status_code, line(answer)[0]) == (200, "1 new reply")


def test_for_a_member_it_is_304_without_a_statement_too_but_for_who_wrote(app, thread, asha, ben):
    with shelf_of(app):
        reader, writer, url = people.signs_in(app, ben), people.signs_in(app, asha), f"/t/{thread.id}/news?after=1"
        reader.get(address(thread))  # whose form gives the session its token
        reader.get(url)
        mark = reader.get(url).headers["ETag"]
        answer, statements = looks(reader, url, **{"If-None-Match": mark})
        assert (answer.status_code, statements) == (304, 0)
        people.replies(1, to=thread, by=asha)
        assert line(reader.get(url))[0] == "1 new reply"
        assert line(writer.get(url))[0] == "No new replies"


def test_what_leaves_out_my_own_reply_is_not_kept_for_others(app, thread, asha, ben, as_):
    with shelf_of(app):
        reader, writer, url = people.signs_in(app, ben), people.signs_in(app, asha), f"/t/{thread.id}/news?after=1"
        people.replies(1, to=thread, by=asha)
        for _time in range(2):
            assert line(writer.get(url))[0] == "No new replies"
            assert line(reader.get(url))[0] == "1 new reply"


def test_news_of_a_closed_room_are_nobodys_who_may_not_enter(app, asha, ben, as_):
    board = people.forum("The board", slug="board", visibility="named")
    secret = people.topic(board, by=people.member("Zoe", administrator=True))
    hidden, never = as_(ben).get(f"/t/{secret.id}/news?after=1"), as_(ben).get("/t/999999/news?after=1")
    assert (
        (hidden.status_code, people.words(hidden))
        == (never.status_code, people.words(never))
        == (404, people.words(never))
    )
