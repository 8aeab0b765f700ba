"""`@ana` is a mention where a person is spoken to, and nowhere else."""

import pytest

from community.text.render import render


@pytest.mark.parametrize(
    ("source", "mentioned"),
    [
        ("Dear @ana, and @Ana again", ("ana",)),
        ("(@ben) @cleo.", ("ben", "cleo")),
        ("@a.b_c-d!", ("a.b_c-d",)),
        ("@Ἀθηνᾶ and @مريم and @रीना", ("ἀθηνᾶ", "مريم", "रीना")),
        ("**@ana**", ("ana",)),
        ("- [ ] @ana waters", ("ana",)),
    ],
)
def test_behaviour_13_a_mention_is_a_bare_link(source, mentioned):
    rendered = render(source)
    assert rendered.mentions == mentioned
    assert rendered.html.count("data-member=") >= len(mentioned)


@pytest.mark.parametrize(
    "source",
    [
        "x@ana.org",
        "`@ana`",
        "```\n@ana\n```",
        "    @ana",
        "> @ana",
        "> [@ana](/p/1):\n>\n> hello @ana",
        "[@ana](/t/1)",
        r"\@ana",
        "https://b.org/@ana",
        "@ana@b.org",
        "@_ana",
        "@ ana",
        "@" + "a" * 41,
    ],
)
def test_behaviour_13_not_in_code_quotes_links_or_mail_addresses(source):
    rendered = render(source)
    assert rendered.mentions == ()
    assert "data-member" not in rendered.html
