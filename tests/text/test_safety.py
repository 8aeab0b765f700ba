"""Whatever is typed: nothing can run, the second cleaner finds nothing to do, and the size is bounded."""

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.text import clean
from community.text.caps import HTML_BYTES
from community.text.excerpts import cut, excerpt, plain_text
from community.text.grammar import GRAMMARS
from community.text.parse import parse
from community.text.quotes import quote
from community.text.render import render, render_words
from community.text.show import Quoted, dress
from community.text.tidy import tidy
from tests.text.payloads import PAYLOADS

_MARKDOWN = list("\n\n\n   \t>>--*_`~[]()!|#:@^\\<&;1a\"'/\u0301\u202e\0ه") + [
    "> [@a](/p/1):\n",
    "[^1]",
    "\n[^1]: ",
    "- [ ] ",
    "https://a.org/",
    "www.",
    "\n|a|b|\n|-|-|\n|",
    "```\n",
    "![a](/files/b.png)",
    "&#x202e;",
    "    ",
    "\ud800",
    "@ana",
    *PAYLOADS,
]
texts = st.one_of(
    st.lists(st.sampled_from(_MARKDOWN), max_size=40).map("".join),
    st.text(max_size=200),
    st.text(st.characters(), max_size=80),
)
dialects = st.sampled_from(["full", "page", "plain"])


def elements(html):
    return list(html5lib.parseFragment(html, namespaceHTMLElements=False).iter())


def assert_harmless(html):
    for element in elements(html)[1:]:
        assert element.tag in clean.ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert clean.is_permitted(element.tag, name, value), (element.tag, name, value)


def uncleaned(source, dialect="full"):
    grammar = GRAMMARS[dialect]
    return grammar.renderer.render(parse(tidy(source), dialect).tokens, grammar.options, {})


def shape(html):
    return [(element.tag, element.attrib, element.text, element.tail) for element in elements(html)]


def test_the_allow_list_holds_nothing_that_runs_or_loads():
    assert not {"script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "link"} & set(
        clean.ALLOWED
    )
    names = {name for rules in clean.ALLOWED.values() for name in rules}
    assert names == {"dir", "class", "id", "start", "src", "alt", "loading", "href", "rel", "data-post", "data-member"}


@pytest.mark.parametrize("dialect", ["full", "page", "plain"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_shown_or_dropped_but_never_work(payload, dialect):
    for source in (payload, f"> {payload}", f"- **{payload}**", f"|{payload}|\n|-|\n|{payload}|"):
        assert_harmless(render(source, dialect).html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_lock_holds_alone(payload):
    assert_harmless(clean.first_lock(tidy(payload)))
    assert_harmless(clean.second_lock(tidy(payload)))


@settings(max_examples=150, deadline=None)
@given(texts, dialects)
@example("[^1]\n\n[^1]: [^2]: a[^1]", "full")
def test_any_text_becomes_harmless_html(source, dialect):
    html = render(source, dialect).html
    assert_harmless(html)
    assert len(html.encode()) <= HTML_BYTES
    assert clean.clean(html) == html
    assert excerpt(html, 20) == excerpt(render(source, dialect).html, 20)
    assert len(excerpt(html, 20)) <= 20
    plain_text(html)
    assert_harmless(render_words(source).html)


@settings(max_examples=150, deadline=None)
@given(texts, dialects)
def test_the_cleaners_find_nothing_to_remove(source, dialect):
    written = uncleaned(source, dialect)
    once = clean.first_lock(written)
    assert shape(once) == shape(written)
    assert shape(clean.second_lock(once)) == shape(once)


@settings(max_examples=100, deadline=None)
@given(texts, st.text(max_size=60))
def test_names_that_are_added_when_a_text_is_shown_bring_nothing_along(source, name):
    html = render(f"> [@a](/p/7):\n> words\n\nDear @ana\n\n{source}").html
    name = tidy(name) + "<b onclick='x'>\"</title>"
    shown = str(dress(html, {7: Quoted(name, "/p/7", name)}, {"ana": name}))
    for element in elements(shown)[1:]:
        ours = element.tag in ("cite", "bdi") or element.attrib.get("class") == "mention"
        assert ours or element.tag in clean.ALLOWED, element.tag
        assert not {key for key in element.attrib if key.startswith("on") or key == "style"}
    assert plain_text(shown).count("onclick") >= plain_text(html).count("onclick")
    assert "<b onclick" not in shown


LETTERS = [
    "a",
    "é",
    "e\u0301\u0323",
    "👩‍👩‍👧",
    "🇫🇷",
    "👍🏽",
    "नि",
    "क्षि",
    "한",
    "\u1112\u1161\u11ab",
    "ك\u064f",
    " ",
    "x",
    "❤\ufe0f",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LETTERS), max_size=60), st.integers(2, 80))
def test_an_excerpt_ends_between_letters_and_holds_no_markup(letters, length):
    words = "".join(letters)
    ends = {len("".join(letters[:count]).rstrip()) for count in range(len(letters) + 1)}
    shown = cut(words, length)
    assert len(shown) <= length
    assert shown == words or (shown.endswith("…") and words.startswith(shown[:-1]) and len(shown) - 1 in ends)
    assert "<" not in excerpt(f"<p>{words}<b>x</b></p>", length)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_any_post_can_be_quoted_and_stays_inside_its_quote(source):
    html = render(quote(7, "ana", source) + "My reply.").html
    top = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert [child.tag for child in top if child.tag != "section"] == ["blockquote", "p"]
    assert top[0].attrib["data-post"] == "7"
