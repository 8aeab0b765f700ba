"""The day in a closing word has come: the topic is on its people's lists, and its writer gets a mail if they may."""

from datetime import timedelta

import pytest

from community import clock, jobs, mail
from community.db import db, transaction
from community.forums.commands import conclusions
from community.forums.commands.conclusions import withdraw_conclusion
from community.forums.models import LookAgain
from community.members.commands import suspensions
from tests import people
from tests.forums.test_conclusions import SOON, says


def test_when_the_day_has_come_the_topic_is_on_the_list_and_its_writer_gets_one_mail(thread, asha, ben, as_):
    says(thread, asha, look_again_on=SOON)
    conclusions.look_again()
    assert "Nothing waits" in as_(asha).reads("/look-again")
    clock.advance(timedelta(days=40))
    for _ in range(2):
        conclusions.look_again()
    jobs.run_due()
    assert [(letter["To"], letter["Subject"]) for letter in mail.outbox] == [
        ("asha@example.org", "To look at again: Who interprets at the clinic?")
    ]
    assert f"/t/{thread.id}" in mail.outbox[0].get_body(("plain",)).get_content()
    assert "The interpreters come" in as_(asha).reads("/look-again")
    assert "Nothing waits" in as_(ben).reads("/look-again")
    as_(ben).sends(f"/t/{thread.id}/looked-again")
    assert "The interpreters come" in as_(asha).reads("/look-again")
    as_(asha).sends(f"/t/{thread.id}/looked-again")
    assert "Nothing waits" in as_(asha).reads("/look-again")


def test_a_moderators_word_comes_onto_both_lists_and_a_new_day_begins_anew(thread, asha, keeper):
    says(thread, keeper, look_again_on=SOON)
    clock.advance(timedelta(days=40))
    conclusions.look_again()
    jobs.run_due()
    assert [letter["To"] for letter in mail.outbox] == ["keeper@example.org"]
    waiting = db.select(LookAgain.member_id).order_by(LookAgain.member_id)
    assert db.session.scalars(waiting).all() == [asha.id, keeper.id]
    says(thread, keeper, "Later.", seen=1, look_again_on=SOON + timedelta(days=90))
    assert not db.session.scalars(waiting).all()
    clock.advance(timedelta(days=90))
    conclusions.look_again()
    assert db.session.scalars(waiting).all() == [asha.id, keeper.id]


def test_nobody_is_reminded_of_what_they_may_not_see_was_withdrawn_or_left(room, asha, ben, admin):
    hers, his = people.topic(room, by=asha), people.topic(room, by=ben)
    says(hers, asha, look_again_on=SOON)
    says(his, ben, look_again_on=SOON)
    withdraw_conclusion(his, by=ben)
    with transaction():
        room.visibility = "nobody"
    clock.advance(timedelta(days=40))
    conclusions.look_again()
    jobs.run_due()
    assert not mail.outbox and not db.session.scalars(db.select(LookAgain)).all()


@pytest.mark.parametrize("how", ["hidden", "withdrawn", "suspended"])
def test_whether_the_mail_may_be_written_is_asked_when_it_is_not_when_it_was_owed(thread, room, asha, admin, how):
    says(thread, asha, look_again_on=SOON)
    clock.advance(timedelta(days=40))
    conclusions.look_again()
    if how == "hidden":
        with transaction():
            room.visibility = "nobody"
    elif how == "withdrawn":
        withdraw_conclusion(thread, by=asha)
    else:
        suspensions.suspend(asha, by=admin, reason="Advertising", until=None)
    jobs.run_due()
    assert not mail.outbox


def test_what_is_hidden_later_leaves_the_list(thread, room, asha, as_):
    says(thread, asha, look_again_on=SOON)
    clock.advance(timedelta(days=40))
    conclusions.look_again()
    with transaction():
        room.visibility = "nobody"
    assert "Nothing waits" in as_(asha).reads("/look-again")
