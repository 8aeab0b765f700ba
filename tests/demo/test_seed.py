"""The demonstration community as a site has it: made in one go, true to its counts, gone in one go."""

import re

import pytest
from sqlalchemy import func, select

from community import clock, settings, subjects
from community.cli import CHECKS
from community.db import db, transaction
from community.demo import remove, seed, signin
from community.demo.content import Content
from community.errors import Conflict
from community.forums.answers_policy import topics_solved
from community.forums.commands import posts, topics
from community.forums.models import Forum, HelpfulMark, Post, PostQuote, Theme, Topic
from community.forums.queries import unread
from community.members import passwords
from community.members.commands.kinds import ensure_kinds
from community.members.models import Member
from community.pages.models import Page, Quotation
from community.ratings.commands import rate
from community.ratings.models import Rating
from community.resources.commands.shelves import ensure_shelves
from community.resources.models import Resource
from community.search.models import SearchDocument
from community.tags.models import Tag, TagAlias, TagLink
from community.text import quotes
from tests import people


@pytest.fixture
def site(app):
    """What `flask upgrade` leaves, but for the places."""
    ensure_kinds()
    ensure_shelves()
    return app


@pytest.fixture
def small(site, monkeypatch):
    """The same with a tenth of its content, for what does not depend on how much there is."""

    class Small(Content):
        @property
        def themes(self) -> list[dict]:
            theme = super().themes[0]
            (forum, *_rest) = theme["forum"]
            return [theme | {"forum": [forum | {"topic": forum["topic"][:5]}]}]

        @property
        def resources(self) -> list[dict]:
            return super().resources[-6:]

    monkeypatch.setattr(seed, "Content", Small)
    return site


def count(model, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def differences() -> list:
    db.session.expire_all()
    return [difference for check in CHECKS for difference in check.compare()]


def test_the_demonstration_is_as_large_as_promised_and_true_to_its_counts(site):
    seed.seed()
    assert count(Theme) >= 3
    assert count(Forum, Forum.theme_id.is_not(None)) >= 8
    assert count(Member) == 40
    assert count(Topic, Topic.about_kind.is_(None)) >= 120
    assert count(Post) >= 1500
    assert count(PostQuote) >= 150
    assert count(Resource) == 60
    assert count(Rating) > 500
    assert count(Quotation) >= 5
    assert count(Topic, topics_solved(True)) >= 3 and count(Topic, topics_solved(False)) >= 3
    assert count(HelpfulMark) > 500
    assert differences() == []
    check_that_all_of_it_is_marked_and_nothing_lies_in_the_future()
    check_that_the_founding_list_s_double_tag_is_mended()
    check_that_who_signs_in_finds_topics_that_are_new_unread_in_part_and_read()


def check_that_who_signs_in_finds_topics_that_are_new_unread_in_part_and_read():
    for username in signin.WHO:
        member = db.session.scalars(select(Member).where(Member.username == username)).one()
        found = unread.counts(member, clock.now())
        assert found.unread > found.new > 0
        assert found.unread < count(Topic, unread.is_lively(clock.now()))


def check_that_all_of_it_is_marked_and_nothing_lies_in_the_future():
    for model in (Theme, Member, Topic, Resource, Tag, Quotation):
        assert count(model, ~model.is_demo) == 0
    newest = db.session.scalar(select(func.max(Post.created_at)))
    assert 0 <= (clock.now().date() - newest.date()).days <= 1
    assert count(Rating, Rating.created_at > clock.now()) == 0
    assert count(Member, Member.joined_at > clock.now()) == 0


def check_that_the_founding_list_s_double_tag_is_mended():
    same = select(Tag.label).group_by(Tag.label).having(func.count() > 1)
    assert db.session.scalars(same).all() == []
    assert db.session.get(TagAlias, "policy-on-migration-and-integration-2") is not None
    assert count(Tag, Tag.uses_count == 0) == 0


def test_only_two_can_sign_in_with_passwords_that_the_operator_alone_can_read(small):
    seed.seed()
    (christine, first), (daniel, second) = signin.kept(small.config["INSTANCE"])
    for username, password in ((christine, first), (daniel, second)):
        member = db.session.scalars(select(Member).where(Member.username == username)).one()
        assert passwords.verify(member.password_hash, password)
        assert member.is_administrator == (username == "christine")
    assert count(Member, Member.password_hash.is_not(None)) == 2
    path = signin.path_in(small.config["INSTANCE"])
    assert path.stat().st_mode & 0o777 == 0o600


def test_quotes_name_the_post_that_they_are_from(small):
    seed.seed()
    pair = db.session.execute(select(PostQuote.post_id, PostQuote.quoted_id).limit(1)).one()
    quoting = db.session.get(Post, pair.post_id)
    assert f'data-post="{pair.quoted_id}"' in quoting.html
    assert quoting.answers_id == pair.quoted_id


def test_two_demonstrations_do_not_fit_on_one_site(small):
    seed.seed()
    with pytest.raises(Conflict):
        seed.seed()
    assert count(Member) == 40


def test_a_real_person_of_the_same_name_keeps_it(small):
    people.member("Daniel")
    with pytest.raises(Conflict, match="daniel"):
        seed.seed()
    assert count(Member) == 1 and count(Topic) == 0


def test_removing_it_leaves_nothing(site):
    before = settings.site()
    seed.seed()
    assert settings.site() != before
    remove.remove()
    for model in (Theme, Member, Topic, Post, Resource, Rating, Tag, TagLink, Quotation):
        assert count(model) == 0
    assert count(SearchDocument, SearchDocument.kind.in_(["topic", "post", "resource", "member"])) == 0
    assert count(Page, Page.source.contains("demonstration")) == 0
    assert settings.site() == before
    assert signin.kept(site.config["INSTANCE"]) == []
    assert differences() == []


def test_what_real_people_added_stays_without_the_invented_words(small):
    seed.seed()
    real = people.member("Real Person")
    topic = db.session.scalars(select(Topic).where(Topic.about_kind.is_(None)).order_by(Topic.id).limit(1)).one()
    opening = db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.number == 1)).one()
    words = re.sub(r"\W+", " ", opening.source)[:20]
    body = quotes.quote(opening.id, "somebody", opening.source) + "This I know from my own work."
    reply = posts.reply(topic, by=real, body=body)
    remove.remove()
    db.session.expire_all()
    kept = db.session.get(Post, reply.id)
    assert "This I know from my own work." in kept.source
    assert opening.purged_at and opening.source == "" and words not in kept.source
    assert topic.posts_count == 1 and not topic.is_demo
    assert count(Topic) == 1 and count(Member) == 1 and count(Forum, Forum.theme_id.is_not(None)) == 1
    assert differences() == []
    found = db.session.execute(select(SearchDocument.kind, SearchDocument.object_id)).all()
    assert {("post", reply.id), ("topic", topic.id)} == {one for one in found if one.kind in ("post", "topic")}
    assert "This I know from my own work." in people.visits(small).reads(f"/t/{topic.id}/{topic.slug}")


def test_an_entry_with_real_comments_stays_as_their_heading(small):
    seed.seed()
    real = people.member("Real Person")
    entry = db.session.scalars(select(Resource).order_by(Resource.id).limit(1)).one()
    title = entry.title
    topic = db.session.get(Topic, entry.topic_id)
    posts.reply(topic, by=real, body="We use it every week.")
    rate(subjects.kind("resource").load(entry.id), by=real, value=4)
    remove.remove()
    db.session.expire_all()
    assert count(Resource) == 1
    assert db.session.get(Resource, entry.id).ratings_n == 1
    page = people.visits(small).reads(f"/resources/{entry.id}/{entry.slug}")
    assert title in page and "We use it every week." in page
    assert differences() == []


def test_what_was_done_signed_in_as_one_of_them_goes_too(small):
    seed.seed()
    real, room = people.member("Real Person"), people.forum("Of real people")
    topic = people.topic(room, real, "A real question")
    daniel = db.session.scalars(select(Member).where(Member.username == "daniel")).one()
    posts.reply(topic, by=daniel, body="Somebody was trying things out.")
    topics.start_topic(room, by=daniel, title="Trying things out", body="Really.")
    remove.remove()
    db.session.expire_all()
    assert db.session.scalars(select(Topic.title)).all() == ["A real question"]
    assert topic.posts_count == 1
    assert differences() == []


def test_it_is_made_once_only_and_never_among_real_people(small):
    assert seed.is_fresh()
    seed.seed()
    remove.remove()
    assert not seed.is_fresh()


def test_a_site_with_a_member_is_not_fresh(small):
    people.member("Asha")
    assert not seed.is_fresh()


def test_the_same_each_time(small):
    def picture():
        rows = select(Topic.title, Topic.views, Topic.posts_count).order_by(Topic.title, Topic.views)
        votes = select(Member.username, func.count()).join(Rating, Rating.member_id == Member.id)
        return [
            db.session.execute(rows).all(),
            db.session.execute(votes.group_by(Member.username).order_by(Member.username)).all(),
        ]

    seed.seed()
    first = picture()
    with transaction():
        remove.remove()
    seed.seed()
    assert picture() == first
