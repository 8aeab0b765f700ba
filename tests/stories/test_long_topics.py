"""Long talks in a real browser: replies that came meanwhile, the bar and its jumps, the single keys."""

import re

import pytest
from playwright.sync_api import expect

from community.forums.commands import posts
from tests import people
from tests.forums.making import address, long_topic

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.id || document.activeElement.className"
SOON = 31_000  # milliseconds: the page has asked for news once by then


@pytest.fixture
def thread(room, asha):
    return people.topic(room, by=asha)


@pytest.mark.parametrize("script", [True, False])
def test_behaviour_11_i_see_what_came_while_i_wrote_and_post_anyway(thread, asha, ben, tab, script):
    page = tab(ben, script=script)
    page.goto(address(thread))
    page.locator("#reply-form textarea").fill("Mine, **typed** slowly.")
    people.replies(3, to=thread, by=asha, body="Meanwhile.")
    page.get_by_role("button", name="Post reply").click()
    heading = page.get_by_role("heading", name="3 replies came while you wrote")
    heading.wait_for()
    assert page.locator(".meanwhile article.letter").count() == 3
    assert page.locator("#reply-form textarea").input_value() == "Mine, **typed** slowly."
    page.get_by_role("button", name="Post anyway").click()
    page.wait_for_url("**/5#post-*")
    assert "Mine, typed slowly." in page.locator("article.letter").last.inner_text()


def test_behaviour_19_a_line_tells_of_new_replies_and_moves_nothing(thread, asha, ben, tab):
    people.replies(9, to=thread, by=asha)
    page = tab(ben, height=500)
    page.clock.install()
    page.goto(address(thread), wait_until="load")
    page.locator("#reply-form .tools").wait_for()
    page.evaluate("scrollTo(0, 600)")
    page.wait_for_function("() => scrollY > 500")
    where = page.evaluate("[scrollY, document.documentElement.scrollHeight]")
    new = people.replies(3, to=thread, by=asha, body="New.")
    page.clock.run_for(SOON)
    link = page.locator(".news a")
    link.wait_for()
    assert link.inner_text() == "3 new replies"
    assert page.evaluate("[scrollY, document.documentElement.scrollHeight]") == where
    link.click()
    page.wait_for_url(f"**#post-{new[0].id}")


IN_PEACE = {
    "nobody looks": "Object.defineProperty(Document.prototype, 'hidden', { get: () => true })",
    "data is dear": "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })",
    "by telephone": "Object.defineProperty(navigator, 'connection', { value: { type: 'cellular' } })",
}


@pytest.mark.parametrize("why", [*IN_PEACE, None])
def test_the_page_asks_for_news_but_not_where_nobody_looks_or_data_is_dear(thread, tab, why):
    page, asked = tab(), []
    page.clock.install()
    page.on("request", lambda request: asked.append(request.url) if "/news?" in request.url else None)
    page.add_init_script(IN_PEACE.get(why, ""))
    page.goto(address(thread), wait_until="networkidle")
    page.clock.run_for(SOON)
    page.evaluate("fetch('/livez').then(() => null)")  # what was asked before it was asked by now
    assert len(asked) == (0 if why else 1)


@pytest.mark.parametrize("script", [True, False])
def test_the_way_to_a_post_and_to_the_last(room, asha, tab, script):
    topic = long_topic(room, asha, 100)
    page = tab(script=script)
    page.goto(address(topic))
    page.get_by_text("Go to a post or a day").click()
    page.get_by_label("Number of the post").fill("57")
    page.get_by_role("button", name="Go there").click()
    page.wait_for_url("**/57#post-*")
    assert "Posts 41 to 60 of 100" in page.locator(".place-now").inner_text()
    page.get_by_role("link", name="Last post:").click()
    page.wait_for_url("**/100#post-*")


def test_a_press_on_the_bar_leads_to_that_part(room, asha, tab):
    topic = long_topic(room, asha, 100)
    for direction, number in (("ltr", 26), ("rtl", 76)):
        page = tab(direction=direction)
        page.goto(address(topic), wait_until="load")
        bar = page.locator(".place-bar.live")
        bar.wait_for()
        box = bar.bounding_box()
        bar.click(position={"x": box["width"] * 0.255, "y": box["height"] / 2})
        page.wait_for_url(re.compile(r"/\d+#post-"))
        assert abs(int(re.search(r"/(\d+)#", page.url)[1]) - number) <= 1


@pytest.fixture
def reading(thread, asha, ben, tab):
    """Ben in a thread of three posts, the last his own."""
    people.replies(1, to=thread, by=asha)
    posts.reply(thread, by=ben, body="I wrote *this*.")
    page = tab(ben)
    page.goto(address(thread), wait_until="load")
    page.locator("#reply-form .tools").wait_for()
    page.ids = page.locator("article.letter").evaluate_all("all => all.map(one => one.id)")
    return page


def test_behaviour_18_j_and_k_go_from_post_to_post_with_real_focus(reading):
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1), ("k", 0)):
        reading.keyboard.press(key)
        assert reading.evaluate(FOCUSED) == reading.ids[at]
    reading.keyboard.press("Tab")
    assert reading.evaluate("id => document.activeElement.closest('article').id === id", reading.ids[0])


def test_behaviour_18_r_q_and_e_reply_quote_and_edit(reading):
    reading.keyboard.press("r")
    assert reading.evaluate("document.activeElement.name") == "body"
    reading.keyboard.type("jkrqe/?")
    assert reading.locator("#reply-form textarea").input_value() == "jkrqe/?"
    reading.locator("#reply-form textarea").fill("")
    reading.locator(f"#{reading.ids[2]}").focus()
    reading.keyboard.press("q")
    expect(reading.locator("#reply-form textarea")).to_have_value(re.compile(r"I wrote \*this\*\."))
    reading.locator(f"#{reading.ids[2]}").focus()
    reading.keyboard.press("e")
    reading.wait_for_url("**/edit")


def test_behaviour_18_a_question_mark_lists_the_keys_and_focus_returns_to_where_it_was(reading):
    reading.keyboard.press("j")
    reading.keyboard.press("?")
    sheet = reading.get_by_role("dialog", name="Keys")
    sheet.wait_for()
    assert "next post" in sheet.inner_text()
    assert reading.evaluate("document.activeElement.closest('dialog') !== null")
    reading.keyboard.press("j")
    assert sheet.is_visible()
    reading.keyboard.press("Escape")
    sheet.wait_for(state="detached")
    assert reading.evaluate(FOCUSED) == reading.ids[0]


def test_behaviour_18_the_keys_can_be_switched_off_and_on_again(reading):
    here = reading.url
    for on, id_of_focus in ((False, None), (True, reading.ids[0])):
        reading.goto("/keyboard", wait_until="load")
        reading.get_by_label("Single keys do something in this browser").set_checked(on)
        reading.goto(here, wait_until="load")
        reading.keyboard.press("j")
        reading.keyboard.press("/")
        focused = reading.evaluate("document.activeElement.name ?? ''")
        assert focused == ("q" if on else "")
        reading.evaluate("document.activeElement.blur()")
        reading.keyboard.press("j")
        assert (reading.evaluate("document.activeElement.id") or None) == id_of_focus


TYPE = """([key, code, held]) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true, ...held }))"""


def test_behaviour_18_keys_mean_what_the_layout_says_and_never_with_ctrl_or_while_composing(reading):
    for key, code in (("ت", "KeyJ"), ("j", "KeyC")):  # an Arabic board; one whose j lies elsewhere
        reading.evaluate("document.activeElement.blur()")
        reading.evaluate(TYPE, [key, code, {}])
        assert reading.evaluate(FOCUSED) == reading.ids[0], key
    for key, code, held in (
        ("j", "KeyJ", {"ctrlKey": True}),
        ("j", "KeyJ", {"altKey": True}),
        ("j", "KeyJ", {"metaKey": True}),
        ("j", "KeyJ", {"isComposing": True}),
        ("q", "KeyJ", {"shiftKey": True}),
        ("a", "KeyQ", {}),  # a French board: this is no q
    ):
        reading.evaluate(TYPE, [key, code, held])
        assert reading.evaluate(FOCUSED) == reading.ids[0], (key, held)
    reading.evaluate(TYPE, ["؟", "Slash", {"shiftKey": True}])
    reading.get_by_role("dialog", name="Keys").wait_for()


def test_behaviour_19_the_keys_are_listed_without_script(site_server, asha, tab):
    page = tab(script=False)
    page.goto("/keyboard")
    assert "previous post" in page.locator(".keys").inner_text()
    assert not page.locator("[data-keys-switch]").is_visible()
