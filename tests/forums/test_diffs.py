"""What changed between two texts: right for any two, and never for long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.forums.commands import posts
from community.forums.diffs import differences
from community.forums.queries import history
from tests import people

TEXTS = st.text(alphabet=st.sampled_from("ab c\n"), max_size=60)


def told(old: str, new: str) -> str:
    marks = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(marks[piece.sort].format(piece.text) for piece in differences(old, new))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.sort != "new") == old
    assert "".join(piece.text for piece in pieces if piece.sort != "gone") == new


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("We have nobody.", "We have nobody.", "We have nobody."),
        ("We have nobody.", "We have two volunteers.", "We have [-nobody.][+two volunteers.]"),
        ("One two three four.", "One 2 3 four.", "One [-two three][+2 3] four."),
        ("", "All of it.", "[+All of it.]"),
        ("All of it.", "", "[-All of it.]"),
        ("First.\n\nSecond.", "First.\n\nBetween.\n\nSecond.", "First.\n\n[+Between.\n\n]Second."),
    ],
)
def test_it_reads_as_people_would_say_it(old, new, words):
    assert told(old, new) == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ".join(f"u{n}" for n in range(9_000)), " ".join(f"v{n}" for n in range(9_000))),
        ("\n".join(f"u{n}" for n in range(9_000)), "\n".join(f"v{n}" for n in range(9_000))),
        ("a b " * 16_000, "b a " * 16_000),
        ("a\n" * 32_000, "\n" * 64_000),
    ],
    ids=["words", "lines", "the same words", "empty lines"],
)
def test_two_texts_of_any_kind_are_soon_compared(old, new):
    began = time.process_time()
    pieces = differences(old, new)
    assert time.process_time() - began < 1
    assert "".join(piece.text for piece in pieces if piece.sort != "new") == old


def test_a_history_of_long_texts_is_a_page_still(app):
    asha = people.member("Asha")
    post = posts.reply(people.topic(people.forum(), by=asha), by=asha, body="0")
    for number in range(1, 12):
        posts.edit(post, by=asha, body=f"{number} " + "word " * 12_700, seen=number - 1)
    changes = history.changes(posts.lock_post_row(post.id))
    assert [change.number for change in changes] == list(range(11, 5, -1))
