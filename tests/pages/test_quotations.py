"""A quotation beside each page: another from page to page, the same whenever one comes back."""

from community.db import db
from community.pages import commands, queries
from community.pages.models import Quotation
from tests import people

WORDS = ("The first saying.", "The second saying.", "The third saying.")


def test_it_changes_from_page_to_page_and_stays_on_each(app, pages, ada, statements):
    for words in WORDS:
        commands.add_quotation(by=ada, text=words)
    paths = [f"/pages/{number}" for number in range(40)]
    shown = [queries.quotation_for(path).text for path in paths]
    assert set(shown) == set(WORDS)
    assert [queries.quotation_for(path).text for path in paths] == shown
    assert statements(queries.quotation_for, "/about") == 1


def test_a_site_without_quotations_has_no_empty_frame(app, pages):
    assert queries.quotation_for("/") is None
    assert not people.soup(people.visits(app).get("/about")).select("aside")


def test_author_and_year_stand_below_if_known(app, pages, ada):
    commands.add_quotation(by=ada, text="Only ours.", author="Somebody", year="1979", language="en")
    said = people.soup(people.visits(app).get("/about")).select_one("aside blockquote")
    assert said.footer.text == "Somebody, 1979"
    commands.edit_quotation(db.session.scalar(db.select(Quotation)), by=ada, author="", year="")
    assert people.soup(people.visits(app).get("/about")).select_one("aside blockquote").footer is None
    assert not people.soup(people.visits(app).get("/join")).select("aside")


def test_administrators_keep_them(app, pages, ada, ben):
    keeper = people.signs_in(app, ada)
    keeper.sends("/admin/quotations", text="A saying.", author="Hoffer", year="", language="en")
    kept = db.session.scalar(db.select(Quotation))
    assert (kept.text, kept.author, kept.year, kept.language, kept.position) == ("A saying.", "Hoffer", "", "en", 1)
    keeper.sends(f"/admin/quotations/{kept.id}", text="A better one.", author="", year="", language="xx", position="7")
    db.session.expire_all()
    assert (kept.text, kept.author, kept.language, kept.position) == ("A better one.", "", None, 7)
    assert keeper.sends("/admin/quotations", text="").status_code == 422
    assert people.signs_in(app, ben).sends(f"/admin/quotations/{kept.id}/delete").status_code == 403
    keeper.sends(f"/admin/quotations/{kept.id}/delete")
    assert queries.quotations() == []
    assert "No quotation yet" in keeper.reads("/admin/quotations")
