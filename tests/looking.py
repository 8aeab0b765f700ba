"""Opening pages of tests/look_pages.py in a browser, and what goes wrong while they are open."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import look_pages
from tests.browsing import Server
from tests.world import World

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
EVERYTHING = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}


@contextmanager
def tab(server: Server, browser: Browser, town: World | None, who: str, **given):
    """A tab of the person's browser; yields it with the list of what it complains about."""
    member = None if who == "guest" else {"member": town.ben, "administrator": town.ada}[who]
    context = server.visit(browser, as_=member, **given)
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(f"console: {said.text}") if _counts(said) else None)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", lambda asked: complaints.append(asked.url) if _leaves(asked.url, server.address) else None)
    page.on("response", lambda got: complaints.append(f"{got.status} for {got.url}") if _is_missing(got) else None)
    try:
        yield page, complaints
    finally:
        context.close()


def _leaves(url: str, address: str) -> bool:
    return not url.startswith((address, "blob:"))


def _is_missing(answer) -> bool:
    return answer.status >= 400 and answer.request.resource_type != "document"


def _counts(said) -> bool:
    # That a page answered 403 or 422 is told as an error as well; it is what some of them are for.
    return said.type in ("error", "warning") and "Failed to load resource: the server responded" not in said.text


def show(page: Page, shot: look_pages.Page) -> bool:
    """Open the page and do what has to be done first; False if the address only leads to another page."""
    answer = page.goto(shot.url, wait_until="load")
    if answer.request.redirected_from or "text/html" not in answer.headers.get("content-type", ""):
        return False
    if shot.deed:
        _send(page, shot)
    return True


def _send(page: Page, shot: look_pages.Page) -> None:
    for name, value in shot.deed:
        page.locator(f"main [name={name}]").fill(value)
    with page.expect_navigation(wait_until="load"):
        page.locator("main form.form button.button").first.click()


def overflow(page: Page) -> str | None:
    """What is wider than the window, if the page can be pushed sideways."""
    return page.evaluate(
        """() => {
            const root = document.documentElement, wide = root.scrollWidth - root.clientWidth;
            if (wide < 1) return null;
            const clipped = (node) => node && node !== document.body
                && (getComputedStyle(node).overflowX !== "visible" || clipped(node.parentElement));
            const guilty = [...document.body.querySelectorAll("*")].filter((node) => {
                const box = node.getBoundingClientRect();
                return box.width && !clipped(node.parentElement) && (box.right > root.clientWidth + 1 || box.left < -1);
            }).slice(-2).map((node) => node.outerHTML.slice(0, 120));
            return `${wide}px too wide: ${guilty.join(" … ")}`;
        }"""
    )


def violations(page: Page, options: dict) -> list[str]:
    """What axe finds: rule, and the first places."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['target'][0]} {_short(node)}" for rule in found for node in rule["nodes"][:3]]


def _short(node: dict) -> str:
    return " ".join((node.get("failureSummary") or "").split())[:220]
