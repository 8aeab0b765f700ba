"""A lazy translation holds what somebody typed; a template escapes it as it would the bare words."""

from flask import render_template_string
from flask_babel import lazy_gettext

from community import clock
from community.db import transaction
from community.members import passwords
from community.members.models import Suspension
from tests import people

TYPED = "<script>alert(1)</script>"


def test_what_stands_in_a_lazy_word_is_escaped(app):
    words = lazy_gettext("The reason given: %(reason)s", reason=TYPED)
    with app.test_request_context():
        assert "&lt;script&gt;" in render_template_string("{{ words }}", words=words)
        assert "<script" not in render_template_string("{{ words }}<p title='{{ words }}'>", words=words)


def test_a_suspended_member_reads_the_reason_as_words(app):
    asha, ada = people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD)), people.member("Ada")
    with transaction() as session:
        session.add(Suspension(member_id=asha.id, by_id=ada.id, at=clock.now(), reason=TYPED))
    answer = people.visits(app).sends("/sign-in", username="asha", password=people.PASSWORD)
    assert "&lt;script&gt;" in answer.get_data(as_text=True)
    assert not people.soup(answer).find("script", string="alert(1)")


def test_names_that_nobody_knows_come_back_as_words(app):
    answer = people.signs_in(app, people.member("Asha")).sends("/settings/profile", languages=f"French, {TYPED}")
    assert answer.status_code == 422 and "Not known here: &lt;script&gt;" in answer.get_data(as_text=True)
