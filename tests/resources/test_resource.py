"""The page of an entry, as the founding community's looked."""

import json
from datetime import timedelta

import pytest

from community import clock
from community.db import transaction
from community.errors import Invalid
from community.forums.commands import posts
from community.forums.commands.comments import close_comments
from community.ratings import commands as ratings
from community.resources.facts import LinkFacts
from community.resources.queries.entry import load_resource
from tests import people
from tests.resources.making import address, entry, form


def archive_of(asha):
    facts = {"kind": "media", "shelves": ("news", "media-resource"), "tags": ("Youth", "Albania")}
    return entry(asha, "A television archive", **facts)


def tidy(words: str) -> str:
    return words.replace(" ,", ",").replace(" .", ".")


def test_the_line_that_ends_an_entry(as_, asha):
    archive = archive_of(asha)
    visitor, author = as_(None), as_(asha)
    assert tidy(
        "This entry was posted in news , media resource and tagged Albania , Youth . Bookmark the permalink . "
        "Trackbacks are closed, but you can post a comment ."
    ) in tidy(visitor.reads(address(archive)))
    assert "post a comment . Edit" in author.reads(address(archive))
    assert "Edit" not in visitor.reads(address(archive)).split("post a comment", 1)[1].split("Print view")[0]


def test_the_line_says_when_comments_are_closed(as_, asha):
    archive = entry(asha, "A television archive", comments_open=False)
    page = as_(None).reads(address(archive))
    assert "Both comments and trackbacks are currently closed." in page
    assert "post a comment" not in page


def test_every_word_of_that_line_leads_somewhere(as_, asha):
    archive = archive_of(asha)
    line = people.soup(as_(asha).get(address(archive))).select_one(".posted")
    links = {link.get_text(): link["href"] for link in line.select("a")}
    assert links["news"] == "/resources?category=news"
    assert links["Youth"] == "/tags/youth"
    assert links["permalink"].endswith(address(archive))
    assert links["post a comment"] == "#answer-title"
    assert links["Edit"] == f"/resources/{archive.id}/edit"


def test_the_rating_line(as_, asha, ben):
    archive = archive_of(asha)
    assert "How useful was this information? No ratings yet" in as_(None).reads(address(archive))
    for value, name in ((5, "Cleo"), (4, "Dan"), (3, "Eve")):
        ratings.rate(load_resource(archive.id), by=people.member(name), value=value)
    page = people.soup(as_(ben).get(address(archive)))
    section = " ".join(page.select_one("#rating").get_text(" ").split())
    assert section.startswith("How useful was this information? 4.00 Users ratings 4.00 out of 5, 3 votes")
    assert "w-80" in page.select_one("#rating .stars i")["class"], "the fill shows 4.00"


def test_older_and_newer_stand_below(as_, asha):
    first = entry(asha, "Global Migration: an omnipresent force", at=clock.now() - timedelta(days=3))
    middle = entry(asha, "A television archive", at=clock.now() - timedelta(days=2))
    entry(asha, "Migration and Integration", at=clock.now() - timedelta(days=1))
    page = as_(None).reads(address(middle))
    assert "« Older: Global Migration: an omnipresent force" in page
    assert "Newer: Migration and Integration »" in page
    ends = people.soup(as_(None).get(address(first))).select(".beside a")
    assert [link.get("rel") for link in ends] == [["next"]]


def test_neighbours_of_one_moment_are_told_apart(as_, asha):
    rows = [entry(asha, f"Entry {number}") for number in range(3)]
    links = people.soup(as_(None).get(address(rows[1]))).select(".beside a")
    assert [link["href"] for link in links] == [address(rows[0]), address(rows[2])]


def test_a_wrong_slug_leads_to_the_entry(as_, asha):
    archive = archive_of(asha)
    for wrong in (f"/resources/{archive.id}", f"/resources/{archive.id}/something-else"):
        answer = as_(None).get(wrong)
        assert (answer.status_code, answer.headers["Location"]) == (301, address(archive))


def test_what_never_was_is_not_found(as_):
    assert as_(None).get("/resources/77/anything").status_code == 404


def test_links_say_in_which_language_they_are(as_, asha):
    links = (
        LinkFacts("https://www.example.org/film", "The film", "gsw", "for the time being!"),
        LinkFacts("https://example.net/x"),
    )
    archive = entry(asha, "A television archive", links=links, document_language="en")
    page = people.soup(as_(None).get(address(archive)))
    first, second = page.select(".sources li")
    assert first.a["href"] == "https://www.example.org/film"
    assert set(first.a["rel"]) == {"nofollow", "ugc", "noopener"}
    assert "example.org · available in Swiss German · for the time being!" in " ".join(first.get_text().split())
    assert second.a.get_text() == "example.net"


def test_the_facts_of_a_document(as_, asha):
    research = entry(
        asha, "Integration och utbildning", kind="research", document_language="sv", publisher="Institutet",
        authors="Alva Ek; Bo Ask", issued="2022-08", period_from=2010, period_to=2021, audience="teachers",
        document_number="JuU51", access="subscription", questions=["What helps?", "Whom?"],
    )  # fmt: skip
    page = as_(None).reads(address(research))
    for words in (
        "Research in Swedish Subscription needed posted by Asha", "Authors Alva Ek Bo Ask", "Publisher Institutet",
        "Appeared August 2022", "Period covered 2010–2021", "For whom teachers", "Document number JuU51",
        "Questions it asks What helps? Whom?",
    ):  # fmt: skip
        assert words in page, words


def test_comments_are_a_thread_of_the_forums(as_, asha, ben):
    archive = archive_of(asha)
    answer = as_(ben).sends(f"/t/{archive.topic_id}/reply", body="We show it in our course.", once="one")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(address(archive) + "#post-")
    page = as_(None).reads(address(archive))
    assert "1 comment" in page and "Re: A television archive" in page and "We show it in our course." in page
    moved = as_(None).get(f"/t/{archive.topic_id}")
    assert moved.headers["Location"].startswith(address(archive))


def test_comments_have_pages(as_, asha, ben):
    archive = archive_of(asha)
    people.replies(25, to=load_resource(archive.id).topic, by=ben, body="Thank you.")
    first, second = as_(None).reads(address(archive)), as_(None).reads(address(archive) + "?page=2")
    assert "Thank you. (20)" in first and "Thank you. (21)" not in first
    assert "Thank you. (25)" in second
    assert as_(None).get(address(archive) + "?page=3").status_code == 404


def test_closed_comments_are_refused(as_, asha, ben):
    archive = archive_of(asha)
    close_comments(load_resource(archive.id).topic, by=asha)
    answer = as_(ben).sends(f"/t/{archive.topic_id}/reply", body="Too late?", once="one")
    assert answer.status_code == 403
    assert "Too late?" not in as_(None).reads(address(archive))


def test_programs_read_what_people_read(as_, asha):
    archive = entry(asha, 'Say "</script><b>" & go', authors="Ada; Bea", issued="2010-05", tags=("Youth",))
    page = people.soup(as_(None).get(address(archive)))
    facts = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert facts["name"] == 'Say "</script><b>" & go'
    assert facts["author"] == [{"@type": "Person", "name": "Ada"}, {"@type": "Person", "name": "Bea"}]
    cited = [(tag["name"], tag["content"]) for tag in page.select('meta[name^="citation_"]')]
    assert ("citation_author", "Bea") in cited and ("citation_publication_date", "2010/05") in cited
    assert page.select_one('meta[property="og:title"]')["content"] == 'Say "</script><b>" & go'


def test_the_print_view_holds_everything(as_, asha):
    archive = entry(asha, "A handbook", links=(LinkFacts("https://example.org/book", "The book"),), shelves=("news",))
    page = as_(None).reads(f"/resources/{archive.id}/print")
    for words in (
        "A handbook",
        "https://example.org/book",
        "Categories news",
        "Address http://127.0.0.1:5000/resources/",
    ):
        assert words in page


def test_sharing_calls_nobody(as_, asha):
    page = people.soup(as_(None).get(address(archive_of(asha))))
    assert page.select_one(".shares a[href^='mailto:']")["data-share-url"].startswith("http://127.0.0.1")
    outside = [tag.get("src") or tag.get("href") for tag in page.select("script[src], img[src], link[rel=stylesheet]")]
    assert all(url.startswith("/") for url in outside)


def test_a_former_members_entry_stays_without_the_name(as_, asha):
    archive = archive_of(asha)
    with transaction():
        asha.left_at = clock.now()
    assert "posted by former member" in as_(None).reads(address(archive))


def test_a_long_thread_costs_what_a_short_one_costs(as_, asha, ben, statements):
    archive = archive_of(asha)
    topic = load_resource(archive.id).topic
    posts.reply(topic, by=ben, body="One.")
    visitor, member = as_(None), as_(ben)
    visitor.get(address(archive)), member.get(address(archive))
    short = [statements(who.get, address(archive)) for who in (visitor, member)]
    assert short[0] <= 10 and short[1] <= 15, short
    people.replies(19, to=topic, by=ben)
    for number in range(9):
        ratings.rate(load_resource(archive.id), by=people.member(), value=1 + number % 5)
        entry(asha, f"Another {number}", links=(LinkFacts("https://example.org/"),) * 5, tags=("Youth", "Work"))
    assert [statements(who.get, address(archive)) for who in (visitor, member)] == short


def test_keepers_see_their_own_entries_with_their_powers(as_, keeper):
    own = entry(keeper, "A handbook")
    page = as_(keeper).reads(address(own))
    assert "Edit" in page and "Withdraw" in page


def test_the_host_beside_a_link_does_not_pass_for_another(as_, asha):
    links = (
        LinkFacts("http://p\u0430ypal.com/report", title="The report"),  # a Cyrillic a
        LinkFacts("https://b\u00fccher.example/"), LinkFacts("https://\u043c\u043e\u0441\u043a\u0432\u0430.\u0440\u0444/"),
    )  # fmt: skip
    page = people.soup(as_(None).get(address(entry(asha, links=links))))
    shown = [" ".join(line.get_text(" ").split()) for line in page.select("li:has(a.icon-link)")]
    assert "xn--pypal-4ve.com" in shown[0] and "b\u00fccher.example" in shown[1]
    assert "\u043c\u043e\u0441\u043a\u0432\u0430.\u0440\u0444" in shown[2]


def test_an_address_that_reads_as_another_is_no_link(as_, asha):
    for url in ("https://example.org/\u202egpj.exe", "https://bank.example@evil.example/", "javascript://x.org/%0aa()"):
        answer = as_(asha).sends("/resources/new", **form(link_url=url, link_title="", link_language="", link_note=""))
        assert answer.status_code == 422 and "full address" in people.words(answer), url
        with pytest.raises(Invalid):  # also where no form asked
            entry(asha, links=(LinkFacts(url),))
