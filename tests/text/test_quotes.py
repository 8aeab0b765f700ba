"""Quoting a post, whole or in part, and what is kept of it."""

import pytest

from community.errors import Invalid
from community.text.quotes import forget, quote
from community.text.render import render

POST = """# Seeds

Keep *them* dry
and cool, says @ben.

- in jars
- in **tins**
  1. labelled

| what | how long |
|---|--:|
| peas | 3 years |

```
jar = 1
```
"""


def test_behaviour_12_nothing_selected_quotes_the_whole_post():
    quoted = quote(7, "christine", POST)
    assert quoted.startswith("> [@christine](/p/7):\n>\n> # Seeds\n>\n> Keep *them* dry\n")
    assert quoted.endswith("> ```\n\n")
    rendered = render(quoted + "I agree.")
    assert rendered.quotes == (7,) and rendered.mentions == ()
    assert rendered.html.startswith('<blockquote data-post="7" dir="ltr">\n<h3')
    assert "christine" not in rendered.html


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("them dry", "them dry"),
        ("Keep them dry and cool, says @ben.", "Keep *them* dry\nand cool, says @ben."),
        ("cool, says @ben.\n\nin jars\nin tins", "cool, says @ben.\n\n- in jars\n- in **tins**"),
        ("tins\nlabelled", "- tins\n  1. labelled"),
        ("peas\t3 years", "peas 3 years"),
        ("what how long peas 3 years", "| what | how long |\n| --- | --: |\n| peas | 3 years |"),
        ("jar = 1", "```\njar = 1\n```"),
        ("3 years jar", "3 years\n\n```\njar\n```"),
    ],
)
def test_behaviour_12_a_selection_is_quoted_exactly_as_markdown(selection, expected):
    lines = quote(7, "christine", POST, selection).strip().split("\n")[2:]
    assert "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines) == expected


@pytest.mark.parametrize("words", ["not in it", "Seeds labelled", "*them*"])
def test_behaviour_12_words_that_are_not_in_the_post_cannot_be_quoted(words):
    with pytest.raises(Invalid):
        quote(7, "christine", POST, words)


def test_selected_words_stay_words():
    quoted = quote(7, "ana", r"It is \*not\* a \[link](x) or a list", "*not* a [link](x)")
    assert render(quoted).html.count("*not* a [link](x)") == 1
    assert "<em>" not in render(quoted).html


def test_a_selection_inside_a_quote_keeps_whose_words_they_are():
    source = quote(3, "ben", "Peas keep.") + "Yes."
    assert quote(7, "ana", source, "Peas keep.\nYes.") == (
        "> [@ana](/p/7):\n>\n> > [@ben](/p/3):\n> >\n> > Peas keep.\n>\n> Yes.\n\n"
    )


def test_behaviour_12_deeper_than_two_collapses():
    second = quote(2, "ben", quote(1, "ana", "one") + "two")
    third = quote(3, "cleo", second + "three")
    assert "/p/1" not in third and "…" in third
    by_hand = render("> [@c](/p/3):\n> > [@b](/p/2):\n> > > [@a](/p/1):\n> > > one\n> > > > zero\n")
    assert by_hand.quotes == (3, 2)
    assert "one" not in by_hand.html and "zero" not in by_hand.html and by_hand.html.count("…") == 1


def test_quotes_without_a_post_are_the_authors_own_and_stay():
    assert "d</p>" in render("> a\n> > b\n> > > c\n> > > > d").html


@pytest.mark.parametrize("line", ["[@a](/p/1) said:", "See [@a](/p/1):", "[@a](/t/1):", "[@a](/p/1): hello"])
def test_only_a_line_that_is_nothing_but_the_link_names_a_post(line):
    assert render(f"> {line}\n> words").quotes == ()


def test_a_fence_left_open_does_not_swallow_the_reply():
    html = render(quote(7, "ana", "```\nopen") + "My reply.").html
    assert '</blockquote>\n<p dir="auto">My reply.</p>' in html


def test_forgetting_a_post_empties_its_quotes_and_no_other():
    source = (
        quote(1, "ana", "secret\n\n- words")
        + "mine\n\n- item\n\n  > [@a](/p/1):\n  > secret\n\n"
        + quote(2, "b", "kept")
    )
    left = forget(source, 1)
    assert "secret" not in left and "words" not in left
    assert render(left).quotes == (1, 2)
    assert all(words in render(left).html for words in ("mine", "item", "kept"))
    assert forget(left, 9) == left


def test_forgetting_works_in_old_texts_that_are_too_much_today():
    left = forget(quote(1, "ana", "secret") + "mine\n\n" * 6_000, 1)
    assert "secret" not in left and "mine" in left
