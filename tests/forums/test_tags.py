"""Tags of topics: chosen when a topic begins, changed later, and counted exactly while everybody may see it."""

from datetime import timedelta

import pytest

from community import clock
from community.audit import Entry
from community.db import db, transaction
from community.errors import NotAllowed
from community.forums import checks, policy
from community.forums.commands import comments, forums, posts, topics
from community.forums.models import Topic
from community.forums.queries import tagged, thread
from community.resources.commands import decisions, entries
from community.resources.facts import Facts
from community.tags import checks as tag_checks
from community.tags.models import Tag, TagLink
from community.tags.queries import cloud
from tests import people
from tests.forums.making import address, fault, field, opening

LATER = timedelta(days=30)


@pytest.fixture
def tagged_topic(room, asha):
    return topics.start_topic(room, by=asha, title="Who interprets?", body="Nobody.", tags=["Health", "Clinics"])


def labels(topic) -> list[str]:
    return [tag.label for tag in tagged.tags_shown(db.session.get(Topic, topic.id))]


def uses(label: str = "Health") -> int:
    return db.session.scalar(db.select(Tag.uses_count).where(Tag.label == label))


def is_sound() -> bool:
    return not checks.compare() and not tag_checks.compare()


def test_a_topic_begins_with_tags_old_and_new(room, asha, as_):
    topics.start_topic(room, by=asha, title="First", body="One.", tags=["Health"])
    sent = as_(asha).sends(f"/discuss/{room.slug}/new", title="Second", body="Two.", tags="health, Night shifts")
    page = people.soup(as_(None).get(sent.location))
    assert [(tag.text, tag["href"]) for tag in page.select(".heading .tags a")] == [
        ("Health", "/tags/health"), ("Night shifts", "/tags/night-shifts"),
    ]  # fmt: skip
    assert uses("Health") == 2 and uses("Night shifts") == 1


def test_too_many_tags_and_odd_ones_are_refused_beside_the_field_and_nothing_typed_is_lost(room, asha, as_):
    many = ", ".join(f"word {n}" for n in range(31))
    for typed, told in ((many, "at most 30 tags"), ("x" * 61, "1 to 60 characters")):
        answer = as_(asha).sends(f"/discuss/{room.slug}/new", title="A title", body="A text.", tags=typed)
        assert answer.status_code == 422 and told in fault(answer)
        assert (field(answer, "tags"), field(answer, "body")) == (typed, "A text.")
    assert not db.session.scalar(db.select(db.func.count(Topic.id)))


def test_a_form_sent_twice_makes_one_topic_with_its_tags(room, asha, as_):
    given = {"title": "Once", "body": "Once.", "tags": "Health", "once": "abc"}
    first, second = (as_(asha).sends(f"/discuss/{room.slug}/new", **given) for _ in range(2))
    assert first.location == second.location and uses() == 1


def test_tags_stand_in_the_list_of_the_forum_and_on_the_tags_page(tagged_topic, room, as_):
    line = people.soup(as_(None).get(f"/discuss/{room.slug}")).select_one("ul.topics > li")
    assert [tag.text for tag in line.select('a[rel="tag"]')] == ["Clinics", "Health"]
    page = people.soup(as_(None).get("/tags/health"))
    assert page.select_one("main .lines a").text == "Who interprets?"


def test_a_tags_page_gathers_every_kind_with_counts_and_shows_one_kind_on_demand(tagged_topic, room, asha, as_):
    entries.add_resource(by=asha, facts=Facts("A handbook", "guideline", "Read it.", tags=("Health",)))
    for number in range(31):
        clock.advance(timedelta(minutes=1))
        topics.start_topic(room, by=asha, title=f"Topic {number}", body="Text.", tags=["Health"])
    whole = people.soup(as_(None).get("/tags/health"))
    assert [" ".join(kind.text.split()) for kind in whole.select("main .kinds a")] == [
        "Everything", "Discussions (32)", "Resources (1)",
    ]  # fmt: skip
    assert len(whole.select("main section")) == 2
    only = people.soup(as_(None).get("/tags/health?kind=topic"))
    titles = [title.text for title in only.select("main .lines .title")]
    older = people.soup(as_(None).get(only.select_one('main a[rel="next"]')["href"]))
    titles += [title.text for title in older.select("main .lines .title")]
    assert titles == [*(f"Topic {number}" for number in reversed(range(31))), "Who interprets?"]
    assert len(people.soup(as_(None).get("/tags/health?kind=nonsense")).select("main section")) == 2


def test_a_tags_page_costs_the_same_however_many_topics(room, asha, app, statements):
    def begin(number):
        for _ in range(number):
            topics.start_topic(room, by=asha, title="One more", body="Text.", tags=["Health"])

    get = people.visits(app).get
    begin(2)
    few = [statements(get, url) for url in ("/tags/health", f"/discuss/{room.slug}")]
    begin(20)
    assert [statements(get, url) for url in ("/tags/health", f"/discuss/{room.slug}")] == few
    begin(40)
    assert statements(get, "/tags/health") == few[0] + 1  # more than it shows: they are counted


WHO = ("guest", "member", "author", "moderator", "author later", "moderator later")


@pytest.mark.parametrize(("who", "may"), list(zip(WHO, (False, False, True, True, False, True), strict=True)))
def test_who_may_change_the_tags(tagged_topic, as_, asha, ben, keeper, who, may):
    if who.endswith("later"):
        clock.advance(LATER)
    person = {"guest": None, "member": ben, "author": asha, "moderator": keeper}[who.split()[0]]
    offered = people.soup(as_(person).get(address(tagged_topic))).select_one(f'a[href="/t/{tagged_topic.id}/tag"]')
    assert bool(offered) == may
    answer = as_(person).sends(f"/t/{tagged_topic.id}/tag", tags="Night shifts")
    assert labels(tagged_topic) == (["Night shifts"] if may else ["Clinics", "Health"])
    assert answer.status_code == (302 if may else 401 if person is None else 403)
    assert uses() == (0 if may else 1) and is_sound()


def test_a_change_is_logged_once_and_an_equal_one_not_at_all(tagged_topic, keeper):
    topics.tag_topic(tagged_topic, by=keeper, labels=["Health"])
    topics.tag_topic(tagged_topic, by=keeper, labels=["HEALTH"])
    entry = db.session.scalars(db.select(Entry).where(Entry.action == "topic.tag")).one()
    assert entry.facts == {"before": ["Clinics", "Health"], "after": ["Health"]}


def test_nobody_changes_the_tags_of_a_locked_topic_but_moderators(tagged_topic, asha, keeper):
    topics.lock_topic(tagged_topic, by=keeper)
    with pytest.raises(NotAllowed, match="time for changing its tags"):
        topics.tag_topic(tagged_topic, by=asha, labels=[])
    topics.tag_topic(tagged_topic, by=keeper, labels=[])
    assert not labels(tagged_topic)


def test_a_topic_out_of_sight_adds_nothing_to_any_count_or_cloud(tagged_topic, room, asha, admin, as_):
    staff = people.forum("Staff", visibility="members")
    first = opening(tagged_topic)
    ways = {
        posts.remove: ((first, {"reason": "Spam"}), posts.restore, (first, {})),
        topics.move_topic: ((tagged_topic, {"to": staff}), topics.move_topic, (tagged_topic, {"to": room})),
        forums.edit_forum: ((room, {"visibility": "nobody"}), forums.edit_forum, (room, {"visibility": "everyone"})),
    }
    for hide, ((hidden, how), show, (shown, back)) in ways.items():
        assert uses() == 1 and [tag.label for tag in cloud()] == ["Clinics", "Health"]
        hide(hidden, by=admin, **how)
        assert uses() == 0 and cloud() == [] and is_sound()
        assert as_(None).get("/tags/health").status_code == 404
        show(shown, by=admin, **back)
        assert uses() == 1 and is_sound()
    comments.hide_comments(tagged_topic)
    assert uses() == 0 and is_sound()
    comments.show_comments(tagged_topic)
    assert uses() == 1 and is_sound()


def test_tags_given_in_a_room_of_members_are_counted_when_it_opens(asha, admin, as_, ben):
    room = people.forum("Members", visibility="members")
    topic = topics.start_topic(room, by=asha, title="Among us", body="Text.", tags=["Health", "Our own word"])
    topics.tag_topic(topic, by=asha, labels=["Health", "Our own word", "Another"])
    assert uses("Health") == uses("Another") == 0
    page = people.soup(as_(ben).get(address(topic)))
    assert not page.select(".heading .tags a") and "Our own word" in page.select_one(".heading .tags").text
    forums.edit_forum(room, by=admin, visibility="everyone")
    assert uses("Health") == uses("Another") == 1 and is_sound()


def test_a_tag_of_topics_that_some_may_see_shows_them_to_those_alone(tagged_topic, asha, as_, ben):
    room = people.forum("Members", visibility="members")
    topics.start_topic(room, by=asha, title="Among us", body="Text.", tags=["Health"])
    assert "Among us" in as_(ben).reads("/tags/health")
    assert "Among us" not in as_(None).reads("/tags/health")
    assert "Among us" not in as_(None).reads("/tags/health?kind=topic")


def test_comments_carry_the_tags_of_what_they_are_about(asha, admin):
    entry = entries.add_resource(by=asha, facts=Facts("A handbook", "guideline", "Read it.", tags=("Health",)))
    talk = thread.find_topic(entry.topic_id, admin)
    assert labels(talk) == ["Health"]
    with pytest.raises(NotAllowed, match="what it is about"):
        topics.tag_topic(talk, by=admin, labels=["Mine"])
    posts.reply(talk, by=asha, body="A first comment.")
    assert uses() == 1 and db.session.scalar(db.select(db.func.count(TagLink.id))) == 1
    decisions.withdraw_resource(entry, by=asha)
    assert uses() == 0 and is_sound()


def test_the_check_finds_and_mends_a_link_that_counts_wrongly(tagged_topic):
    with transaction() as session:
        session.execute(db.update(TagLink).values(is_counted=False))
    assert {one.name for one in checks.compare()} == {"is_counted"}
    checks.mend()
    tag_checks.mend()
    assert is_sound() and uses() == 1


def test_search_finds_a_tag_that_only_a_topic_carries_and_no_longer_when_it_is_gone(tagged_topic, as_, admin):
    assert "/tags/clinics" in as_(None).get("/search?q=clinics&kind=tag").get_data(as_text=True)
    posts.remove(opening(tagged_topic), by=admin, reason="Spam")
    assert 'href="/tags/clinics"' not in as_(None).get("/search?q=clinics&kind=tag").get_data(as_text=True)


def test_the_verdict_names_its_reason(tagged_topic, ben, asha):
    found = thread.find_topic(tagged_topic.id, ben)
    assert "Only its author or a moderator" in str(policy.may_tag_topic(ben, found, clock.now()).reason)
    assert policy.may_tag_topic(asha, found, clock.now())
