"""An archive of a Discourse forum becomes ours: whole, readable, and once."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from community.cli import CHECKS
from community.db import db
from community.forums.commands import posts as post_commands
from community.forums.models import Forum, Post, PostQuote, Theme, Topic
from community.imports.discourse.read import read
from community.imports.discourse.report import Report
from community.imports.discourse.write import write
from community.imports.models import Origin
from community.members.models import Member
from tests import people
from tests.imports.making import REAL, small_archive

SMALL = "small"


@pytest.fixture(params=[SMALL, *REAL], ids=["small", *(folder.name for folder in REAL)])
def folder(request, tmp_path):
    """The small archive always; a real one where there is one."""
    return small_archive(tmp_path) if request.param == SMALL else request.param


@pytest.fixture
def small(tmp_path):
    """The archive whose every word is known."""
    return small_archive(tmp_path)


def bring_in(folder, **how) -> Report:
    report = Report()
    write(read(folder, report), "there", report, **how)
    db.session.expire_all()
    return report


def picture() -> dict:
    return {
        model.__tablename__: db.session.execute(select(model.__table__).order_by(*model.__table__.primary_key)).all()
        for model in (Theme, Forum, Topic, Post, PostQuote, Member, Origin)
    }


def post(topic_title: str, number: int) -> Post:
    found = select(Post).join(Topic, Topic.id == Post.topic_id).where(Topic.title == topic_title)
    return db.session.scalars(found.where(Post.number == number)).one()


def test_twice_changes_nothing_and_counts_are_true(app, folder):
    first = bring_in(folder)
    before = picture()
    second = bring_in(folder)
    assert picture() == before
    assert first.made["posts"] == second.known > 0
    assert not second.made
    assert db.session.scalar(select(func.count()).select_from(Post)) == first.made["posts"]
    assert [difference for check in CHECKS for difference in check.compare()] == []


def test_a_dry_run_tells_the_same_and_changes_nothing(app, folder):
    before = picture()
    told = bring_in(folder, dry_run=True)
    assert picture() == before
    assert bring_in(folder).made == told.made


def test_every_topic_can_be_read_and_no_mark_of_the_other_forum_is_left(app, folder):
    bring_in(folder)
    visitor = people.visits(app)
    for topic in db.session.scalars(select(Topic)).all()[:8]:
        assert topic.title.split()[0] in visitor.reads(f"/t/{topic.id}/{topic.slug}")
    outside_code = [post.html for post in db.session.scalars(select(Post)) if "<code" not in post.html]
    assert not [html for html in outside_code if "[quote=" in html or "[/quote]" in html or "(upload://" in html]


def test_categories_have_the_names_that_their_first_topics_tell(app, small):
    bring_in(small)
    assert [theme.title for theme in db.session.scalars(select(Theme))] == ["Imported"]
    rooms = {forum.name: forum.purpose for forum in db.session.scalars(select(Forum))}
    assert rooms == {"Gardens": "Everything that grows in common.", "Category 9": ""}


def test_numbers_dates_answers_and_edits_are_what_they_were(app, small):
    bring_in(small)
    topic = db.session.scalars(select(Topic).where(Topic.title == "Who waters in August?")).one()
    numbers = db.session.scalars(select(Post.number).where(Post.topic_id == topic.id).order_by(Post.number)).all()
    assert numbers == [1, 3, 6] and topic.last_number == 6 and topic.posts_count == 3
    first, third = post(topic.title, 1), post(topic.title, 3)
    assert topic.created_at == first.created_at == datetime(2024, 5, 2, 10, 10, tzinfo=UTC)
    assert third.answers_id == first.id
    assert third.edited_at == datetime(2024, 5, 3, 10, 0, tzinfo=UTC) and first.edited_at is None


def test_quotes_mentions_and_links_lead_to_what_is_here_now(app, small):
    bring_in(small)
    first, third, sixth = (post("Who waters in August?", number) for number in (1, 3, 6))
    rota = post("A rota", 1)
    assert f'data-post="{first.id}"' in third.html
    assert 'data-member="mara_k"' in third.html
    assert f'href="/p/{rota.id}"' in third.html
    assert 'href="https://forum.example.org/t/lost/99/4"' in third.html  # not here: it stays where it was
    assert "<strong>stranger:</strong>" in sixth.html and "data-post" not in sixth.html
    assert db.session.execute(select(PostQuote.post_id, PostQuote.quoted_id)).all() == [(third.id, first.id)]


def test_lines_emoji_and_pictures_stay_readable(app, small):
    bring_in(small)
    html = post("Who waters in August?", 1).html
    assert "<strong>nine beds</strong><br>" in html
    assert "🙂" in html and "🖼 <em>plan</em>" in html


def test_authors_are_members_whom_nobody_can_sign_in_as(app, small):
    people.member("Jo")
    report = bring_in(small)
    members = {member.username: member for member in db.session.scalars(select(Member))}
    assert set(members) == {"jo", "jo-2", "mara_k", "admin-2"}
    assert members["mara_k"].display_name == "Mara Kovač"
    assert members["mara_k"].email is None and members["mara_k"].password_hash is None
    assert members["mara_k"].joined_at == datetime(2024, 5, 2, 10, 10, tzinfo=UTC)
    assert members["jo"].posts_count == 0 and members["jo-2"].posts_count == 1
    assert "jo is called jo-2 here." in report.notes


def test_the_report_says_what_was_left_out_and_why(app, small):
    report = bring_in(small)
    assert report.read == 12
    assert dict(report.made) == {"members": 3, "forums": 2, "topics": 2, "posts": 4}
    assert dict(report.skipped) == {
        "a file that is not a post": 6,
        "a post that describes a category": 1,
        "a post that was deleted there": 1,
    }
    told = "\n".join(report.lines())
    for name in ("broken.json", "list.json", "empty.json", "binary.json", "nameless.json", "undated.json"):
        assert f"odd/{name}: " in told


def test_a_later_archive_adds_what_is_new_beside_what_people_wrote_here(app, small):
    bring_in(small)
    topic = db.session.scalars(select(Topic).where(Topic.title == "Who waters in August?")).one()
    here = post_commands.reply(topic, by=people.member("Asha"), body="I could, from the ninth on.")
    assert here.number == 7
    later = (small / "2024" / "000014.json").read_text()
    later = later.replace('"id": 14', '"id": 15').replace('"post_number": 6', '"post_number": 7')
    (small / "2024" / "000015.json").write_text(later)
    report = bring_in(small)
    assert report.made["posts"] == 1
    numbers = db.session.scalars(select(Post.number).where(Post.topic_id == topic.id).order_by(Post.number)).all()
    assert numbers == [1, 3, 6, 7, 8]
    assert [difference for check in CHECKS for difference in check.compare()] == []


def test_what_is_larger_than_posts_may_be_is_kept_as_words(app, small):
    large = (small / "2024" / "000020.json").read_text().replace("Four names", "Four names " * 7000)
    (small / "2024" / "000020.json").write_text(large)
    report = bring_in(small)
    assert len(post("A rota", 1).source) > 64_000
    assert "Post 8/1 is kept as bare words: it is larger than posts may be." in report.notes


def test_two_archives_do_not_meet(app, small):
    bring_in(small)
    report = Report()
    write(read(small, report), "elsewhere", report)
    assert report.made["posts"] == 4 and report.known == 0


@pytest.mark.parametrize(
    "odd",
    [
        {"username": "x" * 101}, {"category_id": float("inf")}, {"created_at": "0001-01-01T00:00:00+14:00"},
        {"username": "a\x00b", "name": "\ud800", "topic_title": "T\x00", "raw": '[quote="jo, post:²"]a[/quote]\ud800'},
    ],
    ids=["a long name", "no number", "before time", "no characters"],
)  # fmt: skip
def test_nothing_in_a_file_stops_the_import(app, small, odd):
    strange = {
        "id": 900, "topic_id": 900, "post_number": 1, "topic_title": "Strange", "category_id": 5, "username": "jo",
        "name": "", "raw": "Strange.", "created_at": "2024-05-01T10:00:00.000Z",
    }  # fmt: skip
    (small / "strange.json").write_text(json.dumps(strange | odd))
    bring_in(small)
    assert db.session.scalar(select(func.count(Post.id))) >= 4
