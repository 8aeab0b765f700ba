"""Each topic and post has a language: told, seen in its words, or that of the interface; lists are narrowed by it."""

import pytest

from community.db import db
from community.forums.commands import posts, topics
from community.forums.models import Post, Topic
from community.members.commands.accounts import set_preferences
from community.search.guess import spoken
from tests import people
from tests.forums.making import fault, field, opening

FRENCH = "Nous cherchons des personnes pour traduire le mardi dans la salle."
ARABIC = "نبحث عن مترجمين يوم الثلاثاء."

HEARD = [
    (FRENCH, None, "en", "fr"), (FRENCH, "sv", "en", "sv"), (ARABIC, None, "en", "ar"), ("Hello!", None, "fr", "fr"),
    ("Hello!", None, "ar", None), ("ขอบคุณครับ", None, "en", None), ("", None, "en", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told", "at_home", "heard"), HEARD)
def test_the_language_is_told_or_plain_or_that_of_the_interface(app, text, told, at_home, heard):
    assert spoken(text, told, at_home) == heard


def begun(room, by, **languages) -> dict[str, Topic]:
    return {
        name: topics.start_topic(room, by=by, title=name, body=name, language=code) for name, code in languages.items()
    }


def titles(response) -> list[str]:
    return [link.text for link in people.soup(response).select("ul.topics > li .title a")]


@pytest.fixture
def mixed(room, asha):
    return begun(room, asha, English="en", French="fr", Arabic="ar", Unknown=None)


def test_a_topic_and_its_posts_are_printed_in_their_language(room, asha, ben, as_):
    sent = as_(asha).sends(f"/discuss/{room.slug}/new", title="Mardi", body=FRENCH)
    topic = db.session.scalars(db.select(Topic)).one()
    as_(ben).sends(f"/t/{topic.id}/reply", body="A word.", language="Svenska")
    page = people.soup(as_(None).get(sent.location))
    assert page.h1["lang"] == "fr"
    assert [text.get("lang") for text in page.select(".letter .reading")] == ["fr", "sv"]
    assert page.select(".letter .reading p")[0]["dir"] == "auto"
    assert people.soup(as_(None).get(f"/discuss/{room.slug}")).select_one("ul.topics .title a")["lang"] == "fr"


def test_an_unknown_language_is_refused_beside_the_field_with_every_word_kept(room, thread, asha, as_):
    for url, given in (
        (f"/discuss/{room.slug}/new", {"title": "Mardi"}), (f"/t/{thread.id}/reply", {}),
        (f"/p/{opening(thread).id}/edit", {"revision": "0"}),
    ):  # fmt: skip
        for typed, told in (("Klingonish", "Not known here"), ("French, English", "one language")):
            answer = as_(asha).sends(url, body=FRENCH, language=typed, **given)
            assert answer.status_code == 422 and told in fault(answer)
            assert (field(answer, "language"), field(answer, "body")) == (typed, FRENCH)


def test_the_language_is_changed_by_editing_and_the_topics_with_its_first_post(thread, asha, ben, as_):
    first, second = opening(thread), posts.reply(thread, by=ben, body="Second.")
    assert as_(asha).sends(f"/p/{first.id}/edit", body=first.source, language="French", revision="0").status_code == 302
    as_(ben).sends(f"/p/{second.id}/edit", body="Zweitens.", language="German", revision="0")
    assert [db.session.get(Post, one.id).language for one in (first, second)] == ["fr", "de"]
    assert db.session.get(Topic, thread.id).language == "fr"
    assert field(as_(asha).get(f"/p/{first.id}/edit"), "language") == "French"
    as_(asha).sends(f"/p/{first.id}/edit", body="Other words.", language="", revision="0")
    assert db.session.get(Topic, thread.id).language == "fr"


def test_visitors_narrow_a_list_by_the_address(mixed, room, as_):
    url = f"/discuss/{room.slug}"
    assert len(titles(as_(None).get(url))) == 4
    assert titles(as_(None).get(f"{url}?language=fr")) == ["French"]
    for odd in ("xx", "all", "'", "fr,en", "🙂"):
        assert len(titles(as_(None).get(url, query_string={"language": odd}))) == 4
    empty = as_(None).reads(f"{url}?language=sv")
    assert "No topic in Swedish here." in empty and "Start the first topic" not in empty


def test_members_narrow_lists_to_the_languages_they_read(mixed, room, ben, as_):
    url = f"/discuss/{room.slug}"
    assert len(titles(as_(ben).get(url))) == 4  # until they say so
    given = {"locale": "", "timezone": "", "reads": "French, العربية"}
    assert as_(ben).sends("/settings/preferences", **given).status_code == 302
    assert titles(as_(ben).get(url)) == ["Arabic", "French"]
    assert len(titles(as_(ben).get(f"{url}?language=all"))) == 4
    assert titles(as_(ben).get(f"{url}?language=en")) == ["English"]
    refused = as_(ben).sends("/settings/preferences", **given | {"reads": "Klingonish"})
    assert refused.status_code == 422 and "Not known here" in fault(refused)
    as_(ben).sends("/settings/preferences", **given | {"reads": ""})
    assert len(titles(as_(ben).get(url))) == 4


def test_what_is_pinned_is_for_all_and_narrowing_costs_nothing(mixed, room, ben, keeper, app, statements):
    topics.pin_topic(mixed["English"], by=keeper)
    set_preferences(ben, locale=None, timezone=None, reads=["fr"])
    get = people.signs_in(app, ben).get
    assert titles(get(f"/discuss/{room.slug}")) == ["English", "French"]
    narrow = statements(get, f"/discuss/{room.slug}")
    assert narrow == statements(get, f"/discuss/{room.slug}?language=all")
