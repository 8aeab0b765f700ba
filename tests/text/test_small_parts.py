"""Tidying, directions and excerpts."""

import unicodedata

import pytest

from community.text.direction import direction_of
from community.text.excerpts import excerpt, plain_text
from community.text.render import render
from community.text.tidy import LONGEST_PILE, tidy


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\0\x1b\x0c\x9bb", "a\ufffd\ufffd\ufffd\ufffdb"),
        ("\ud83d \ufdd0 \uffff \U0010fffe", "\ufffd \ufffd \ufffd \ufffd"),
        ("e\u0301", "é"),
        ("tab\tstays 😀", "tab\tstays 😀"),
    ],
)
def test_tidy(source, expected):
    assert tidy(source) == expected


def test_a_tower_of_marks_is_cut():
    tower = tidy("x" + "\u0323\u0301" * 1000)
    assert sum(unicodedata.combining(mark) > 0 for mark in tower) <= LONGEST_PILE


@pytest.mark.parametrize(("text", "way"), [("12 abc", "ltr"), ("«مرحبا» a", "rtl"), ("שלום", "rtl"), ("1 – 2", "auto")])
def test_the_first_letter_gives_the_direction(text, way):
    assert direction_of(text) == way


def test_plain_text_has_a_line_for_each_block():
    html = render("# A\n\nb *c* &amp; <d>\n\n> quoted\n\n- e\n- f\n\n|g|h|\n|-|-|\n|i|j|").html
    assert plain_text(html) == "A\nb c & <d>\nquoted\ne\nf\ng h\ni j"
    assert "quoted" not in plain_text(html, quotes=False)


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        ("short", 10, "short"),
        ("some longer words", 12, "some longer…"),
        ("abcdefghijkl", 5, "abcd…"),
        ("ab👩‍👩‍👧cd", 5, "ab…"),  # a family is one letter
        ("aaa🇫🇷🇩🇪z", 7, "aaa🇫🇷…"),
        ("नमस्तेनमस्ते", 6, "नम…"),
    ],
)
def test_an_excerpt_never_cuts_a_letter(words, length, expected):
    assert excerpt(f"<p>{words}</p>", length) == expected
