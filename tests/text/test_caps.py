"""A text may hold much, but not without end; each refusal says what there is too much of."""

import sys

import pytest

from community.text.caps import BLOCKS, CHARACTERS, HTML_BYTES, LINES, LINKS, MARKS, TooMuch
from community.text.quotes import forget, quote
from community.text.render import render
from tests.text.hostile import PILES, TOO_MUCH

PLAIN = ["&''", "<''", ">''", "quotes at the deepest", "mentions that unfold", "hosts of other letters", "returns"]


def ends(source: str, dialect: str) -> None:
    """The text is refused with a reason, or becomes HTML of a size that can be borne."""
    try:
        html = render(source, dialect).html
    except TooMuch as refusal:
        assert str(refusal.reason)
    else:
        assert len(html.encode()) <= HTML_BYTES
        # What bounds the second cleaner's work: its time grows with the square of neighbours.
        assert html.count("<") <= 2 * (BLOCKS + MARKS + 2 * LINKS + LINES)


@pytest.mark.parametrize("source", PILES.values(), ids=PILES.keys())
def test_piles_at_the_size_limit_end(source):
    ends(source, "full")


@pytest.mark.parametrize("name", PLAIN)
def test_piles_end_in_plain_texts_too(name):
    ends(PILES[name], "plain")


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_caps(source):
    with pytest.raises(TooMuch) as refusal:
        render(source)
    assert "at most" in str(refusal.value.reason)


STEEP = ["marks '***a'", "quotes at the deepest", "a quote that goes on without its sign", "&''", "<''", "`''",
         "brackets opened, then closed", "targets without end", "marks of all lengths"]  # fmt: skip


def calls(deed, source: str) -> int:
    """How many functions a deed calls: its work, whatever machine does it."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        deed(source)
    except TooMuch:
        pass
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", STEEP)
@pytest.mark.parametrize("deed", [render, lambda source: forget(source, 1)], ids=["render", "forget"])
def test_work_grows_no_faster_than_the_text(name, deed):
    source = PILES[name]
    less, more = (calls(deed, source[: len(source) // part]) for part in (16, 8))
    assert more <= 2.3 * less + 1_000


@pytest.mark.parametrize("deed", [render, lambda source: quote(7, "ana", source), lambda source: forget(source, 1)])
@pytest.mark.parametrize("name", ["characters", "lines"])
def test_what_is_too_long_costs_no_look_at_its_lines(name, deed):
    assert len(TOO_MUCH[name]) <= CHARACTERS + 1
    assert calls(deed, TOO_MUCH[name]) < 15_000


def test_html_that_is_too_large_is_refused_before_it_is_cleaned(monkeypatch):
    monkeypatch.setattr("community.text.render.clean", lambda html: pytest.fail("cleaned"))
    with pytest.raises(TooMuch) as refusal:
        render("[a]: https://a.org/" + "b" * 1_900 + "\n\n" + "[a] " * LINKS)
    assert "formatting" in str(refusal.value.reason)


def test_real_posts_fit():
    words = "A long report with *some* marks and a [link](https://example.org/a). " * 390
    assert len(render(words + "word " * 7_000).html) > 64_000 - 5_000
