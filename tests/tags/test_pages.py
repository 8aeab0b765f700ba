"""The pages of tags as people read them."""

import pytest

from community.db import db, transaction
from community.places.models import Place
from community.tags import queries
from community.tags.commands import add_tag, count_out
from community.tags.models import Tag
from tests import people


@pytest.fixture
def guest(app):
    return people.visits(app)


def test_all_tags_stand_by_kind(guest, fill):
    for label, kind in (("Youth", "group"), ("Tamil", "group"), ("Albania", "place"), ("Gender", "theme")):
        fill(add_tag(label, kind=kind), 1)
    add_tag("Unused")
    page = guest.reads("/tags")
    positions = [page.index(word) for word in ("Themes", "Gender", "Places", "Albania", "Groups", "Tamil", "Youth")]
    assert positions == sorted(positions)
    assert "Unused" not in page
    assert "Methods" not in page


def test_without_tags_the_page_says_so(guest):
    assert "Nothing carries a tag yet." in guest.reads("/tags")


def test_a_tag_shows_all_kinds_of_content_that_carry_it(guest, jar):
    jar("Community building")
    hidden = jar("Community building")
    count_out("jar", hidden)
    page = people.soup(guest.get("/tags/community-building"))
    assert page.h1.get_text() == "Community building"
    assert [link["href"] for link in page.select("main .lines a")] == ["/jars/1"]
    assert page.select_one("main a[href='/jars?tag=community-building']")


def test_an_unknown_tag_is_not_found(guest):
    assert guest.get("/tags/nothing").status_code == 404


def test_a_word_of_hidden_things_alone_is_told_to_nobody_but_its_keepers(app, guest, jar):
    jar("Secret", is_counted=False)
    assert guest.get("/tags/secret").status_code == 404
    assert guest.get("/tags/suggest?q=sec").json == {"tags": []}
    assert "Secret" not in guest.reads("/resources?tag=secret")
    keeper = people.signs_in(app, people.member("Ada", administrator=True))
    assert keeper.get("/tags/suggest?q=sec").json["tags"][0]["label"] == "Secret"
    answer = keeper.get("/tags/secret")
    assert "Nothing that you may see carries this tag." in people.words(answer)
    assert 'name="robots" content="noindex"' in answer.get_data(as_text=True)


def test_a_place_tag_tells_its_place(guest, fill):
    with transaction() as session:
        session.add(Place(id=8, kind="country", code="AL", alpha3="ALB", name="Albania", search_key="albania"))
    fill(add_tag("Shqipëri", kind="place", place_id=8), 1)
    page = people.soup(guest.get("/tags/shqiperi")) if queries.by_label("Shqipëri").slug == "shqiperi" else None
    page = page or people.soup(guest.get(f"/tags/{queries.by_label('Shqipëri').slug}"))
    assert page.select_one("main .place").get_text() == "Albania"


def test_typing_finds_tags_that_begin_so_first(guest, fill):
    for label, uses in (("Work", 1), ("Interfaith work", 9), ("Workshops", 5), ("100% free", 1), ("School", 3)):
        fill(add_tag(label), uses)

    def found(text):
        return [tag["label"] for tag in guest.get("/tags/suggest", query_string={"q": text}).json["tags"]]

    assert found("WOR") == ["Workshops", "Work", "Interfaith work"]
    assert found("%") == ["100% free"]
    assert found("_") == []
    assert found("") == []
    assert guest.get("/tags/suggest").status_code == 200


def test_the_statements_of_pages_do_not_grow(app, client, fill, jar, statements):
    jar("Work")
    before = [statements(client.get, url) for url in ("/tags", "/tags/work", "/tags/suggest?q=wo")]
    for number in range(40):
        jar("Work", f"work {number}")
    assert [statements(client.get, url) for url in ("/tags", "/tags/work", "/tags/suggest?q=wo")] == before
    assert before[1] <= 7  # one for each kind of content


def test_a_batch_of_things_costs_one_statement(jar, statements):
    numbers = [jar("Work", f"only {n}") for n in range(12)]
    assert statements(queries.tags_of, "jar", numbers[:2]) == 1
    assert statements(queries.tags_of, "jar", numbers) == 1
    assert len(queries.tags_of("jar", numbers)) == 12
    assert db.session.query(Tag).count() == 13
