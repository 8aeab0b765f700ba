"""Names come to a text when it is shown, for this reader."""

import pytest
from flask import Flask
from flask_babel import Babel
from markupsafe import Markup

from community.text.render import render
from community.text.show import Quoted, dress, ids_in

HOSTILE = "<script>alert('\"')</script>"
STORED = render("> [@ben](/p/5):\n> words\n\nDear @Ana and @nobody").html


def test_one_query_can_find_all_names():
    assert ids_in([STORED, render("> [@x](/p/6):\n> w").html]) == ({5, 6}, {"ana", "nobody"})


def test_names_are_added_and_escaped():
    shown = dress(STORED, {5: Quoted(HOSTILE, "/p/5", "1 May")}, {"ana": HOSTILE})
    assert isinstance(shown, Markup)
    assert '<cite dir="auto"><a href="/p/5"><bdi>&lt;script&gt;' in shown and "wrote on 1 May:</a></cite>" in shown
    assert '<a class="mention" href="/members/ana" title="&lt;script&gt;' in shown and ">@Ana</a>" in shown
    assert "<script" not in shown


def test_what_the_reader_may_not_see_has_no_name_and_strangers_no_link():
    shown = dress(STORED)
    assert '<cite dir="auto">From a post that cannot be shown:</cite>' in shown
    assert "Dear @Ana and @nobody" in shown and "/p/5" not in shown


MARK = '<blockquote data-post="5">'


@pytest.mark.parametrize(
    "source",
    [MARK, f"`{MARK}`", f"![{MARK}](/files/a.png)", f"[a](/b '{MARK}')", f"[a](/{MARK})", f"```{MARK}\n{MARK}\n```"],
)
def test_words_cannot_pass_for_our_marks(source):
    assert ids_in([render(source).html]) == (set(), set())


def test_labels_speak_the_readers_language():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        assert "<bdi>Ben</bdi> wrote:" in dress(STORED, {5: Quoted("Ben", "/p/5")})
