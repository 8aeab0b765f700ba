"""Reading a thread in a real browser: links land, Back returns, the keyboard reaches all, paper has what counts."""

import pytest

from community.db import db
from community.forums.models import Post
from tests import people
from tests.forums.making import address, long_topic

pytestmark = pytest.mark.browser

IN_VIEW = """post => {
    const box = post.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight && box.bottom > 0;
}"""
SEEN = """node => [node, node.closest(".editor")].filter(Boolean).some(shown => {
    const style = getComputedStyle(shown);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
})"""


@pytest.mark.parametrize("script", [True, False])
def test_behaviour_01_deep_link_shows_the_post_and_focuses_it(room, asha, tab, script):
    topic = long_topic(room, asha, 2000)
    wanted = db.session.scalar(db.select(Post.id).where(Post.topic_id == topic.id, Post.number == 1437))
    page = tab(script=script)
    answer = page.goto(f"/p/{wanted}")
    hops, request = 0, answer.request
    while request := request.redirected_from:
        hops += 1
    assert hops == 1
    post = page.locator(f"#post-{wanted}")
    assert "Post number 1437." in post.inner_text()
    assert post.evaluate(IN_VIEW)
    if script:
        assert post.evaluate("post => post === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("id => document.activeElement.closest(id) !== null", f"#post-{wanted}")


def test_behaviour_06_back_returns_to_the_same_page_and_place_of_the_list(room, asha, tab):
    for number in range(95):
        people.topic(room, by=asha, title=f"Topic {number}")
    page = tab(height=500)
    page.goto(f"/discuss/{room.slug}")
    for _page in range(2):
        page.get_by_role("link", name="Older").click()
        page.wait_for_load_state()
    list_url = page.url
    link = page.locator("ul.topics .title a").nth(20)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 300
    link.click()
    page.wait_for_url("**/t/**")
    page.go_back()
    page.wait_for_url(list_url)
    page.wait_for_function("before => Math.abs(scrollY - before) < 5", arg=before)


def test_behaviour_06_no_page_listens_for_being_left(room, asha, tab):
    topic = people.topic(room, by=asha)
    page = tab(asha)
    page.add_init_script(
        """window.leaving = [];
        const listen = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (kind, ...rest) {
            if (["unload", "beforeunload"].includes(kind)) leaving.push(kind);
            return listen.call(this, kind, ...rest);
        };"""
    )
    for url in ("/discuss", f"/discuss/{room.slug}", address(topic)):
        page.goto(url, wait_until="load")
        assert page.evaluate("[...leaving, window.onunload, window.onbeforeunload].filter(Boolean)") == []


def test_behaviour_18_keyboard_reaches_every_act_with_visible_focus_and_the_skip_link_comes_first(room, asha, tab):
    topic = people.topic(room, by=asha)
    people.replies(2, to=topic, by=asha)
    page = tab(asha)
    page.goto(address(topic))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").evaluate(IN_VIEW)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    acts = page.locator("main .act:visible, main .button:visible")
    wanted = set(acts.evaluate_all("all => all.map(node => node.outerHTML)"))
    assert len(wanted) >= 10
    reached = set()
    for _press in range(80):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if focused.count() == 0 or not page.evaluate("document.querySelector('main').contains(document.activeElement)"):
            break
        assert focused.evaluate(SEEN), focused.evaluate("node => node.outerHTML")
        reached.add(focused.evaluate("node => node.outerHTML"))
    assert wanted <= reached


def test_behaviour_18_ctrl_enter_sends(room, asha, tab):
    topic = people.topic(room, by=asha)
    page = tab(asha)
    page.goto(address(topic))
    page.locator("#reply-form .tools").wait_for()  # the editor is fetched after the page
    page.locator("#reply-form textarea").fill("Sent from the keyboard.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/2#post-*")
    assert "Sent from the keyboard." in page.locator("article.letter").nth(1).inner_text()


def test_behaviour_20_print_gives_author_time_and_permalink_of_each_post_and_no_menus(site_server, room, asha, tab):
    topic = people.topic(room, by=asha)
    people.replies(1, to=topic, by=asha)
    page = tab(asha)
    page.goto(address(topic))
    page.emulate_media(media="print")
    posts = page.locator("article.letter").all()
    assert len(posts) == 2
    for post in posts:
        assert "Asha" in post.inner_text()
        assert post.locator("time").first.is_visible()
        permalink = post.locator(".permalink")
        written = permalink.evaluate("link => getComputedStyle(link, '::after').content")
        assert f"{site_server.app.config['URL']}{permalink.get_attribute('href')}" in written
    for menu in (".me", "nav.sections", ".acts", "form", ".foot", ".skip"):
        assert not page.locator(menu).first.is_visible(), menu
    assert page.pdf().startswith(b"%PDF")
