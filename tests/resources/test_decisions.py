"""Approval, refusal, withdrawal, removal, restoring: each with who may not, and with what follows."""

import pytest

from community import audit
from community.db import db
from community.forums import checks as forum_checks
from community.forums.models import Forum
from community.members.models import Member
from community.ratings.commands import rate
from community.resources.commands import decisions
from community.resources.queries.entry import load_resource
from community.tags import checks as tag_checks
from community.tags.queries import cloud
from tests import people
from tests.resources.making import address, approval_needed, entry


@pytest.fixture(autouse=True)
def counts_stay_true(app):
    """Whatever the story does, the stored counts are what the posts and tags say."""
    yield
    db.session.expire_all()
    assert [*forum_checks.compare(), *tag_checks.compare()] == []


@pytest.fixture
def waiting(asha):
    approval_needed()
    return entry(asha, "A handbook that waits", tags=("Youth",))


def test_an_administrator_approves(as_, waiting, keeper):
    browser = as_(keeper)
    assert "A handbook that waits Waits for approval" in browser.reads("/resources/pending")
    answer = browser.sends(f"/resources/{waiting.id}/approve", follow=True)
    assert "The entry has appeared." in people.words(answer)
    assert "A handbook that waits" in as_(None).reads("/resources")
    assert "Nothing waits." in browser.reads("/resources/pending")


def test_others_neither_see_nor_decide(as_, waiting, asha, ben):
    assert as_(ben).sends(f"/resources/{waiting.id}/approve").status_code == 404
    assert as_(asha).sends(f"/resources/{waiting.id}/approve").status_code == 403
    assert as_(asha).sends(f"/resources/{waiting.id}/refuse", reason="No.").status_code == 403
    assert as_(ben).get("/resources/pending").status_code == 403
    assert as_(None).get("/resources/pending").status_code == 302
    assert as_(None).get(address(waiting)).status_code == 404


def test_a_refusal_needs_a_reason_that_the_author_reads(as_, waiting, asha, keeper):
    browser = as_(keeper)
    assert browser.sends(f"/resources/{waiting.id}/refuse", reason=" ").status_code == 422
    assert browser.sends(f"/resources/{waiting.id}/refuse", reason="It is an advertisement.").status_code == 302
    page = as_(asha).reads(address(waiting))
    assert "Not accepted." in page and "Reason: It is an advertisement." in page
    assert "Nothing waits." in browser.reads("/resources/pending")
    browser.sends(f"/resources/{waiting.id}/approve")
    assert as_(None).get(address(waiting)).status_code == 200, "a refusal may be thought over"


def test_what_has_appeared_is_not_decided_again(as_, archive, keeper):
    assert as_(keeper).sends(f"/resources/{archive.id}/approve").status_code == 403


def test_the_author_withdraws_and_restores(as_, archive, asha):
    browser = as_(asha)
    assert browser.sends(f"/resources/{archive.id}/withdraw", reason="Out of date.").status_code == 302
    assert "Withdrawn." in browser.reads(address(archive))
    assert as_(None).get(address(archive)).status_code == 404
    browser.sends(f"/resources/{archive.id}/restore")
    assert as_(None).get(address(archive)).status_code == 200


def test_a_keeper_removes_for_a_reason_and_the_author_cannot_undo_it(as_, archive, asha, ben, keeper):
    assert as_(ben).sends(f"/resources/{archive.id}/remove", reason="I dislike it.").status_code == 403
    assert as_(keeper).sends(f"/resources/{archive.id}/remove", reason="").status_code == 422
    assert as_(keeper).sends(f"/resources/{archive.id}/remove", reason="An advertisement.").status_code == 302
    page = as_(asha).reads(address(archive))
    assert "Removed." in page and "Reason: An advertisement." in page
    assert as_(asha).sends(f"/resources/{archive.id}/restore").status_code == 403
    assert as_(ben).get(address(archive)).status_code == 404
    assert as_(keeper).sends(f"/resources/{archive.id}/restore").status_code == 302
    assert as_(ben).get(address(archive)).status_code == 200


def test_comments_and_counts_go_with_the_entry(as_, asha, ben, keeper):
    row = entry(asha, "A handbook", tags=("Youth",))
    post = people.replies(2, to=load_resource(row.id).topic, by=ben)[0]
    assert (posts_of(ben), in_room(), tags_in_cloud()) == (2, 2, ["Youth"])
    decisions.remove_resource(load_resource(row.id), by=keeper, reason="An advertisement.")
    assert (posts_of(ben), in_room(), tags_in_cloud()) == (0, 0, [])
    assert as_(ben).get(f"/p/{post.id}").status_code == 404
    assert as_(ben).sends(f"/t/{row.topic_id}/reply", body="Still here?").status_code == 404
    assert as_(ben).sends(f"/resources/{row.id}/rate", value="5").status_code == 404
    decisions.restore_resource(load_resource(row.id), by=keeper)
    assert (posts_of(ben), in_room(), tags_in_cloud()) == (2, 2, ["Youth"])
    assert as_(ben).get(f"/p/{post.id}").status_code == 302


def test_a_comment_removed_in_hiding_counts_once(asha, ben, keeper):
    row = entry(asha, "A handbook")
    people.replies(3, to=load_resource(row.id).topic, by=ben)
    decisions.withdraw_resource(load_resource(row.id), by=asha)
    decisions.restore_resource(load_resource(row.id), by=asha)
    assert (posts_of(ben), in_room()) == (3, 3)


def test_what_waits_is_not_rated_and_not_tagged_in_public(as_, waiting, asha, ben):
    assert as_(ben).sends(f"/resources/{waiting.id}/rate", value="5").status_code == 404
    assert tags_in_cloud() == []
    assert "How useful" not in as_(asha).reads(address(waiting))


def test_ratings_stay_through_a_removal(archive, ben, keeper):
    rate(load_resource(archive.id), by=ben, value=4)
    decisions.remove_resource(load_resource(archive.id), by=keeper, reason="Looked at again.")
    decisions.restore_resource(load_resource(archive.id), by=keeper)
    assert load_resource(archive.id).ratings_mean == 4


def test_the_log_says_who_and_why(archive, asha, keeper):
    decisions.remove_resource(load_resource(archive.id), by=keeper, reason="An advertisement.")
    decisions.restore_resource(load_resource(archive.id), by=keeper)
    rows = db.session.scalars(db.select(audit.Entry).where(audit.Entry.kind == "resource").order_by(audit.Entry.id))
    assert [(row.action, row.by_id, row.note) for row in rows] == [
        ("resource.add", asha.id, ""),
        ("resource.remove", keeper.id, "An advertisement."),
        ("resource.restore", keeper.id, ""),
    ]


def posts_of(member) -> int:
    return db.session.scalar(db.select(Member.posts_count).where(Member.id == member.id))


def in_room() -> int:
    return db.session.scalar(db.select(Forum.posts_count).where(Forum.comments_on == "resource"))


def tags_in_cloud() -> list[str]:
    return [tag.label for tag in cloud()]
