"""What the pages of forums show to whom, and the addresses under which they are found."""

from datetime import timedelta

import pytest

from community import clock, settings
from community.db import db, transaction
from community.forums.commands import posts, topics
from community.forums.models import Post, Topic
from community.forums.threads import views
from community.web import paging
from tests import people
from tests.forums.making import address, long_topic, newest, opening

STEP = timedelta(minutes=1)


def acts(response, post) -> list[str]:
    """What can be done with a post on this page, by the first word of each act."""
    found = people.soup(response).select(f"#post-{post.id} .acts > *")
    return [next(act.stripped_strings) for act in found]


@pytest.fixture
def talk(thread, ben):
    posts.reply(thread, by=ben, body="We share one with the hospital.")
    return thread


@pytest.fixture
def people_by_name(asha, ben, keeper, admin):
    return {
        "guest": None, "author": asha, "member": people.member("Cleo"), "ben": ben, "moderator": keeper,
        "administrator": admin,
    }  # fmt: skip


def test_a_thread_prints_titles_roles_counts_and_dates_as_the_founding_one_did(talk, as_):
    page = people.soup(as_(None).get(address(talk)))
    assert page.select_one("h1").text == "Who interprets at the clinic?"
    heads = [head.text.strip() for head in page.select("article.letter h2")]
    assert heads == ["Who interprets at the clinic?", "Re: Who interprets at the clinic?"]
    first = page.select_one("article.letter")
    assert " ".join(first.select_one(".permalink").text.split()) == "on: November 20, 2026, 12:00"
    assert first.select_one("time")["datetime"] == "2026-11-20T12:00:00+00:00"
    assert first.select_one(".permalink")["href"] == f"/p/{opening(talk).id}"
    beside = " ".join(first.select_one(".who").text.split())
    assert "Asha" in beside
    assert "Member" in beside
    assert "Posts: 1" in beside


ALL, UNREAD = ["Quote", "Keep", "Edit", "Remove"], "Unread from here"


@pytest.mark.parametrize(
    ("who", "on_own", "on_other"),
    [
        ("guest", [], []),
        ("author", [*ALL, UNREAD], ["Helpful", "Quote", "Keep", UNREAD]),
        ("member", ["Helpful", "Quote", "Keep", UNREAD], ["Helpful", "Quote", "Keep", UNREAD]),
        ("moderator", *[["Helpful", *ALL, UNREAD]] * 2),
        ("administrator", *[["Helpful", *ALL, UNREAD]] * 2),
    ],
)
def test_acts_are_offered_to_those_who_may_do_them(talk, as_, people_by_name, who, on_own, on_other):
    page = as_(people_by_name[who]).get(address(talk, page=1))
    assert acts(page, opening(talk)) == on_own
    assert acts(page, newest(talk)) == on_other


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("guest", []),
        ("member", ["Keep"]),
        ("author", ["Keep", "Rename", "Tags", "Change its kind"]),
        ("moderator", ["Keep", "Rename", "Tags", "Change its kind", "Lock", "Pin", "Move"]),
        ("administrator", ["Keep", "Rename", "Tags", "Change its kind", "Lock", "Pin", "Move"]),
    ],
)
def test_acts_on_the_topic_are_offered_to_those_who_may_do_them(talk, as_, people_by_name, who, offered):
    page = people.soup(as_(people_by_name[who]).get(address(talk, page=1)))
    assert [act.text.strip() for act in page.select(".heading .acts .act")] == offered


def test_a_visitor_is_led_to_the_sign_in_and_back(talk, as_, room):
    page = as_(None).get(address(talk))
    assert people.soup(page).select_one(f'a[href^="/sign-in?next=/t/{talk.id}/"]')
    assert not people.soup(page).select_one("textarea")
    with transaction():
        db.session.get(type(room), room.id).posting = "closed"
    assert "This forum is closed" in as_(None).reads(address(talk))
    assert "Sign in to reply" not in as_(None).reads(address(talk))


def test_the_index_groups_forums_by_theme_and_names_their_newest_post(talk, as_):
    page = people.soup(as_(None).get("/discuss"))
    line = " ".join(page.select_one("ul.lines li").text.split())
    assert page.select_one("h2").text == "Living together"
    assert "1 topic" in line
    assert "2 posts" in line
    assert "Who interprets at the clinic?, Ben" in line
    assert page.select_one("ul.lines li .meta a")["href"] == f"/p/{newest(talk).id}"


def test_a_forum_lists_its_topics_pinned_first_with_marks(room, asha, keeper, as_):
    old = people.topic(room, by=asha, title="An old question")
    people.topic(room, by=asha, title="A newer question")
    topics.pin_topic(old, by=keeper)
    topics.lock_topic(old, by=keeper)
    lines = people.soup(as_(None).get(f"/discuss/{room.slug}")).select("ul.topics > li")
    assert [line.select_one(".title a").text for line in lines] == ["An old question", "A newer question"]
    assert [mark.text for mark in lines[0].select(".mark")] == ["Pinned", "Locked"]
    assert "0 replies" in lines[0].text


def test_an_empty_forum_invites_who_may_start(room, as_, ben):
    assert "Start the first topic" in as_(ben).reads(f"/discuss/{room.slug}")
    assert "Start the first topic" not in as_(None).reads(f"/discuss/{room.slug}")


HIDDEN = ["/discuss/{room}", "/t/{topic}", "/t/{topic}/{slug}", "/t/{topic}/{slug}/1", "/p/{post}", "/p/{post}/history"]
FOR_MEMBERS = [
    "/p/{post}/quote",
    "/p/{post}/edit",
    "/t/{topic}/reply",
    "/t/{topic}/lock",
    "/discuss/{room}/new",
]
MISSING = {"room": "no-such-room", "topic": 9999, "slug": "who-interprets-at-the-clinic", "post": 9999}


@pytest.mark.parametrize("who", ["guest", "member", "moderator elsewhere"])
def test_what_is_hidden_answers_like_what_never_was(app, room, asha, ben, keeper, admin, as_, who):
    secret = people.forum("Staff room", visibility="nobody")
    topic = people.topic(secret, by=admin)
    given = {"room": secret.slug, "topic": topic.id, "slug": topic.slug, "post": opening(topic).id}
    browser = as_({"guest": None, "member": ben, "moderator elsewhere": keeper}[who])
    browser.reads("/discuss")
    for pattern in HIDDEN + (FOR_MEMBERS if who != "guest" else []):
        hidden, missing = browser.get(pattern.format(**given)), browser.get(pattern.format(**MISSING))
        assert (hidden.status_code, same(hidden)) == (404, same(missing)), pattern
        assert set(hidden.headers.keys()) == set(missing.headers.keys()), pattern
    for pattern in ("/t/{topic}/reply", "/p/{post}/quote", "/p/{post}/remove", "/t/{topic}/unlock"):
        if who == "guest":
            break
        hidden = browser.sends(pattern.format(**given), body="Let me in.")
        missing = browser.sends(pattern.format(**MISSING), body="Let me in.")
        assert (hidden.status_code, same(hidden)) == (404, same(missing)), pattern
    assert "Staff room" not in browser.reads("/discuss")
    assert "Who interprets" not in browser.reads("/")


def same(response) -> str:
    """The page without what differs from one request to the next: the token of its forms, the quotation beside it."""
    page = people.soup(response)
    for changing in page.select('[name="csrf_token"], aside, [name="carried"]'):
        changing.decompose()
    return str(page.main)


@pytest.mark.parametrize("wrong", ["/t/{0}", "/t/{0}/wrong", "/t/{0}/wrong/2", "/t/{0}/Who-Interprets?page=1"])
def test_the_number_decides_and_a_wrong_slug_redirects_for_good(talk, as_, wrong):
    answer = as_(None).get(wrong.format(talk.id))
    assert answer.status_code == 301
    assert answer.location.startswith(f"/t/{talk.id}/{talk.slug}")
    assert ("/2" in answer.location) == wrong.endswith("/2")
    assert answer.location.endswith("?page=1") == wrong.endswith("?page=1")


@pytest.mark.parametrize("title", ["Reply", "Lock", "Move", "New", "2024", "?!", "مرحبا بكم", "Größe – ein Maß"])
def test_a_title_never_hides_a_deed_and_any_title_has_an_address(room, asha, as_, title):
    topic = people.topic(room, by=asha, title=title)
    assert as_(None).get(address(topic)).status_code == 200
    assert topic.slug not in ("reply", "lock", "move", "new", "2024", "")


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1" + "0" * 30, "9999", "2147483648", "1e3", "NaN", "", "٢", "%00"])
def test_behaviour_22_a_page_that_is_not_there_is_a_clean_404(talk, as_, page):
    assert as_(None).get(f"{address(talk)}?page={page}").status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "9999", "99999999999999999999"])
def test_a_number_that_was_never_given_is_a_clean_404(talk, as_, number):
    assert as_(None).get(f"/t/{talk.id}/{talk.slug}/{number}").status_code == 404
    assert as_(None).get(f"/t/9{number}").status_code == 404


def test_behaviour_01_deep_link_reaches_post_1437_of_2000_in_one_redirect(room, asha, as_):
    topic = long_topic(room, asha, 2000)
    wanted = db.session.scalar(db.select(Post.id).where(Post.topic_id == topic.id, Post.number == 1437))
    answer = as_(None).get(f"/p/{wanted}")
    assert (answer.status_code, answer.location) == (302, f"{address(topic, 1437)}#post-{wanted}")
    page = as_(None).get(answer.location)
    assert page.status_code == 200
    found = people.soup(page).select_one(f"#post-{wanted}")
    assert "Post number 1437." in found.text
    assert found.has_attr("autofocus")
    assert len(people.soup(page).select("article.letter")) == settings.site().posts_per_page


def test_behaviour_02_link_survives_forty_removals_and_another_page_size(room, asha, admin, as_):
    topic = long_topic(room, asha, 90)
    rows = {post.number: post for post in db.session.scalars(db.select(Post)).all()}
    kept = rows[77]
    for number in range(5, 45):
        posts.remove(rows[number], by=admin, reason="Off the subject")
    with transaction():
        settings.change(posts_per_page=7)
    db.session.remove()
    answer = as_(None).get(f"/p/{kept.id}")
    assert answer.location == f"{address(topic, 77)}#post-{kept.id}"
    assert "Post number 77." in people.soup(as_(None).get(answer.location)).select_one(f"#post-{kept.id}").text
    assert "was removed by a moderator" in as_(None).reads(f"/p/{rows[20].id}")


def test_an_emptied_topic_is_there_for_moderators_and_its_author_only(thread, asha, ben, keeper, as_):
    posts.remove(opening(thread), by=keeper, reason="Off the subject")
    answers = {who: as_(person).get(address(thread)).status_code
               for who, person in {"guest": None, "ben": ben, "asha": asha, "keeper": keeper}.items()}  # fmt: skip
    assert answers == {"guest": 404, "ben": 404, "asha": 200, "keeper": 200}


def test_behaviour_06_lists_and_topics_may_be_kept_by_the_browser_for_going_back(talk, ben, as_, room):
    for browser in (as_(None), as_(ben)):
        for url in ("/discuss", f"/discuss/{room.slug}", address(talk)):
            kept = browser.get(url).headers["Cache-Control"]
            assert "no-store" not in kept, url


def test_views_are_counted_aside_and_written_later(thread, as_):
    views.flush()  # what other tests left
    db.session.expire_all()
    before = db.session.get(Topic, thread.id).views
    for _time in range(3):
        as_(None).get(address(thread))
    assert db.session.get(Topic, thread.id).views == before
    views.flush()
    db.session.expire_all()
    assert db.session.get(Topic, thread.id).views == before + 3


def test_behaviour_22_paging_while_others_post_shows_no_topic_twice_and_skips_none(room, asha, ben, as_):
    for number in range(95):
        clock.advance(STEP)
        people.topic(room, by=asha, title=f"Topic {number}")
    reader, url, seen = as_(None), f"/discuss/{room.slug}", []
    while url:
        page = people.soup(reader.get(url))
        seen += [link.text for link in page.select("ul.topics .title a")]
        clock.advance(STEP)
        people.topic(room, by=ben, title="Just now")
        following = page.select_one('a[rel="next"]')
        url = following and following["href"]
    assert seen == [f"Topic {number}" for number in range(94, -1, -1)]


def test_behaviour_22_a_cursor_that_was_tampered_with_is_a_clean_404(app, room, asha, as_):
    for number in range(31):
        clock.advance(STEP)
        people.topic(room, by=asha, title=f"Topic {number}")
    reader = as_(None)
    older = people.soup(reader.get(f"/discuss/{room.slug}")).select_one('a[rel="next"]')["href"]
    assert reader.get(older).status_code == 200
    with app.test_request_context("/elsewhere"):
        strange = [paging.pack_key("words", 1), paging.pack_key(1, 2, 3), paging.pack_key(None, None)]
    cursor = older.partition("after=")[2]
    for bad in (cursor[:-1], f"x{cursor}", "", "0", "%00", *strange):
        assert reader.get(f"/discuss/{room.slug}?after={bad}").status_code == 404, bad
        assert reader.get(f"/discuss/{room.slug}?before={bad}").status_code == 404, bad


def test_a_topic_that_a_moderator_emptied_does_not_come_back_by_a_reply_of_its_author(thread, asha, keeper, as_):
    posts.remove(opening(thread), by=keeper, reason="Off the subject")
    author = as_(asha)
    refused = author.sends(f"/t/{thread.id}/reply", body="Here it is again.")
    assert refused.status_code == 403 and "it takes no new replies" in people.words(refused)
    assert as_(None).get(address(thread)).status_code == 404
    assert not people.soup(author.get(address(thread))).select("textarea[name=body]")
    assert as_(keeper).sends(f"/t/{thread.id}/reply", body="Moved to the other forum.").status_code == 302
