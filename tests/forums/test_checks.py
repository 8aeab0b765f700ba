"""The proof of stored counts finds what is wrong, and puts it right."""

import pytest

from community.db import db, transaction
from community.forums import checks
from community.forums.commands import helpful_marks
from community.forums.models import Forum, Post, Topic
from community.members.models import Member
from tests import people


@pytest.fixture
def lively(room, asha, ben):
    topic = people.topic(room, by=asha)
    helpful_marks.mark_helpful(people.replies(3, to=topic, by=ben)[0], by=asha)
    return topic


def test_deeds_leave_nothing_to_mend(lively):
    assert checks.compare() == []


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Post, {"helpful_count": 2}),
        (Topic, {"posts_count": 9}),
        (Topic, {"helpful_count": 5}),
        (Topic, {"last_post_id": None, "last_post_by_id": None}),
        (Forum, {"posts_count": 0, "topics_count": 7}),
        (Forum, {"last_post_id": None}),
        (Member, {"posts_count": 12}),
    ],
)
def test_what_is_wrong_is_found_named_and_put_right(lively, model, values):
    with transaction() as session:
        session.execute(db.update(model).values(values))
    db.session.expire_all()
    found = checks.compare()
    assert {one.name for one in found if one.kind == model.__name__.lower()} == set(values)
    assert {(one.name, one.stored) for one in found} >= set(values.items())
    assert set(checks.mend()) >= {one for one in found if one.kind == model.__name__.lower()}
    assert checks.compare() == []
