"""Quoting: the whole post or the chosen words, with author and way back; never what one may not read."""

import pytest

from community.db import db
from community.forums.commands import posts
from tests import people
from tests.forums.making import address, newest, opening

LONG = "Firstly, we **share** one.\n\nSecondly:\n\n- by phone\n- by video\n\nThirdly, we ask."


@pytest.fixture
def long_post(thread, asha):
    return posts.reply(thread, by=asha, body=LONG)


def typed(response) -> str:
    return people.soup(response).select_one("main textarea").text.removeprefix("\n")


def test_behaviour_12_nothing_selected_quotes_the_whole_post_with_author_and_way_back(long_post, ben, as_):
    text = typed(as_(ben).get(f"/p/{long_post.id}/quote"))
    assert text.startswith(f"> [@asha](/p/{long_post.id}):\n>\n> Firstly, we **share** one.\n>\n> Secondly:\n")
    assert text.rstrip().endswith("> Thirdly, we ask.")


def test_behaviour_12_a_selection_across_paragraphs_and_a_list_is_quoted_as_markdown(long_post, ben, as_):
    browser = as_(ben)
    text = typed(browser.sends(f"/p/{long_post.id}/quote", selection="share one.\n\nSecondly:\nby phone\nby video"))
    assert text.rstrip() == (
        f"> [@asha](/p/{long_post.id}):\n>\n> share one.\n>\n> Secondly:\n>\n> - by phone\n> - by video"
    )


def test_behaviour_12_script_gets_the_same_quote_as_json(long_post, ben, as_):
    browser = as_(ben)
    asked = {
        "data": {"csrf_token": browser.token(), "selection": "by video"},
        "headers": {"Accept": "application/json"},
    }
    quoted = browser.client.post(f"/p/{long_post.id}/quote", **asked).get_json()
    assert quoted["text"].rstrip().endswith("> - by video")
    asked["data"]["selection"] = "words that nobody wrote"
    refused = browser.client.post(f"/p/{long_post.id}/quote", **asked)
    assert refused.status_code == 422
    assert refused.get_json()["error"]["message"] == "These words are not in the post."


def test_several_quotes_stand_in_one_reply_and_what_was_typed_stays(thread, long_post, ben, as_):
    browser = as_(ben)
    first = typed(browser.sends(f"/p/{opening(thread).id}/quote", body="My own words."))
    both = typed(browser.sends(f"/p/{long_post.id}/quote", body=first))
    assert both.startswith(f"My own words.\n\n> [@asha](/p/{opening(thread).id}):")
    assert f"\n\n> [@asha](/p/{long_post.id}):" in both
    assert browser.sends(f"/t/{thread.id}/reply", body=both).status_code == 302
    cites = [
        cite.text for cite in people.soup(as_(None).get(address(thread))).select(f"#post-{newest(thread).id} cite")
    ]
    assert cites == ["Asha wrote:", "Asha wrote:"]


def test_behaviour_12_quotes_deeper_than_two_collapse(thread, asha, ben, as_):
    browsers, post = [as_(asha), as_(ben)], opening(thread)
    for depth in range(3):
        text = typed(browsers[depth % 2].get(f"/p/{post.id}/quote")) + f"Answer {depth}."
        assert browsers[depth % 2].sends(f"/t/{thread.id}/reply", body=text).status_code == 302
        post = newest(thread)
    shown = people.soup(as_(None).get(address(thread))).select_one(f"#post-{post.id}")
    assert len(shown.select("blockquote blockquote")) == 1
    assert len(shown.select("blockquote blockquote blockquote")) == 0
    assert "We have nobody." not in shown.text
    assert "Answer 0." in shown.text
    assert "…" in shown.text


def test_behaviour_12_what_one_may_not_read_cannot_be_quoted(thread, ben, keeper, admin, as_):
    secret = people.topic(people.forum("Staff room", visibility="nobody"), by=admin, body="The budget is cut.")
    removed = posts.reply(thread, by=ben, body="I take this back.")
    posts.remove(removed, by=keeper, reason="Asked for")
    browser = as_(ben)
    never = browser.get("/p/9999/quote")
    for post in (opening(secret), removed):
        for answer in (browser.get(f"/p/{post.id}/quote"), browser.sends(f"/p/{post.id}/quote", body="x")):
            assert answer.status_code == never.status_code == 404
            assert "budget" not in answer.text
            assert "take this back" not in answer.text
    by_hand = f"> [@admin](/p/{opening(secret).id}):\n>\n> something\n\nA guess."
    assert browser.sends(f"/t/{thread.id}/reply", body=by_hand).status_code == 302
    shown = people.soup(browser.get(address(thread))).select_one(f"#post-{newest(thread).id}")
    assert "From a post that cannot be shown:" in shown.text
    assert "Admin" not in shown.text
    assert "From a post that cannot be shown:" not in as_(admin).reads(address(thread))
    assert db.session.scalars(db.select(posts.PostQuote.quoted_id)).all() == []


def test_a_locked_topic_is_not_quoted_by_those_who_may_not_reply(thread, ben, keeper, as_):
    as_(keeper).sends(f"/t/{thread.id}/lock")
    assert as_(ben).get(f"/p/{opening(thread).id}/quote").status_code == 403
    assert as_(keeper).get(f"/p/{opening(thread).id}/quote").status_code == 200


def test_a_quote_names_its_author_as_the_member_is_called_today(thread, asha, ben, as_):
    text = typed(as_(ben).get(f"/p/{opening(thread).id}/quote"))
    as_(ben).sends(f"/t/{thread.id}/reply", body=text)
    with posts.transaction():
        asha.display_name = "Asha Rao"
    cite = people.soup(as_(None).get(address(thread))).select_one("cite a")
    assert (cite.text, cite["href"]) == ("Asha Rao wrote:", f"/p/{opening(thread).id}")
