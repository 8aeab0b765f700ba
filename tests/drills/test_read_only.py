"""A database that may be read and not written, as on a bad disk: pages come, deeds are refused, until it is well."""

import os
import shutil

import pytest

from tests.drills import disk
from tests.drills.checks import assert_whole, posts_by_once
from tests.drills.site import Site, until

pytestmark = pytest.mark.disk if os.geteuid() == 0 else []  # root heeds no permissions but those of a mount

WORDS = "We have one at the clinic, every second Tuesday."


def reply(site: Site, once: str):
    """Ben answers in the thread."""
    return site.member("Ben").post(f"/t/{site.town.topic_id}/reply", body=WORDS, once=once)


def assert_refused(site: Site, once: str) -> None:
    """A reply is not taken, and comes back."""
    answer = reply(site, once)
    assert answer.status == 503 and answer.headers["Retry-After"]
    assert WORDS in answer.text and "Nothing can be stored just now" in answer.text


def test_pages_come_and_deeds_are_refused_until_the_file_may_be_written_again(settled, tmp_path, serves):
    prepared, town = settled
    shutil.copytree(prepared, tmp_path / "site")
    with disk.read_only(tmp_path / "site" / "ibis.sqlite"):
        site = serves(tmp_path / "site", town)
        for number in range(4):  # more than once by each process
            assert_refused(site, f"refused-{number}")
            for path in ("/", site.thread, "/discuss", "/search?q=clinic", "/settings"):
                assert site.member("Ben").get(path).status in (200, 302), path
        assert "ibis.sqlite: Read-only file system" in site.member("Ada").get("/admin").text
        assert posts_by_once(site) == {}
    until(lambda: reply(site, "once").status == 302, "it can be written again")
    assert "Read-only file system" not in site.member("Ada").get("/admin").text
    answers = [reply(site, f"later-{number}").status for number in range(8)]
    assert answers.count(302) >= 7, "one connection a process may still have to find out"
    site.kill_all()
    assert_whole(site)
