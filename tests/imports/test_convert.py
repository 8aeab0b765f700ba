"""Discourse's Markdown in ours, case by case."""

import pytest

from community.imports.discourse.convert import Found, Known, convert
from community.text.render import render

HERE = {(7, 1): Found(70, "mara"), (7, 2): Found(71, "jo")}


def known() -> Known:
    return Known(
        post=lambda topic, number: HERE.get((topic, number)),
        topic=lambda topic: "/t/3/a-rota" if topic == 7 else None,
        username=lambda name: {"mara": "mara", "jo_": "jo"}.get(name),
        host="forum.example.org",
    )


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ('[quote="mara, post:1, topic:7"]\nwords\n[/quote]\nmine', "> [@mara](/p/70):\n>\n> words\n\nmine"),
        ('[quote="mara, post:1, topic:7, full:true"]words[/quote]', "> [@mara](/p/70):\n>\n> words"),
        ('[quote="x, post:9, topic:9"]\nwords\n[/quote]', "> **x:**\n>\n> words"),
        ("[quote]\nwords\n[/quote]", "> words"),
        ("[quote]\n```\n[quote]\n```\n[/quote]", "> ```\n> [quote]\n> ```"),
        ("no end [quote]words", "no end [quote]words"),
        ("no beginning[/quote]", "no beginning[/quote]"),
        ("```\n:smile: @jo_\n[quote]\n```", "```\n:smile: @jo_\n[quote]\n```"),
        ("`:smile:` :smile:", "`:smile:` 😄"),
        ("at 10:30:15 and a:smile:b", "at 10:30:15 and a:smile:b"),
        (":no_such_sign:", ":no_such_sign:"),
        ("thanks @jo_ and @nobody", "thanks @jo and @nobody"),
        ("one\ntwo\n\nthree", "one  \ntwo\n\nthree"),
        ("[see](/t/a-rota/7/2)", "[see](/p/71)"),
        ("[see](https://forum.example.org/t/a-rota/7?u=jo)", "[see](/t/3/a-rota)"),
        ("[see](/t/lost/99)", "[see](https://forum.example.org/t/lost/99)"),
        ("https://forum.example.org/t/7/1 is it", "[/p/70](/p/70) is it"),
        ("https://forum.example.org/t/lost/99 is it", "https://forum.example.org/t/lost/99 is it"),
        ("https://elsewhere.example.org/t/7/1", "https://elsewhere.example.org/t/7/1"),
        (
            "https://archive.example.org/https://forum.example.org/t/7/1",
            "https://archive.example.org/https://forum.example.org/t/7/1",
        ),
        ("[me](/u/jo_)", "[me](/members/jo)"),
        ("![a plan|690x98](upload://a.png)", "🖼 *a plan*"),
        ('<img src="upload://a.png" alt="a plan"/>', "🖼 *a plan*"),
        ("[list.pdf|attachment](upload://a.pdf) (20 KB)", "📎 *list.pdf* (20 KB)"),
        ('[details="More"]\nhidden\n[/details]', "**More**\n\n\nhidden"),
    ],
)
def test_what_becomes_of(there, here):
    assert convert(there, known()) == here


def test_a_quote_in_a_quote_keeps_both_names():
    there = '[quote="jo, post:2, topic:7"]\n[quote="mara, post:1, topic:7"]\nfirst\n[/quote]\nsecond\n[/quote]\nthird'
    found = known()
    rendered = render(convert(there, found))
    assert rendered.quotes == (71, 70) and found.quoted == {70, 71}
    assert rendered.html.count("<blockquote") == 2


def test_endless_marks_take_no_time_to_speak_of():
    for there in (
        "[quote]" * 5000,
        "[/quote]" * 5000,
        "`" * 20000,
        "[quote]x[/quote]" * 3000,
        "[quote]" * 3000 + "[/quote]" * 3000,
        "@" * 30000,
        ":a" * 20000,
    ):
        convert(there, known())
