"""From the search box to the words, in a real browser: the post is in view, its words are marked, Back returns."""

import pytest

from community.forums.commands import posts
from tests import people
from tests.forums.making import address

pytestmark = pytest.mark.browser

IN_VIEW = """node => {
    const box = node.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && box.width > 0;
}"""
# Of each mark: does it stand out by more than its colour, and can its words be told from it?
LOOKS = """node => {
    const own = getComputedStyle(node), around = getComputedStyle(node.parentElement);
    return {ground: own.backgroundColor, around: around.backgroundColor, line: own.boxShadow, ink: own.color};
}"""


@pytest.fixture
def long_thread(site_server, asha):
    """A thread in which one reply, far down, has the words."""
    topic = people.topic(people.forum(), by=asha)
    people.replies(12, to=topic, by=asha, body="Filler.\n\n" * 8)
    wanted = posts.reply(
        topic, by=asha, body="La **integración** de las ciudades.\n\nمرحبا بالمهاجرين في مدينتنا.\n\n" + "Mer.\n\n" * 8
    )
    people.replies(4, to=topic, by=asha, body="Filler.\n\n" * 8)
    return topic, wanted


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("typed", "word"), [("integracion", "integración"), ("بالمهاجرين", "بالمهاجرين")])
def test_a_hit_opens_in_view_with_its_word_marked_and_back_returns(long_thread, tab, script, typed, word):
    topic, wanted = long_thread
    page = tab(script=script)
    page.goto("/")
    page.locator("header [name=q]").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    results = page.url
    page.locator(".found .title a").click()
    page.wait_for_url("**/t/**")
    assert page.url.endswith(f"#post-{wanted.id}") and "?words=" in page.url
    assert [mark.inner_text() for mark in page.locator(".letter mark").all()] == [word]
    mark = page.locator(f"#post-{wanted.id} mark")
    assert mark.evaluate(IN_VIEW)
    if script:
        assert page.evaluate("document.activeElement.id") == f"post-{wanted.id}"
    page.go_back()
    page.wait_for_url(results)
    assert page.locator(".found mark").inner_text() == word
    page.go_forward()
    page.get_by_role("link", name="Without marks").click()
    page.wait_for_url(f"**{address(topic)}/14")
    assert page.locator("mark").count() == 0
    assert page.locator(f"#post-{wanted.id}").evaluate("node => node.getBoundingClientRect().top >= 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mark_stands_out_by_more_than_its_colour(long_thread, tab, scheme):
    topic, wanted = long_thread
    page = tab(scheme=scheme)
    page.goto(f"{address(topic)}/14?words=integracion")
    looks = page.locator(f"#post-{wanted.id} mark").evaluate(LOOKS)
    assert looks["ground"] != looks["around"] and looks["line"] != "none"
    page.emulate_media(forced_colors="active")
    forced = page.locator(f"#post-{wanted.id} mark").evaluate(LOOKS)
    assert forced["ground"] != forced["ink"] and forced["ground"] != looks["ground"]
    page.emulate_media(media="print")
    printed = "node => getComputedStyle(node).textDecorationLine"
    assert page.locator(f"#post-{wanted.id} mark").evaluate(printed) == "underline"
    assert not page.locator(".sought").is_visible()


def test_marked_words_can_be_selected_and_quoted(long_thread, asha, tab):
    topic, wanted = long_thread
    page = tab(asha)
    page.goto(f"{address(topic)}/14?words=integracion")
    page.locator(f"#post-{wanted.id} mark").select_text()
    page.locator(f"#post-{wanted.id} [data-quote]").click()
    field = page.locator("#reply-form textarea")
    page.wait_for_function("() => document.querySelector('#reply-form textarea').value.includes('integración')")
    assert field.input_value().rstrip().endswith("> integración")
