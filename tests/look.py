"""make look: screenshots of every page into look/, narrow and wide, light and dark, in both directions.

    .venv/bin/python -m tests.look                 all of them
    .venv/bin/python -m tests.look topic home      only pages whose name holds one of the words
    .venv/bin/python -m tests.look --demo          the main pages of the demonstration

A file is called look/<site>/<person>-<page>-<width>-<scheme>-<direction>.png.
"""

import argparse
import itertools
import shutil
import tempfile
from pathlib import Path

from rich.progress import track
from sqlalchemy import select

from community.db import db
from community.demo import seed
from community.forums.models import Forum, Topic
from community.members.models import ADMINISTRATOR, Member
from community.resources.models import Resource
from tests import look_pages, looking, servers
from tests.browsing import Server, chromium
from tests.world import World, build, founded

FOLDER = Path(__file__).parents[1] / "look"
WIDTHS, SCHEMES, DIRECTIONS = (360, 1280), ("light", "dark"), ("ltr", "rtl")
TALLEST = 6000  # of a picture; what is longer repeats itself


def town() -> tuple[World, list]:
    """One of everything, and every page of it."""
    return build(), []


def bare() -> tuple[World, list]:
    """A site on its first day."""
    return founded(), look_pages.EMPTY


def demonstration() -> tuple[World, list]:
    """The demonstration community, as a newcomer meets it."""
    founded_by = founded().ada
    seed.seed()
    topic = db.session.scalars(
        select(Topic).where(Topic.about_kind.is_(None)).order_by(Topic.posts_count.desc())
    ).first()
    room = db.session.get(Forum, topic.forum_id)
    entry = db.session.scalars(select(Resource).order_by(Resource.ratings_n.desc())).first()
    member = db.session.scalars(select(Member).where(Member.is_demo, Member.role != ADMINISTRATOR)).first()
    urls = {
        "home": "/", "about": "/about", "forums": "/discuss", "topic": f"/t/{topic.id}/{topic.slug}",
        "resources": "/resources", "resource": f"/resources/{entry.id}/{entry.slug}", "tags": "/tags",
        "profile": f"/members/{member.username}", "forum": f"/discuss/{room.slug}", "search": "/search?q=school",
    }  # fmt: skip
    shots = [look_pages.Page(name, who, url) for name, url in urls.items() for who in ("guest", "member")]
    return World(founded_by, ben=member, topic=topic, resource=entry), shots


SITES = {"town": town, "bare": bare, "demo": demonstration}


def photograph(site: str, words: list[str], folder: Path) -> None:
    """Every wanted page of one site, eight times."""
    with tempfile.TemporaryDirectory(prefix="ibis-look-") as instance, Server(Path(instance)) as server:
        with server.app.app_context():
            there, shots = SITES[site]()
            shots = shots or look_pages.pages(server.app, there)
        wanted = [shot for shot in shots if not words or any(word in shot.name for word in words)]
        views = list(itertools.product(look_pages.PERSONS, WIDTHS, SCHEMES, DIRECTIONS))
        with chromium() as browser:
            for who, width, scheme, direction in track(views, description=site):
                mine = [shot for shot in wanted if shot.who == who]
                given = {"width": width, "scheme": scheme, "direction": direction}
                if mine:
                    with looking.tab(server, browser, there, who, **given) as (tab, _complaints):
                        for shot in mine:
                            keep(tab, shot, folder / f"{who}-{shot.name}-{width}-{scheme}-{direction}.png")


def keep(tab, shot: look_pages.Page, path: Path) -> None:
    """One picture of the whole page."""
    if looking.show(tab, shot):
        size = tab.evaluate("({width: innerWidth, height: document.documentElement.scrollHeight})")
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], TALLEST)}
        tab.screenshot(path=path, full_page=True, clip=clip, animations="disabled")


def main() -> None:
    """Read the wishes, empty the folders, take the pictures."""
    parser = argparse.ArgumentParser(description="Screenshots of every page into look/")
    parser.add_argument("words", nargs="*", help="only pages whose name holds one of these")
    parser.add_argument("--demo", action="store_true", help="the demonstration instead of the small world of the tests")
    asked = parser.parse_args()
    if not servers.chromium_path():
        parser.exit(1, "No Chromium found: install it, or say where it is with IBIS_CHROMIUM.\n")
    for site in ("demo",) if asked.demo else ("town", "bare"):
        folder = FOLDER / site
        if not asked.words:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        photograph(site, asked.words, folder)
    print(f"{len(list(FOLDER.rglob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
