"""Marks in finished HTML: nothing is added but <mark> around words, whatever the text and whatever is found in it."""

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.text import clean
from community.text.excerpts import own_words
from community.text.marking import mark, mark_html
from community.text.render import render
from community.text.show import Quoted, dress
from tests.text.payloads import PAYLOADS

MANY = 10_000
PARTS = list("\n\n\n   \t>>--*_`~[]()!|#:@^\\<&;1a\"'/\u0301\u202eه") + [
    "> [@a](/p/1):\n> ", "\n\n> [@a](/p/1):\n> > [@b](/p/2):\n> > deep\n\n", "[^1]", "\n[^1]: ", "- [ ] ", "one two ",
    "www.example.org/one ", "\n|one|two|\n|-|-|\n|three|four|\n", "```\n", "![one > two](/files/b.png)", "&nbsp;",
    "&amp;lt;", "    ", "@ana", "<mark>", "</mark>", "移民社会", *PAYLOADS,
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=150)
places = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=12)


def dressed(source: str) -> str:
    return str(dress(render(source).html, {1: Quoted("One two", "/p/1", "1 May")}, {"ana": "Ana"}))


def unmarked(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


def tree(html: str):
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def shape(html: str) -> list:
    """Elements in order with their attributes and all words inside; marks looked through."""
    every = (one for one in tree(html).iter() if one.tag != "mark")
    return [(one.tag, sorted(one.attrib.items()), "".join(one.itertext())) for one in every]


def test_a_match_is_marked_in_each_element_that_it_goes_through():
    html = "<p>inter<em>na</em>tional &amp; <a href=\"/a\" rel='x'>one</a></p>\n<p>stop</p>"
    whole = "international & one\n\n\nstop"
    marked, count = mark_html(html, lambda words: [(words.index("international"), len(words.rstrip()))], MANY)
    assert "".join(whole.split()) == "".join(tree(str(marked)).itertext()).replace(" ", "").replace("\n", "")
    assert marked == (
        "<p><mark>inter</mark><em><mark>na</mark></em><mark>tional &amp;</mark> "
        "<a href=\"/a\" rel='x'><mark>one</mark></a></p>\n<p><mark>stop</mark></p>"
    )
    assert count == 5


def test_places_behind_signs_that_html_writes_longer_are_right():
    html = "<p>a&lt;b&gt; &amp;amp;c</p>"
    marked, _count = mark_html(html, lambda words: [(at, at + 1) for at in map(words.index, "bc")], MANY)
    assert marked == "<p>a&lt;<mark>b</mark>&gt; &amp;amp;<mark>c</mark></p>"


def test_each_quote_is_read_for_itself_and_the_names_above_are_not_read():
    html = dressed("before\n\n> [@a](/p/1):\n> quoted\n\nafter")
    read = []
    mark_html(html, lambda words: read.append(words.split()) or [], MANY)
    assert read == [["before", "after"], ["quoted"]]
    assert "One two" in html


def test_never_more_than_the_most():
    marked, count = mark_html("<p>a a a a</p>", lambda _words: [(3, 4), (1, 2), (5, 6), (7, 8)], 2)
    assert (marked, count) == ("<p><mark>a</mark> <mark>a</mark> a a</p>", 2)
    assert mark_html("<p>a</p>", lambda _words: [(1, 2)], 0) == ("<p>a</p>", 0)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_no_livelier_for_being_marked(payload):
    html = render(payload).html
    marked, _count = mark_html(html, lambda words: [(0, len(words))], MANY)
    assert unmarked(marked) == clean.clean(str(marked)) == html


@settings(max_examples=200, deadline=None)
@given(texts, places, st.integers(0, 8) | st.just(MANY))
@example("a&b **c** > d", [(0, 400)], MANY)
@example("|a|b|\n|-|-|\n|c|d|\n\n- e\n- f", [(0, 400)], MANY)
def test_only_marks_are_added_around_words(source, found, most):
    stored = render(source).html
    marked, count = mark_html(stored, lambda _words: [(start, start + length) for start, length in found], most)
    assert unmarked(marked) == stored  # not one character of it changed
    assert clean.clean(str(marked)) == stored  # both cleaners take away the marks, and nothing else
    assert shape(marked) == shape(stored)
    marks = list(tree(str(marked)).iter("mark"))
    assert len(marks) == count == str(marked).count("<mark>") <= most
    assert all(not len(one) and (one.text or "").strip() for one in marks)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_what_is_looked_through_is_what_search_knows(source):
    html, read = dressed(source), []
    mark_html(html, lambda words: read.append(words) or [], MANY)
    assert read[0].split() == own_words(render(source).html).split()


@settings(max_examples=150, deadline=None)
@given(texts)
def test_a_dressed_text_is_marked_whole_but_for_what_was_added(source):
    html = dressed(source)
    marked, _count = mark_html(html, lambda words: [(0, len(words))], MANY)
    assert unmarked(marked) == html and shape(marked) == shape(html)
    assert not _words_outside(tree(str(marked)))


def _words_outside(one, inside: bool = False) -> str:
    """What stands in no mark and in nothing that was added."""
    inside = inside or one.tag in ("mark", "cite")
    own = "" if inside else (one.text or "")
    return (
        own + "".join(_words_outside(child, inside) + ("" if inside else child.tail or "") for child in one)
    ).strip()


@given(st.text(max_size=80), places)
def test_plain_words_stay_what_they_were(words, found):
    marked = str(mark(words, [(start, start + length) for start, length in found if start + length <= len(words)]))
    assert "".join(tree(marked).itertext()) == "".join(tree(str(mark(words, []))).itertext())
    assert unmarked(marked) == str(mark(words, []))
