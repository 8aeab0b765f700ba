"""Ask, answer, accept a solution, find an answer helpful: in a real browser, with script, by keyboard, and without."""

import pytest
from playwright.sync_api import expect

from community.db import db
from community.forums.commands import helpful_marks, posts, topics
from community.forums.models import Post
from tests import people
from tests.forums.making import address

pytestmark = pytest.mark.browser


def count_of(post_id: int) -> int:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Post, post_id).helpful_count


def press(page, name: str) -> None:
    """Go with Tab to what is called so, and press Enter: as somebody without a mouse does."""
    wanted = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first
    wanted.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False])
def test_ask_answer_and_accept_by_keyboard(room, asha, ben, tab, script):
    asks = tab(asha, script=script)
    asks.goto(f"/discuss/{room.slug}")
    press(asks, "Start a topic")
    asks.get_by_label("Discussion:").focus()
    asks.keyboard.press("ArrowDown")
    expect(asks.get_by_label("Question:")).to_be_checked()
    asks.get_by_label("Title").fill("Who interprets at night?")
    asks.get_by_label("Your text").fill("We have nobody after ten.")
    press(asks, "Post topic")
    asks.wait_for_url("**/who-interprets-at-night")
    expect(asks.locator(".heading .mark")).to_have_text("Open question")
    answers = tab(ben, script=script)
    answers.goto(asks.url)
    answers.get_by_role("textbox", name="Your reply").fill("The hospital shares its line.")
    press(answers, "Post reply")
    answers.wait_for_url("**/2#post-*")
    asks.reload()
    press(asks, "This is the solution")
    asks.wait_for_url("**/2#post-*")
    expect(asks.locator(".solution")).to_contain_text("The hospital shares its line.")
    expect(asks.locator(".heading .mark")).to_have_text("Solved")
    press(asks, "Read post 2")
    asks.wait_for_url("**/2#post-*")
    if script:
        expect(asks.locator(".letter.solves")).to_be_focused()
    asks.goto(f"/discuss/{room.slug}?solved=yes")
    expect(asks.locator(".topics .title .mark")).to_have_text("Solved")


@pytest.fixture
def answer(room, asha, ben):
    topic = topics.start_topic(room, by=asha, title="Who interprets?", body="Nobody.", kind="question")
    return posts.reply(topic, by=ben, body="We share one.")


def test_a_press_counts_in_its_place_and_is_known_on_the_next_visit(answer, asha, ben, tab):
    page = tab(asha)
    page.goto(address(answer.topic))
    button = page.locator(f"#post-{answer.id}").get_by_role("button", name="Helpful")
    assert page.get_by_role("button", name="Helpful").count() == 1  # none at her own post
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#post-{answer.id} [data-helped]")).to_have_text("1 found this helpful")
    expect(button).to_be_focused()
    assert count_of(answer.id) == 1
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.dblclick()  # twice at once is once
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(f"#post-{answer.id} [data-helped]")).to_have_count(0)
    assert count_of(answer.id) == 0


def test_my_own_posts_ask_me_nothing_on_a_page_that_others_share(answer, ben, tab):
    page = tab(ben)
    page.goto(address(answer.topic))
    expect(page.get_by_role("button", name="Helpful")).to_have_count(1)
    expect(page.locator(f"#post-{answer.id}").get_by_role("button", name="Helpful")).to_have_count(0)


def test_without_script_a_press_tells_and_the_next_leads_to_the_way_back(answer, asha, tab):
    page = tab(asha, script=False)
    page.goto(address(answer.topic))
    helpful = page.locator(f"#post-{answer.id}").get_by_role("button", name="Helpful")
    helpful.click()
    page.wait_for_url("**/2#post-*")
    expect(page.get_by_text("You marked this post as helpful.")).to_be_visible()
    expect(page.locator(f"#post-{answer.id}")).to_contain_text("1 found this helpful")
    helpful.click()
    page.wait_for_url("**/helpful")
    page.get_by_role("button", name="Take my mark back").click()
    page.wait_for_url("**/2#post-*")
    assert count_of(answer.id) == 0


def test_a_post_that_is_gone_meanwhile_says_so(answer, asha, tab):
    page = tab(asha)
    page.goto(address(answer.topic))
    posts.remove(db.session.get(Post, answer.id), by=people.member(administrator=True), reason="Wrong")
    page.locator(f"#post-{answer.id}").get_by_role("button", name="Helpful").click()
    page.wait_for_url("**/helpful")
    assert helpful_marks.unmark_helpful(db.session.get(Post, answer.id), by=asha) is False
