"""The field that takes many tags in one line."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from community.tags.forms import LONGEST, TagsField
from community.tags.labels import alphabetical, key_of, split


class ThingForm(Form):
    tags = TagsField("Tags")


def test_a_line_is_taken_apart():
    form = ThingForm(MultiDict({"tags": " Youth,  Human   rights and law ,,Work،شباب"}))
    assert form.validate()
    assert form.tags.data == ["Youth", "Human rights and law", "Work", "شباب"]


def test_kept_tags_are_shown_again():
    assert 'value="Work, Youth"' in ThingForm(data={"tags": ["Work", "Youth"]}).tags()


@pytest.mark.parametrize("typed", ["x" * 61, ",".join(str(n) for n in range(31))])
def test_a_refused_line_stays_as_it_was_typed(app, typed):
    with app.test_request_context():
        form = ThingForm(MultiDict({"tags": typed}))
        assert not form.validate()
        assert f'value="{typed}"' in form.tags()
        assert f'maxlength="{LONGEST}"' in form.tags()


def test_keys_ignore_case_and_order_ignores_more():
    assert key_of("  STRASSE ") == key_of("straße")
    assert key_of("é") == key_of("e\u0301")
    assert key_of("resume") != key_of("résumé")
    assert alphabetical("Ethnicity") < alphabetical("Ethnic relations")
    assert alphabetical("École") == alphabetical("ecole")
    assert split("a; b\nc、d") == ["a", "b", "c", "d"]
