"""What a hit was found by is marked on the page that it opens, and nothing else about that page is different."""

import re

import pytest

from community import clock
from community.db import db, transaction
from community.forums.commands import posts
from community.forums.models import Topic
from community.forums.threads import views
from community.members.commands import profiles
from community.resources.commands import decisions, entries
from community.resources.facts import Facts
from community.tags import keeping
from community.tags.models import Tag
from community.text import quotes
from tests import people
from tests.forums.making import address, opening
from tests.search.reading import first_post, marks, opened
from tests.search.test_bad_queries import HOSTILE
from tests.web.keeping import is_handed_out, shelf_of

GONE = 999_999


@pytest.fixture
def admin(app):
    return people.member("Admin", administrator=True)


@pytest.fixture
def topic(asha, room):
    return people.topic(room, by=asha)


def an_entry(by, **values):
    given = {"title": "A handbook", "kind": "guideline", "body": "For front desks.", "tags": ("Pelicans",)}
    return entries.add_resource(by=by, facts=Facts(**given | values))


# --- From a hit to its page ------------------------------------------------


def test_a_reply_opens_at_its_place_with_the_words_marked(asha, topic, visitor):
    people.replies(24, to=topic, by=asha)
    reply = posts.reply(topic, by=asha, body="The hospital lends us its **volun**teers, and a [volunteer](/p/1) each.")
    answer, url = opened(visitor, "volunteer hospital", "post")
    assert url == f"{address(topic)}/26?words=volunteer+hospital#post-{reply.id}"
    assert marks(answer, f"#post-{reply.id}") == ["hospital", "volun", "teers", "volunteer"]
    assert people.soup(answer).select_one(f"#post-{reply.id} .reading a")["href"] == "/p/1"


def test_a_permalink_leads_on_once_and_a_plain_one_stays_plain(asha, topic, visitor):
    reply = people.replies(1, to=topic, by=asha)[0]
    plain = visitor.get(f"/p/{reply.id}").location
    assert "?" not in plain
    with_words = visitor.get(f"/p/{reply.id}?words=spring%20%22so+do%22").location
    assert with_words == plain.replace("#", "?words=spring+%22so+do%22#")
    assert marks(visitor.get(with_words), f"#post-{reply.id}") == ["So do", "spring"]


def test_a_topic_opens_with_its_title_and_its_opening_marked(topic, visitor):
    answer, url = opened(visitor, "clinic nobody", "topic")
    assert url == f"{address(topic)}?words=clinic+nobody"
    assert marks(answer) == ["clinic", "nobody"]
    assert marks(answer, "h1") == ["clinic"]


def test_a_comment_opens_on_the_page_of_what_it_is_about(asha, visitor):
    entry = an_entry(asha)
    people.replies(20, to=db.session.get(Topic, entry.topic_id), by=asha, body="Filler")
    comment = posts.reply(db.session.get(Topic, entry.topic_id), by=asha, body="Herons keep it.")
    answer, url = opened(visitor, "heron", "post")
    assert url == f"/resources/{entry.id}/a-handbook?page=2&words=heron#post-{comment.id}"
    assert marks(answer) == ["Herons"]


def test_an_entry_opens_with_its_title_text_and_facts_marked(asha, visitor):
    an_entry(
        asha, title="Pelicans", body="> A **pelican**", publisher="Pelican Press", audience="Who keeps pelicans",
        authors="P. Pelican; A. Heron", questions=["Which pelican?"], document_number="PELICAN 7",
    )  # fmt: skip
    answer, url = opened(visitor, "pelican", "resource")
    assert url.endswith("/pelicans?words=pelican")
    assert marks(answer, "h1") == ["Pelicans"]
    assert marks(answer, "blockquote") == marks(answer, ".questions") == ["pelican"]
    assert marks(answer, ".facts") == ["Pelican", "Pelican", "pelicans", "PELICAN"]
    assert not re.search("<[^>]*<mark", answer.get_data(as_text=True))


def test_a_member_and_a_tag_open_marked(asha, admin, visitor):
    kept = {name: getattr(asha, name) for name in profiles.FIELDS}
    given = {"about": "I keep herons.", "organisation": "Heron watch", "display_name": "Asha Heron"}
    profiles.edit_profile(asha, by=asha, **kept | given)
    answer, url = opened(visitor, "heron", "member")
    assert url == "/members/asha?words=heron"
    assert marks(answer, ".profile") == ["Heron", "Heron", "herons"]
    an_entry(asha)
    keeping.add_spelling(db.session.scalar(db.select(Tag)), by=admin, label="Waterfowl")
    answer, url = opened(visitor, "pelican", "tag")
    assert (url, marks(answer)) == ("/tags/pelicans?words=pelican", ["Pelicans"])
    answer, _url = opened(visitor, "waterfowl", "tag")
    assert "Not on this page: waterfowl Without marks" in people.words(answer)
    assert marks(answer) == []


@pytest.mark.parametrize(
    ("body", "language", "typed", "expected"),
    [
        ("A one-stop shop, one shop, a stop", "en", '"one stop"', ["one-stop"]),
        ("Shops, shopping, a bishop", "en", "shop", ["Shops", "shopping"]),
        ("Shops, shopping, a bishop", "en", '"shop"', []),
        ("Integration, integrity, disintegrate", "en", "integr*", ["Integration", "integrity"]),
        ("La integración de las integraciones", "es", "integracion", ["integración", "integraciones"]),
        ("مرحبا بالمهاجرين وكل مهاجر", "ar", "مهاجر", ["بالمهاجرين", "مهاجر"]),
        ("移民社会の統合", None, "社会", ["社会"]),
        ("A pelican and a heron", "en", "pelican -heron kind:post", ["pelican"]),
        ("AT&T <b>pelican</b> &amp;pelican;", "en", "pelican", ["pelican", "pelican"]),
    ],
)
def test_what_is_marked_is_what_search_takes_for_a_match(asha, topic, visitor, body, language, typed, expected):
    reply = posts.reply(topic, by=asha, body="To be said.")
    with transaction():
        reply.language = language
    posts.edit(reply, by=asha, body=body, seen=0)
    answer = visitor.get(f"{address(topic)}/2", query_string={"words": typed})
    assert marks(answer, f"#post-{reply.id} .reading") == expected


def test_quotes_are_marked_and_the_names_above_them_are_not(asha, topic, visitor):
    quoted = first_post(topic, asha)
    posts.reply(topic, by=asha, body=quotes.quote(quoted.id, "asha", quoted.source) + "Asha has nobody, too.")
    answer = visitor.get(f"{address(topic)}?words=asha+nobody")
    assert marks(answer, "blockquote") == ["nobody"]
    assert people.soup(answer).select_one("blockquote cite").get_text() == "Asha wrote:"
    assert marks(answer, ".letter:nth-child(2) .reading") == ["nobody", "Asha", "nobody"]


# --- What the page says of it ----------------------------------------------


def test_a_line_says_what_is_marked_and_leads_to_the_plain_page(asha, topic, visitor):
    people.replies(24, to=topic, by=asha)
    page = people.soup(visitor.get(f"{address(topic)}?page=2&words=spring+-heron+%22so+do%22"))
    line = page.select_one("main .sought")
    assert line.get_text(" ", strip=True) == 'Marked on this page: spring "so do" Without marks'
    assert line.a["href"] == f"{address(topic)}?page=2"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    canonical = page.select_one('link[rel="canonical"]')["href"]
    assert canonical.endswith(f"{address(topic)}?page=2") and "words" not in canonical
    assert not line.select("[role], [aria-live], .away")


def test_a_page_without_words_says_nothing_and_is_the_same_to_the_byte(topic, visitor):
    plain = visitor.get(address(topic)).data
    assert b"mark>" not in plain and b"sought" not in plain and b"noindex" not in plain
    for nothing in ("", "-clinic", "***", "%20"):
        assert visitor.get(f"{address(topic)}?words={nothing}").data == plain


def test_a_marked_page_without_its_marks_is_the_plain_page(asha, topic, visitor):
    people.replies(3, to=topic, by=asha, body="**Spring** `spring` <spring> [spring](https://spring.example/spring)")
    marked = visitor.get(f"{address(topic)}?words=spring").get_data(as_text=True)
    assert marked.count("<mark>") == 12
    bare = re.sub(r'<p class="sought.*?</p>\s*', "", marked, flags=re.DOTALL)
    bare = re.sub(r"</?mark>|<meta name=\"robots\" content=\"noindex\">", "", bare)
    assert bare.split() == visitor.get(address(topic)).get_data(as_text=True).split()


@pytest.mark.parametrize("words", [*HOSTILE, "a* " * 60, '"a a a a' + " a" * 90, "the of and"])
def test_no_words_are_an_error_and_none_become_markup(asha, topic, visitor, words):
    people.replies(2, to=topic, by=asha, body="a a a <b>a</b> 'title' ORDER BY 1; the script of alert(1)")
    for url in (address(topic), f"/p/{opening(topic).id}", "/members/asha"):
        answer = visitor.get(url, query_string={"words": words.encode("utf-8", "surrogatepass")})
        if answer.location:
            answer = visitor.get(answer.location)
        assert answer.status_code in (200, 404)
        assert not people.soup(answer).select("main script, main [onclick], main b > script")


def test_marks_run_out_but_not_for_the_letter_that_was_asked_for(asha, topic, visitor, monkeypatch):
    monkeypatch.setattr("community.search.marks.MOST", 5)
    people.replies(3, to=topic, by=asha, body="spring spring spring")
    answer = visitor.get(f"{address(topic)}/4?words=spring")
    letters = [len(letter.select("mark")) for letter in people.soup(answer).select(".letter")]
    assert letters == [0, 2, 0, 3]


# --- Nobody learns more ----------------------------------------------------


def test_what_is_hidden_or_missing_answers_the_same_with_words(asha, admin, topic, visitor):
    board = people.forum("The board", slug="board", visibility="named")
    closed = people.topic(board, by=admin, title="Salaries", body="A pelican")
    entry = an_entry(asha, title="Pelicans")
    comment = posts.reply(db.session.get(Topic, entry.topic_id), by=asha, body="A pelican")
    decisions.withdraw_resource(entry, by=asha)
    people.member("Zoe", left_at=clock.now())
    hidden = [f"/t/{closed.id}/salaries", f"/t/{closed.id}", f"/t/{closed.id}/salaries/1", f"/p/{opening(closed).id}",
              f"/p/{comment.id}", f"/resources/{entry.id}/pelicans", f"/t/{entry.topic_id}", "/members/zoe",
              "/tags/pelicans"]  # fmt: skip
    never = [f"/t/{GONE}", f"/p/{GONE}", f"/resources/{GONE}", "/members/nobody", "/tags/nothing"]
    for url in [*hidden, *never]:
        plain, marked = visitor.get(url), visitor.get(f"{url}?words=pelican")
        assert (plain.status_code, marked.status_code) == (404, 404), url
        assert plain.data == marked.data, url


def test_what_a_reader_may_not_read_is_not_looked_through(asha, admin, topic, visitor):
    removed = posts.reply(topic, by=asha, body="A pelican")
    posts.remove(removed, by=admin, reason="About pelicans")
    for person in (visitor, people.signs_in(visitor.client.application, admin)):
        answer = person.get(f"{address(topic)}?words=pelican")
        assert marks(answer) == []
        assert "Not on this page: pelican" in people.words(answer)


# --- Addresses that moved --------------------------------------------------


def test_words_go_along_when_an_address_leads_on(app, asha, admin, topic, visitor):
    entry = an_entry(asha)
    comments = db.session.get(Topic, entry.topic_id)
    comment = posts.reply(comments, by=asha, body="A heron")
    keeping.add_spelling(db.session.scalar(db.select(Tag)), by=admin, label="Waterfowl")
    for old, new in {
        f"/t/{topic.id}/old-slug": address(topic), f"/t/{topic.id}": address(topic), "/members/ASHA": "/members/asha",
        "/tags/waterfowl": "/tags/pelicans", f"/resources/{entry.id}/old": f"/resources/{entry.id}/a-handbook",
    }.items():  # fmt: skip
        answer = visitor.get(f"{old}?words=heron")
        assert (answer.status_code, answer.location) == (301, f"{new}?words=heron"), old
    answer = visitor.get(f"/t/{comments.id}/{comments.slug}/1?words=heron")
    assert answer.location == f"/resources/{entry.id}/a-handbook?words=heron#post-{comment.id}"


def test_a_hit_opens_where_its_words_are_also_for_who_has_read_on(app, asha, topic):
    people.replies(24, to=topic, by=asha)
    reader = people.signs_in(app, people.member("Ben"))
    assert reader.sends(f"/t/{topic.id}/read", number=3).status_code in (200, 204, 302)
    assert "new=4" in reader.get(address(topic)).location
    answer, url = opened(reader, "clinic nobody", "topic")
    assert url == f"{address(topic)}?words=clinic+nobody"
    assert marks(answer) == ["clinic", "nobody"]
    plain = people.soup(answer).select_one(".sought a")["href"]
    assert reader.get(plain).status_code == 200 and marks(reader.get(plain)) == []


# --- What it costs, and what is kept ---------------------------------------


def test_marks_cost_one_statement_and_length_costs_none(app, asha, topic, statements):
    client, url = app.test_client(), address(topic)
    people.replies(3, to=topic, by=asha)
    plain, short = statements(client.get, url), statements(client.get, f"{url}?words=spring")
    people.replies(15, to=topic, by=asha)
    assert (statements(client.get, url), statements(client.get, f"{url}?words=spring")) == (plain, short)
    assert short == plain + 1
    entry = an_entry(asha)
    for url in (f"/resources/{entry.id}/a-handbook", "/members/asha", "/tags/pelicans"):
        assert statements(client.get, f"{url}?words=pelican") == statements(client.get, url) + 1, url


@pytest.mark.parametrize("is_member", [False, True])
def test_a_marked_page_is_not_kept_and_a_kept_one_is_not_marked(app, asha, room, visitor, is_member):
    with shelf_of(app) as shelf:
        topic = people.topic(room, by=asha)
        reader = people.signs_in(app, people.member("Ben")) if is_member else visitor
        url, marked = f"{address(topic)}/1", f"{address(topic)}/1?words=nobody"
        reader.reads(url)
        shelf.clear()
        assert len(marks(reader.get(marked))) == 1 and not shelf._pages
        assert marks(reader.get(url)) == [] and len(shelf._pages) == 1
        assert is_handed_out(reader, url)
        for _time in range(2):
            assert len(marks(reader.get(marked))) == 1
            assert not is_handed_out(reader, marked)
            assert marks(reader.get(url)) == []
        assert is_handed_out(reader, url) and len(shelf._pages) == 1


def test_a_marked_page_counts_as_a_view(topic, visitor):
    views._facts.clear()
    visitor.get(f"{address(topic)}?words=nobody")
    assert views._facts == {topic.id: 1}
