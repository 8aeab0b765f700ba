"""Posting an entry."""

import io

import pytest

from community.db import db, transaction
from community.members.models import Member
from community.resources.models import Category, Resource
from tests import people
from tests.resources.making import address, approval_needed, form


def only() -> Resource:
    return db.session.scalars(db.select(Resource).execution_options(populate_existing=True)).one()


def category(slug: str) -> str:
    return str(db.session.scalar(db.select(Category.id).where(Category.slug == slug)))


def full() -> dict:
    return form(
        link_url=["https://example.org/log", "", "https://example.org/film"],
        link_title=["The table", "", ""], link_language=["", "", "fr"], link_note=["open spreadsheet", "", ""],
        categories=[category("handbooks-and-tools"), category("training")], tags="Public perceptions, Youth , youth",
        document_language="en", publisher="The town", authors="Ada; Bea", issued="2026-07", audience="press offices",
        period_from="2019", period_to="2024", questions="Whose rumour?\n\nSince when?", document_number="RL-1",
    )  # fmt: skip


def test_a_member_posts_a_resource_with_everything(as_, asha):
    browser = as_(asha)
    answer = browser.sends("/resources/new", **full())
    assert answer.status_code == 302
    assert answer.headers["Location"] == address(only())
    page = as_(None).reads(address(only()))
    for words in (
        "Rumour log for town halls", "Five columns and three rules.", "The table example.org · open spreadsheet",
        "available in French", "This entry was posted in handbooks and tools , training and tagged", "Ada Bea",
        "July 2026", "2019–2024", "Whose rumour? Since when?", "RL-1", "press offices",
    ):  # fmt: skip
        assert words in page, words


def test_three_answers_are_enough(as_, asha):
    assert as_(asha).sends("/resources/new", **form()).status_code == 302
    assert only().title == "Rumour log for town halls"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Please fill this in."),
        ("title", "x" * 201, "Please use at most 200 characters."),
        ("kind", "poem", "Not a valid choice"),
        ("body", "", "Please fill this in."),
        ("issued", "2010-13", "Please write the date as 2010, 2010-07 or 2010-07-15."),
        ("issued", "soon", "Please write the date as 2010, 2010-07 or 2010-07-15."),
        ("issued", "2999", "This date lies too far in the future."),
        ("period_from", "19", "Please write a year with four digits."),
        ("link_url", "example.org", "Link 1: please give a full address that begins with https:// or http://."),
        ("link_url", "javascript:alert(1)", "Link 1: please give a full address that begins with"),
        ("document_language", "xx-klingon", "Not a valid choice"),
        ("tags", ", ".join(f"tag {n}" for n in range(31)), "Please give at most 30 tags."),
        ("questions", "\n".join("Why?" for _ in range(11)), "Please give at most ten questions"),
        ("publisher", "x" * 201, "Please use at most 200 characters."),
    ],
)
def test_what_is_refused_comes_back_with_every_word(as_, asha, field, value, message):
    given = form(link_title="", link_language="", link_note="", audience="mediators", tags="Youth") | {field: value}
    given.setdefault("link_url", "https://example.org/kept")
    answer = as_(asha).sends("/resources/new", **given)
    page = people.soup(answer)
    assert answer.status_code == 422
    assert message in people.words(answer)
    assert db.session.scalar(db.select(db.func.count()).select_from(Resource)) == 0
    assert page.select_one("#audience")["value"] == "mediators"
    assert page.select_one("#link_url-1")["value"] == given["link_url"]
    if field not in ("kind", "document_language"):
        kept = page.select_one(f"#{field}") or page.select_one(f"[name={field}]")
        assert (kept.get("value") or kept.get_text().lstrip("\n") or "") == value


def test_a_period_that_ends_before_it_begins(as_, asha):
    answer = as_(asha).sends("/resources/new", **form(period_from="2020", period_to="2010"))
    assert answer.status_code == 422 and "The period ends before it begins." in people.words(answer)


def test_sent_twice_makes_one(as_, asha):
    browser = as_(asha)
    places = {browser.sends("/resources/new", **form(once="same")).headers["Location"] for _ in range(2)}
    assert places == {address(only())}


def test_visitors_are_led_through_sign_in_and_lose_nothing(as_):
    answer = as_(None).sends("/resources/new", **form())
    page = answer.get_data(as_text=True)
    assert answer.status_code in (200, 401) and "Rumour log for town halls" in page
    assert as_(None).get("/resources/new").status_code == 302


def test_an_unproven_address_posts_nothing(as_, asha):
    with transaction():
        asha.email_confirmed_at = None
    answer = as_(asha).sends("/resources/new", **form())
    assert answer.status_code == 403


def pdf() -> tuple:
    return (io.BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n" + b"% " * 200_000), "översikt.pdf")


def test_files_show_type_and_size(as_, asha):
    answer = as_(asha).sends("/resources/new", **form(files=[pdf()]))
    assert answer.status_code == 302
    page = as_(None).get(address(only()))
    assert "översikt.pdf (pdf, 400 kB)" in people.words(page)
    link = people.soup(page).select_one(".sources a[download]")["href"]
    with as_(None).get(link) as fetched:
        assert fetched.status_code == 200


def test_files_of_a_refused_form_are_kept(as_, asha):
    browser = as_(asha)
    refused = browser.sends("/resources/new", **form(title="", files=[pdf()]))
    kept = people.soup(refused).select_one("input[name=kept]")
    assert "Keep: översikt.pdf (pdf, 400 kB)" in people.words(refused)
    assert browser.sends("/resources/new", **form(kept=kept["value"])).status_code == 302
    assert "översikt.pdf" in as_(None).reads(address(only()))


def test_nobody_takes_what_another_member_uploaded(as_, asha, ben):
    refused = as_(asha).sends("/resources/new", **form(title="", files=[pdf()]))
    token = people.soup(refused).select_one("input[name=kept]")["value"]
    as_(ben).sends("/resources/new", **form(kept=token))
    assert "översikt.pdf" not in as_(ben).reads(address(only()))


def test_a_file_that_may_not_be_uploaded(as_, asha):
    answer = as_(asha).sends("/resources/new", **form(files=[(io.BytesIO(b"MZ"), "setup.exe")]))
    assert answer.status_code == 422 and "setup.exe:" in people.words(answer)


def test_with_approval_it_waits_and_its_author_knows(as_, asha, ben):
    approval_needed()
    browser = as_(asha)
    answer = browser.sends("/resources/new", follow=True, **form())
    assert "Waits for approval" in people.words(answer)
    assert as_(ben).get(address(only())).status_code == 404
    assert as_(None).get(address(only())).status_code == 404


def test_keepers_entries_need_no_approval(as_, keeper):
    approval_needed()
    as_(keeper).sends("/resources/new", **form())
    assert as_(None).get(address(only())).status_code == 200


def test_markup_stays_text(as_, asha):
    nasty = "<script>alert(1)</script>"
    given = form(title=nasty, publisher=nasty, link_url="https://example.org/", link_title=nasty, tags=nasty)
    as_(asha).sends("/resources/new", **given | {"link_language": "", "link_note": nasty})
    assert only().author_id == db.session.get(Member, asha.id).id
    for url in (address(only()), "/resources", f"/resources/{only().id}/print"):
        assert "<script>alert" not in as_(None).get(url).get_data(as_text=True)
