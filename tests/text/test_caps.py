"""A text may hold much, but not without end; each refusal says what there is too much of."""

import pytest

from community.text.caps import HTML_BYTES, TooMuch
from community.text.render import render
from tests.text.hostile import PILES, TOO_MUCH


@pytest.mark.parametrize("source", PILES.values(), ids=PILES.keys())
def test_piles_at_the_size_limit_end(source):
    try:
        assert len(render(source).html.encode()) <= 2 * HTML_BYTES
    except TooMuch as refusal:
        assert str(refusal.reason)


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_caps(source):
    with pytest.raises(TooMuch) as refusal:
        render(source)
    assert "at most" in str(refusal.value.reason)


def test_html_that_is_too_large_is_refused_before_it_is_cleaned(monkeypatch):
    monkeypatch.setattr("community.text.render.clean", lambda html: pytest.fail("cleaned"))
    with pytest.raises(TooMuch):
        render("*a*" * 400 + "`&`" * 20_000 + "**&** " * 700)


def test_real_posts_fit():
    words = "A long report with *some* marks and a [link](https://example.org/a). " * 390
    assert len(render(words + "word " * 7_000).html) > 64_000 - 5_000
