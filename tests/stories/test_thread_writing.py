"""Writing in a real browser, with scripting on and off: quote a selection, lose a session, join and take part."""

import re

import pytest
from playwright.sync_api import expect

from community import jobs, mail
from community.db import db, transaction
from community.forums.commands import posts
from community.forums.models import Post
from community.members import passwords
from community.members.models import LoginSession
from tests import people
from tests.forums.making import address, newest

pytestmark = pytest.mark.browser

LONG = "Firstly, we **share** one.\n\nSecondly:\n\n- by phone\n- by video\n\nThirdly, we ask."
SELECT = """([from, to, post]) => {
    const find = words => {
        const walk = document.createTreeWalker(post.querySelector("[data-quotable]"), NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) if (walk.currentNode.data.includes(words)) return walk.currentNode;
    };
    const [first, last] = [find(from), find(to)], range = document.createRange();
    range.setStart(first, first.data.indexOf(from));
    range.setEnd(last, last.data.indexOf(to) + to.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def ben(site_server):
    return people.member("Ben", password_hash=passwords.hash_of(people.PASSWORD))


@pytest.fixture
def thread(asha):
    return people.topic(people.forum(), by=asha)


def fresh_newest(topic) -> Post:
    db.session.rollback()
    return newest(topic)


def test_behaviour_12_a_real_selection_across_paragraphs_and_a_list_is_quoted_and_nothing_else(thread, asha, ben, tab):
    post = posts.reply(thread, by=asha, body=LONG)
    page = tab(ben)
    page.goto(address(thread))
    field = page.locator("#reply-form textarea")
    field.fill("My own words.")
    letter = page.locator(f"#post-{post.id}")
    page.evaluate(SELECT, ["Secondly", "by video", letter.element_handle()])
    letter.get_by_role("button", name="Quote").click()
    expect(field).to_have_value(re.compile("by video"))
    quoted = f"> [@asha](/p/{post.id}):\n>\n> Secondly:\n>\n> - by phone\n> - by video"
    assert field.input_value().rstrip() == f"My own words.\n\n{quoted}"
    assert page.evaluate("document.activeElement.name") == "body"
    page.evaluate("getSelection().removeAllRanges()")
    letter.get_by_role("button", name="Quote").click()
    expect(field).to_have_value(re.compile("Thirdly"))
    assert "> Firstly, we **share** one." in field.input_value()
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("**/3#post-*")
    assert page.locator("article.letter").nth(2).locator("cite").all_inner_texts() == ["Asha wrote:", "Asha wrote:"]


@pytest.mark.parametrize("script", [True, False])
def test_behaviour_08_session_expired_text_is_there_after_sign_in_and_posted_with_one_click(thread, ben, tab, script):
    page = tab(ben, script=script)
    page.goto(address(thread))
    page.locator("#reply-form textarea").fill("Two hundred words that took an hour.\n\nAnd some more.")
    with transaction() as session:
        session.execute(db.delete(LoginSession))
    page.get_by_role("button", name="Post reply").click()
    page.get_by_label("User name or e-mail").fill("ben")
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    assert "Two hundred words that took an hour." in page.locator("main").inner_text()
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url("**/2#post-*")
    assert fresh_newest(thread).source == "Two hundred words that took an hour.\n\nAnd some more."


def test_behaviour_19_no_js_join_read_post_edit_and_quote(site_server, thread, tab):
    page = tab(script=False)
    page.goto("/discuss")
    page.get_by_role("link", name="Health and care").click()
    page.get_by_role("link", name="Who interprets at the clinic?").first.click()
    page.get_by_role("link", name="Join the community").click()
    page.get_by_label("User name").fill("dilan")
    page.get_by_label("E-mail address").fill("dilan@example.org")
    page.get_by_label("Password").fill("three wild geese over water")
    page.get_by_label("I agree to the terms of use").check()
    page.locator("main").get_by_role("button", name="Join").click()
    jobs.run_due()
    link = re.search(r"https?://[^/\s]+(/\S+/\S{40,})", mail.outbox[-1].get_body(("plain",)).get_content())
    page.goto(link.group(1))
    page.locator("main form button").first.click()
    page.goto(address(thread))
    page.locator("#reply-form textarea").fill("Hello, I am *new* here.")
    page.get_by_role("button", name="Post reply").click()
    mine = page.locator("article.letter").nth(1)
    assert mine.locator("em").inner_text() == "new"
    mine.get_by_role("link", name="Edit").click()
    page.locator("textarea[name=body]").fill("Hello, I am *quite new* here.")
    page.get_by_role("button", name="Save").click()
    assert "quite new" in page.locator("article.letter").nth(1).inner_text()
    page.locator("#reply-form textarea").fill("Typed before quoting.")
    page.locator("article.letter").first.get_by_role("button", name="Quote").click()
    text = page.locator("main textarea").input_value()
    assert text.startswith("Typed before quoting.\n\n> [@asha](/p/")
    page.get_by_role("button", name="Post reply").click()
    assert page.locator("article.letter").nth(2).locator("cite").inner_text() == "Asha wrote:"


def test_a_second_press_sends_nothing_and_a_refused_reply_keeps_its_words(thread, ben, tab):
    page = tab(ben)
    page.goto(address(thread))
    page.locator("#reply-form textarea").fill("[a](https://example.org/) " * 401)
    page.get_by_role("button", name="Post reply").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("main textarea").input_value().startswith("[a](https://example.org/) [a]")
    page.locator("main textarea").fill("Short and once.")
    page.get_by_role("button", name="Post reply").dblclick()
    page.wait_for_url("**/2#post-*")
    page.reload()
    page.goto(address(thread))
    assert page.locator("article.letter").count() == 2
    assert page.locator("#reply-form textarea").input_value() == ""
