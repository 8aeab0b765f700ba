"""The disk is full while people write: they are told so and keep their words, reading goes on, nothing is halved."""

import io
import shutil
import subprocess
import sys
import uuid

import pytest
from PIL import Image

from tests.drills import disk
from tests.drills.checks import assert_whole, posts_by_once
from tests.drills.site import Site, until

pytestmark = pytest.mark.disk

MEGABYTES = 12
WORDS = "We have one at the clinic, every second Tuesday. "


@pytest.fixture
def site(settled, tmp_path, serves) -> Site:
    """A running site whose folder is a disk of its own, a small one; its limits are on."""
    with disk.small(tmp_path / "site", MEGABYTES) as folder:
        prepared, town = settled
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        site = serves(folder, town, LIMITS="on")
        assert site.is_well()
        yield site
        site.close()


def replies(site: Site, once: str, language: str = "en"):
    """Ben answers at length, so that it does not fit into what is left of a page of the file."""
    return site.member("Ben", language).post(f"/t/{site.town.topic_id}/reply", body=WORDS * 200, once=once)


def test_a_post_that_finds_no_room_is_given_back_and_fits_later(site):
    ballast = disk.fill(site.folder)
    for number in range(4):  # more than once by each process
        answer = replies(site, f"full-{number}", "fr")
        assert answer.status == 507 and answer.headers["Retry-After"]
        assert '<html lang="fr"' in answer.text and WORDS.strip() in answer.text
    assert_readable(site)
    ballast.unlink()
    for number in range(4):
        assert replies(site, f"full-{number}").status == 302
    assert_readable(site)
    assert sorted(posts_by_once(site)) == [f"full-{number}" for number in range(4)]
    assert_whole(site)


def assert_readable(site: Site) -> None:
    """Pages of all kinds, for members and others, come as ever."""
    for browser in (site.visitor(), site.member("Cleo"), site.member("Ada")):
        for path in ("/", site.thread, "/discuss", "/search?q=clinic", "/resources", "/sign-in"):
            for _process in range(3):
                assert browser.get(path).status in (200, 302), path


def test_the_last_room_goes_while_many_write(site):
    answered: dict[int, list[str]] = {302: [], 507: []}
    ballast = disk.fill(site.folder, leave=1_500_000)
    while len(answered[507]) < 10:
        once = uuid.uuid4().hex
        answered[replies(site, once).status].append(once)
    assert_readable(site)
    ballast.unlink()
    assert len(answered[302]) > 3, "some found room before it was gone"
    until(lambda: replies(site, "afterwards").status == 302, "it is well again")
    made = posts_by_once(site)
    assert sorted(made) == sorted([*answered[302], "afterwards"]) and set(made.values()) == {1}
    assert_whole(site)


def picture(side: int) -> bytes:
    """A picture that does not compress."""
    written = io.BytesIO()
    Image.effect_noise((side, side), 200).convert("RGB").save(written, "PNG")
    return written.getvalue()


def adds_a_resource(site: Site):
    """Ben enters a guide with a picture."""
    fields = {"title": "A guide for front desks", "kind": "guideline", "dimension_id": "0", "once": "guide"}
    given = fields | {"body": WORDS * 20}
    return site.member("Ben").uploads("/resources/new", "picture", picture(700), "desk.png", **given)


def test_an_upload_that_finds_no_room_leaves_nothing_behind(site):
    for leave in (0, 30_000, 150_000):  # no room at all, none for the larger size, none for the row
        ballast = disk.fill(site.folder, leave=leave)
        answer = adds_a_resource(site)
        assert answer.status == 507 and WORDS.strip() in answer.text
        ballast.unlink()
        assert_whole(site)
        assert files_of(site) == []
    answer = adds_a_resource(site)
    assert answer.status == 302 and len(files_of(site)) > 1
    assert_whole(site)


def files_of(site: Site) -> list:
    """Every file that members gave, in all its sizes."""
    return [file for file in (site.folder / "media").rglob("*") if file.is_file()]


WRITES_ALL = """
import sys
from community.board import SIZE, Board
board = Board(sys.argv[1])
for slot in range(0, SIZE, 512):
    board.write(slot, 7)
print(board.number(512))
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_outlives_what_it_writes_on_the_board_of_changes(when, tmp_path):
    """The system ends a process that writes into a part of a mapped file for which there is no room."""
    with disk.small(tmp_path / "site", 1) as folder:
        if when == "after":
            _write_all(folder)
        disk.fill(folder)
        assert _write_all(folder) == (0, "7")


def _write_all(folder) -> tuple[int, str]:
    command = [sys.executable, "-c", WRITES_ALL, str(folder / "stamps.board")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout.strip()
