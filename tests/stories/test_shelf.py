"""A shelf in a real browser: kept, noted, put in order and shared by keyboard alone; and once without script."""

import pytest
from playwright.sync_api import expect

from community.shelf import queries
from tests import people
from tests.forums.making import address, opening
from tests.shelf.making import kept, topics

pytestmark = pytest.mark.browser


@pytest.fixture
def books(asha):
    """Three topics of Ben's, two of them on Asha's shelf."""
    found = topics(3, people.forum("Front desks"), people.member("Ben"))
    for topic in found[:2]:
        kept(asha, topic)
    return found


def reach(page, role: str, name: str, exact: bool = False):
    """Tab until the thing has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name, exact=exact).first.element_handle()
    for _press in range(150):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name}")


def lines(page) -> list[str]:
    return page.locator("ol.books .title").all_inner_texts()


def test_a_post_is_kept_noted_ordered_and_shared_by_keyboard_alone(asha, books, tab):
    page = tab(asha)
    page.goto(address(books[2]))
    page.locator(f"#post-{opening(books[2]).id}").focus()
    reach(page, "link", "Keep post 1")
    page.keyboard.press("Enter")
    reach(page, "textbox", "Note")
    page.keyboard.type("Ask them in March.")
    reach(page, "textbox", "Or a new folder")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It stands on your shelf.")).to_be_visible()

    page.goto("/shelf")
    assert lines(page) == ["Topic 3", "Topic 2", "Topic 1"]
    reach(page, "button", "Down Topic 3")
    for order in (["Topic 2", "Topic 3", "Topic 1"], ["Topic 2", "Topic 1", "Topic 3"]):
        page.keyboard.press("Enter")  # the focus has come along
        expect(page.locator("ol.books .title").nth(order.index("Topic 3"))).to_have_text("Topic 3")
        assert lines(page) == order
    assert page.evaluate("document.activeElement.textContent") == "Up Topic 3"

    reach(page, "button", "Remove Topic 3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ask them in March.")).to_be_visible()

    reach(page, "link", "New folder")
    page.keyboard.press("Enter")
    reach(page, "textbox", "Name of the folder")
    page.keyboard.type("For the council")
    page.keyboard.press("Enter")
    reach(page, "link", "Share by link")
    page.keyboard.press("Enter")
    reach(page, "button", "Make a link")
    page.keyboard.press("Enter")
    link = page.locator(".link-shown a").get_attribute("href")
    guest = tab(None)
    guest.goto(link)
    expect(guest.get_by_role("heading", name="For the council")).to_be_visible()


def test_without_script_a_shelf_does_all_of_it(asha, books, tab):
    page = tab(asha, script=False)
    page.goto(address(books[2]))
    page.get_by_role("link", name="Keep", exact=True).click()
    page.get_by_label("Note").fill("For May.")
    page.get_by_label("Or a new folder").fill("For the council")
    page.get_by_role("button", name="Keep").click()
    page.goto("/shelf")
    page.get_by_role("button", name="Down Topic 2").click()
    assert lines(page) == ["Topic 1", "Topic 2"]
    page.get_by_role("link", name="Edit Topic 2").click()
    page.get_by_label("Place", exact=True).fill("1")
    page.get_by_role("button", name="Move there").click()
    assert lines(page) == ["Topic 2", "Topic 1"]
    page.get_by_role("button", name="Remove Topic 1").click()
    assert lines(page) == ["Topic 2"]
    page.get_by_role("button", name="Put it back").click()
    assert lines(page) == ["Topic 2", "Topic 1"]
    page.get_by_role("link", name="For the council").click()
    assert lines(page) == ["Topic 3"] and page.locator(".own").inner_text().endswith("For May.")
    page.get_by_role("link", name="Dossier for paper").click()
    assert "For May." in page.locator(".dossier").inner_text()
    page.go_back()
    page.get_by_role("link", name="Remove folder").click()
    page.get_by_role("button", name="Remove folder").click()
    assert lines(page) == ["Topic 2", "Topic 1", "Topic 3"]
    assert queries.folder_names(asha) == []


def test_a_shelf_fits_a_phone_in_both_directions(asha, books, tab):
    for direction in ("ltr", "rtl"):
        page = tab(asha, width=360, direction=direction)
        page.goto("/shelf")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
