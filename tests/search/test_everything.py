"""Members, tags and resources are found while they can be seen; a rebuilt index says the same as a grown one."""

import pytest

from community.db import db, transaction
from community.forums.commands import posts
from community.forums.models import Topic
from community.members import finding
from community.members.commands import accounts, leaving, profiles, tokens
from community.members.commands.accounts import prove
from community.resources.commands import decisions, entries
from community.resources.facts import Facts
from community.search import engine
from community.search.documents import Document
from community.search.models import SearchDocument
from community.tags import keeping
from community.tags.commands import add_tag, count_in, count_out, set_tags
from community.tags.models import Tag
from tests import people
from tests.search.reading import first_post, hits


@pytest.fixture
def admin(app):
    return people.member("Admin", administrator=True)


def facts(**values) -> Facts:
    return Facts(**{"title": "A handbook", "kind": "guideline", "body": "For front desks.", "categories": ()} | values)


def comments_of(resource) -> Topic:
    return db.session.get(Topic, resource.topic_id)


def about(member, **values) -> None:
    kept = {name: getattr(member, name) for name in profiles.FIELDS}
    profiles.edit_profile(member, by=member, **{"about": "I keep pelicans."} | kept | values)


def test_a_member_is_found_once_the_address_is_proven(visitor):
    member = accounts.join(username="pelican", email="p@example.org", password=people.PASSWORD)
    assert hits(visitor, "pelican") == []
    with transaction():
        prove(member, "p@example.org")
    assert hits(visitor, "pelican", kind="member") == ["pelican"]


def test_a_member_is_found_by_names_organisation_and_what_they_say(asha, visitor):
    about(asha, organisation="Welcome office", display_name="Asha Rao")
    for words in ("asha", "Rao", "welcome", "pelicans"):
        assert hits(visitor, words) == ["Asha Rao (asha)"], words
    about(asha, about="I keep herons.")
    assert hits(visitor, "pelicans") == []


def test_addresses_and_settings_of_members_are_never_found(asha, visitor):
    about(asha)
    assert hits(visitor, "example.org") == hits(visitor, "asha@example.org") == []


def test_who_left_is_not_found(asha, admin, visitor, monkeypatch):
    about(asha)
    monkeypatch.setattr(accounts, "check_password", lambda *_given: None)
    leaving.leave(asha, password="", remove_posts=False)
    assert hits(visitor, "pelicans") == hits(visitor, "asha") == []


def test_who_leaves_and_takes_the_posts_along_takes_them_out_of_search(asha, room, visitor, monkeypatch):
    topic = people.topic(room, by=people.member("Ben"), title="Birds")
    posts.reply(topic, by=asha, body="A pelican")
    people.topic(room, by=asha, title="Pelicans")
    monkeypatch.setattr(accounts, "check_password", lambda *_given: None)
    leaving.leave(asha, password="", remove_posts=True)
    assert hits(visitor, "pelican") == []
    assert hits(visitor, "birds") == ["Birds"]


def test_a_resource_is_found_while_it_is_public(asha, admin, visitor):
    resource = entries.add_resource(by=asha, facts=facts(publisher="Pelican Press", questions=["Who opens?"]))
    assert hits(visitor, "handbook desk") == hits(visitor, "pelican") == hits(visitor, "opens") == ["A handbook"]
    assert hits(visitor, "handbook", kind="resource", author="asha") == ["A handbook"]
    decisions.withdraw_resource(resource, by=asha)
    assert hits(visitor, "handbook") == []
    decisions.restore_resource(resource, by=asha)
    assert hits(visitor, "handbook") == ["A handbook"]
    entries.edit_resource(resource, by=asha, facts=facts(title="A guide"), seen=0)
    assert hits(visitor, "handbook") == []
    assert hits(visitor, "guide") == ["A guide"]


def test_comments_go_out_of_sight_with_their_resource(asha, admin, visitor):
    resource = entries.add_resource(by=asha, facts=facts())
    comment = posts.reply(comments_of(resource), by=asha, body="We keep a pelican.")
    assert (
        people.soup(visitor.get("/search?q=pelican")).select_one(".found a")["href"] == f"/p/{comment.id}?words=pelican"
    )
    decisions.remove_resource(resource, by=admin, reason="Wrong")
    assert hits(visitor, "pelican") == []
    decisions.restore_resource(resource, by=admin)
    assert hits(visitor, "pelican") == ["A handbook"]


def test_a_tag_is_found_by_every_spelling_while_something_public_carries_it(admin, visitor):
    set_tags("resource", 1, ["Pelicans"], is_counted=True)
    tag = db.session.scalar(db.select(Tag))
    keeping.add_spelling(tag, by=admin, label="Waterfowl")
    assert hits(visitor, "pelican") == hits(visitor, "waterfowl") == ["Pelicans"]
    count_out("resource", 1)
    assert hits(visitor, "pelican") == []
    count_in("resource", 1)
    keeping.edit_tag(tag, by=admin, label="Herons", kind="theme")
    assert hits(visitor, "heron") == ["Herons"]


def test_a_word_that_nothing_public_carries_is_not_found(admin, visitor):
    add_tag("Pelicans")
    set_tags("resource", 1, ["Herons"], is_counted=False)
    assert hits(visitor, "pelican") == hits(visitor, "heron") == []


def test_a_merged_tag_is_found_as_the_one_it_became(admin, visitor):
    tags = {tag.label: tag for tag in set_tags("resource", 1, ["Pelicans", "Birds"], is_counted=True)}
    keeping.merge_tag(tags["Pelicans"], by=admin, into=tags["Birds"])
    assert hits(visitor, "pelican") == ["Birds"]


# --- Rebuilding ------------------------------------------------------------


def known() -> list[tuple]:
    columns = SearchDocument.__table__.c
    return sorted(tuple(row) for row in db.session.execute(db.select(*columns)))


def test_a_rebuilt_index_is_the_one_that_grew(app, asha, admin, room, visitor):
    topic = people.topic(room, by=asha)
    people.replies(5, to=topic, by=asha)
    removed = posts.reply(topic, by=asha, body="Spam")
    posts.remove(removed, by=admin, reason="Spam")
    hidden = people.topic(room, by=asha, title="Gone")
    posts.remove(first_post(hidden, admin), by=admin, reason="Spam")
    resource = entries.add_resource(by=asha, facts=facts(tags=("Birds",)))
    posts.reply(comments_of(resource), by=asha, body="A comment")
    withdrawn = entries.add_resource(by=asha, facts=facts())
    posts.reply(comments_of(withdrawn), by=asha, body="Another")
    decisions.withdraw_resource(withdrawn, by=asha)
    about(asha)
    finding.index_member(admin.id)
    grown = known()
    with transaction() as session:
        session.execute(db.delete(SearchDocument))
    engine.index(Document("post", 999, "", "A ghost"))
    engine.index(Document("thing", 77, "", "A ghost"))
    told = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert told.exit_code == 0, told.output
    assert "6 post" in told.output and "1 tag" in told.output
    assert known() == grown
    assert hits(visitor, "ghost") == []
    assert len(hits(visitor, "spring")) == 5


def test_a_token_is_no_word(asha, visitor):
    with transaction():
        token = tokens.issue(asha, "reset")
    assert hits(visitor, token) == []
