"""The tools that measure: the floor is served as the site is, costs are counted, verdicts say what they should."""

import ast
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench import floor, people, processes, searching, texts
from bench.figures import Figure, with_unit
from community.db import db
from community.members import login
from tests import people as made

SAME = ("interface", "blocking_threads", "log_access", "log_level")


def granians_settings(*paths: Path) -> dict[str, str]:
    """What the one call that starts granian in these files asks of it, as it is written there; nothing is served."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = [{word.arg: word.value for word in call.keywords if word.arg} for call in calls]
    (settings,) = [given for given in told if "interface" in given]
    return {name: ast.unparse(settings[name]) for name in SAME}


def test_the_floor_is_served_as_the_site_is():
    sites = (Path(floor.__file__).parents[1] / "community").glob("*.py")
    assert granians_settings(Path(floor.__file__)) == granians_settings(*sites)
    assert floor.app.test_client().get("/").text == "Hello, World!"


def test_the_cpu_of_a_process_and_its_children_is_counted():
    busy = "import subprocess, sys, time\nwhile time.process_time() < {}: pass\n"
    child = f"subprocess.run([sys.executable, '-c', {busy.format(0.3)!r}])\nsys.stdin.read()"
    process = subprocess.Popen([sys.executable, "-c", busy.format(0.2) + child], stdin=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while processes.spent([process.pid], []).site < 0.45 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert 0.45 <= processes.spent([process.pid], []).site < 2
    process.communicate()
    assert processes.cpu_of(process.pid) == 0


def test_memory_is_told_in_megabytes():
    resident, share = processes.memory_of(os.getpid())
    assert 20 < share <= resident < 4000


def test_a_members_cookie_is_a_session_of_the_site(app):
    asha = made.member("Asha")
    cookie = people.cookie(app, asha)
    db.session.remove()
    with app.test_request_context("/", headers={"Cookie": cookie}) as context:
        assert login.load(context.session["_user_id"]).id == asha.id


def test_words_are_taken_from_the_whole_range():
    words = [f"w{rank}" for rank in range(8000)]
    chosen = searching.spread(words, 50)
    assert len(set(chosen)) == 50
    assert (chosen[0], chosen[-1]) == ("w0", "w7999")


def test_a_hostile_text_is_timed_and_the_slowest_is_told():
    (figure,) = texts.texts({"nothing": "a", "'quotes'": "> " * 400 + "a", "too much": "a" * 70_000})
    assert 0 <= figure.value < 2
    assert "of 3 texts" in figure.beside


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("speed", 0.45, target=0.3, aim=0.4, at_least=True), "met, aim too"),
        (Figure("speed", 0.36, target=0.3, aim=0.4, at_least=True), "met; aim missed by 10%"),
        (Figure("speed", 0.15, target=0.3, aim=0.4, at_least=True), "**missed by 50%**"),
        (Figure("time", 25, "ms", target=25), "met"),
        (Figure("time", 30, "ms", target=25), "**missed by 20%**"),
        (Figure("time", 30, "ms"), ""),
    ],
)
def test_verdicts(figure, verdict):
    assert figure.verdict == verdict


def test_numbers_are_as_precise_as_they_deserve():
    shown = [with_unit(value, "ms") for value in (0.0049, 1.2345, 12.34, 1234.5, 25)]
    assert shown == ["0.005 ms", "1.23 ms", "12.3 ms", "1,234 ms", "25 ms"]
