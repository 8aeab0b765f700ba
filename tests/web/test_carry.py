"""What travels through the sign-in page comes from a browser: it is checked like everything else."""

import json

import pytest

from tests import people


def kept(**values) -> str:
    return json.dumps({"target": "/t/1/reply", "fields": [["body", "What I wrote."]]} | values)


@pytest.mark.parametrize(
    "carried",
    [
        kept(target=7), kept(target=None), kept(target="//evil.example"), kept(target="/\ud800"), kept(fields=7),
        kept(fields=[["body", "\ud800\x00"]]), kept(fields=[[["body"], "x"]]), kept(fields=[["body"]]),
        "[" * 600_000, "7",
    ],
    ids=lambda carried: carried[:60],
)  # fmt: skip
def test_what_nobody_could_have_typed_is_left_out(app, carried):
    answer = people.visits(app).sends("/sign-in", username="asha", password="guess", carried=carried)
    assert answer.status_code == 422


def test_what_was_typed_is_still_there(app):
    answer = people.visits(app).sends("/sign-in", username="asha", password="guess", carried=kept())
    assert "What I wrote." in answer.get_data(as_text=True)
