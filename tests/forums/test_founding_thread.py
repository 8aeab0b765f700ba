"""The founding community's thread, printed as its document prints it: titles, authors, roles, counts, dates, deeds."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from community.forums.commands import posts, topics
from tests import people

TITLE = "Deconstructing perceptions"
DOCUMENT = "seeds/001_02e71032fd8a8662.txt"
SAMPLES = Path(os.environ.get("IBIS_SAMPLES") or Path(__file__).parents[3] / "shared")

# Where the document is at hand its own words are posted, otherwise these of the same kind.
STAND_INS = [
    "How a town sees its newcomers decides much of what they can do there. Nobody alone makes these pictures: offices, "
    "newspapers, newcomers and neighbours all do. How can they work together to take wrong ones apart?",
    "Headlines name the origin of somebody who did wrong, and call the same person one of us once they win. How can "
    "journalists get out of this habit?",
    "two ideas. Firstly, it can be learned: some schools of journalism teach it, and associations offer workshops.\n\n"
    "Secondly, good news has to be told well, by those who live it, or nobody will print it.",
]

SAID = [
    ("christine", "Administrator", 4, "July 14, 2010, 22:59", datetime(2010, 7, 14, 22, 59, tzinfo=UTC)),
    ("Florence", "Administrator", 1, "July 19, 2010, 07:39", datetime(2010, 7, 19, 7, 39, tzinfo=UTC)),
    ("daniel", "Member", 3, "July 19, 2010, 17:31", datetime(2010, 7, 19, 17, 31, tzinfo=UTC)),
]


def founding_words() -> list[str]:
    """What the three wrote, as the document gives it."""
    document = SAMPLES / DOCUMENT
    if not document.exists():
        return STAND_INS
    thread = document.read_text(encoding="utf-8").split(f"Topic: {TITLE}", 1)[1]
    pieces = re.split(r"\[Edit\]\(#\)\n", thread)[1:4]
    ends = (r"\n\[Florence\]\(#\)", r"\n\[daniel\]\(#\)", r"\nMoving ahead")
    return [re.split(end, piece, maxsplit=1)[0].strip() for piece, end in zip(pieces, ends, strict=True)]


@pytest.fixture
def thread(app):
    """The thread, in a community where two of the three have written elsewhere too."""
    room = people.forum("Societies and identities")
    by_name = {
        name: people.member(name, username=name, administrator=role == "Administrator") for name, role, *_ in SAID
    }
    for name, _role, count, _printed, at in SAID:
        for number in range(1, count):
            topics.start_topic(room, by=by_name[name], title=f"Another question {number}", body="As it says.", at=at)
    (first, opening), *replies = zip(SAID, founding_words(), strict=True)
    topic = topics.start_topic(room, by=by_name[first[0]], title=TITLE, body=opening, at=first[-1])
    for (name, *_facts, at), words in replies:
        posts.reply(topic, by=by_name[name], body=words, at=at)
    return app, topic, by_name


def articles(page) -> list:
    return page.select("article[id^=post-]")


def words_of(part) -> str:
    return " ".join(part.get_text(" ").split())


def test_the_page_prints_what_the_founding_document_prints(thread):
    app, topic, by_name = thread
    reader = people.signs_in(app, by_name["christine"])
    page = people.soup(reader.get(f"/t/{topic.id}/{topic.slug}"))
    assert TITLE in page.h1.get_text()
    assert len(articles(page)) == 3
    for place, (article, (name, role, count, printed, at)) in enumerate(zip(articles(page), SAID, strict=True)):
        text = words_of(article)
        title = TITLE if place == 0 else f"Re: {TITLE}"
        for part in (name, role, f"Posts: {count}", title, printed, "Quote", "Remove", "Edit"):
            assert part in text, f"post {place + 1} does not show {part}"
        assert (f"Re: {TITLE}" in text) == (place > 0)
        assert datetime.fromisoformat(article.time["datetime"]) == at


def test_every_paragraph_of_it_is_there(thread):
    app, topic, _by_name = thread
    text = people.visits(app).reads(f"/t/{topic.id}/{topic.slug}")
    for words in founding_words():
        for paragraph in words.split("\n\n"):
            assert " ".join(paragraph.split())[:60] in text


def test_a_visitor_reads_all_of_it_and_is_offered_nothing_to_change(thread):
    app, topic, _by_name = thread
    page = people.soup(people.visits(app).get(f"/t/{topic.id}/{topic.slug}"))
    for article in articles(page):
        text = words_of(article)
        assert "Edit" not in text and "Remove" not in text
