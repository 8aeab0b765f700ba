"""Stored counts are proved every night, and the dashboard says when."""

import logging
from datetime import timedelta

from community import clock, jobs
from community.admin import nightly
from community.db import db, transaction
from community.forums.models import Forum
from tests import people


def test_a_count_that_went_wrong_is_mended_and_told(app, ada, caplog):
    room = people.forum()
    people.topic(room, by=ada)
    with transaction():
        db.session.get(Forum, room.id).topics_count = 7
    with caplog.at_level(logging.WARNING):
        nightly.check_counts()
    assert "topics_count" in caplog.text
    assert db.session.get(Forum, room.id, populate_existing=True).topics_count == 1
    caplog.clear()
    nightly.check_counts()
    assert caplog.text == ""


def test_the_dashboard_says_when(app, ada):
    keeper = people.signs_in(app, ada)
    assert "have not been checked yet" in keeper.reads("/admin")
    jobs.tick()
    clock.advance(timedelta(hours=1))
    assert "were last checked on November 20, 2026, 12:00" in keeper.reads("/admin")
