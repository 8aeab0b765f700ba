"""The site's own texts: there from the beginning, written by administrators, never lost."""

import pytest

from community import settings
from community.audit import Entry
from community.db import db
from community.errors import Conflict, NotAllowed
from community.pages import commands, policy, queries
from community.pages.models import Page
from tests import people


def test_a_new_site_has_every_page_that_its_frame_links_to(app, pages):
    assert pages == list(policy.NEEDED)
    visitor = people.visits(app)
    home = people.soup(visitor.get("/"))
    for link in home.select("footer a"):
        assert visitor.get(link["href"], follow_redirects=True).status_code == 200, link


def test_making_them_twice_changes_nothing(app, pages, ada):
    commands.edit_page(queries.find_page("about"), by=ada, title="About us", body="Ours.", seen=1)
    assert commands.ensure_pages() == []
    assert queries.find_page("about").source == "Ours."


def test_about_has_a_short_address(app, pages):
    assert people.visits(app).get("/pages/about").location.endswith("/about")
    assert people.visits(app).get("/pages/contact").location.endswith("/contact")
    assert people.visits(app).get("/pages/nothing").status_code == 404


def test_an_administrator_changes_a_page(app, pages, ada, ben):
    writer = people.signs_in(app, ada)
    sent = writer.sends("/admin/pages/rules", title="House rules", body="Be **kind**.", revision="1")
    assert sent.status_code == 302
    page = people.soup(people.visits(app).get("/pages/rules"))
    assert page.h1.text == "House rules"
    assert page.select_one(".reading strong").text == "kind"
    assert "Few rules" in writer.reads("/admin/pages/rules/history")
    reader = people.signs_in(app, ben)
    assert reader.get("/admin/pages/rules").status_code == 403
    assert not people.soup(reader.get("/pages/rules")).select(".heading .act")
    with pytest.raises(NotAllowed):
        commands.edit_page(queries.find_page("rules"), by=ben, title="Mine", body="x", seen=2)


def test_no_level_of_headings_is_left_out(app, pages, ada):
    commands.edit_page(queries.find_page("about"), by=ada, title="About", body="# Who\n\n## Where", seen=1)
    main = people.soup(people.visits(app).get("/about")).main
    assert [heading.name for heading in main.find_all(["h1", "h2", "h3", "h4"])] == ["h1", "h2", "h3"]
    preview = people.signs_in(app, ada).sends("/preview?of=page", body="# Who")
    assert "<h2" in preview.text


def test_two_who_edit_at_once_lose_nothing(app, pages, ada):
    writer = people.signs_in(app, ada)
    writer.sends("/admin/pages/about", title="About", body="The first text.", revision="1")
    late = writer.sends("/admin/pages/about", title="About", body="The second text.", revision="1")
    assert late.status_code == 409
    page = people.soup(late)
    assert page.select_one("textarea").text.strip() == "The second text."
    assert "first" in page.select_one(".differences ins").text
    assert page.select_one("[name=revision]")["value"] == "2"
    with pytest.raises(Conflict):
        commands.edit_page(queries.find_page("about"), by=ada, title="About", body="x", seen=1)


def test_a_refused_text_stays_in_the_form(app, pages, ada):
    late = people.signs_in(app, ada).sends("/admin/pages/about", title="", body="What I wrote.", revision="1")
    assert late.status_code == 422
    assert people.soup(late).select_one("textarea").text.strip() == "What I wrote."


def test_new_terms_are_put_to_every_member(app, pages, ada):
    writer = people.signs_in(app, ada)
    writer.sends("/admin/pages/terms", title="Terms", body="A word put right.", revision="1")
    assert settings.site().terms_version == 1
    writer.sends("/admin/pages/terms", title="Terms", body="New duties.", revision="2", new_terms="y")
    db.session.remove()
    assert settings.site().terms_version == 2
    assert db.session.scalar(db.select(Entry.facts).where(Entry.action == "terms.renew")) == {"version": 2}
    writer.sends("/admin/pages/about", title="About", body="No terms.", revision="1", new_terms="y")
    db.session.remove()
    assert settings.site().terms_version == 2


def test_further_pages_come_and_go(app, pages, ada):
    writer = people.signs_in(app, ada)
    made = writer.sends("/admin/new-page", title="How we decide", body="By talking.", slug="")
    assert made.location.endswith("/pages/how-we-decide")
    again = writer.sends("/admin/new-page", title="How we decide", body="By voting.", slug="")
    assert again.status_code == 422
    assert "There is a page of that address already." in people.words(again)
    assert "How we decide" in writer.reads("/admin/pages")
    assert writer.sends("/admin/pages/how-we-decide/delete").status_code == 302
    assert people.visits(app).get("/pages/how-we-decide").status_code == 404
    assert writer.sends("/admin/pages/rules/delete").status_code == 403
    assert db.session.scalar(db.select(db.func.count(Page.id))) == len(policy.NEEDED)
