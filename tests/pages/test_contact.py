"""Writing to those who run the site, without their address standing on a page for everybody."""

from community import jobs, mail, settings
from community.db import transaction
from tests import people

LETTER = {"name": "Rui", "email": "rui@example.net", "body": "The map does not open.\n\nMy telephone is old."}


def given_a_contact() -> None:
    with transaction():
        settings.change(contact_name="Christine", contact_email="office@example.org")


def test_the_address_is_masked_for_visitors(app, pages, ben):
    given_a_contact()
    assert "office@example.org" not in people.visits(app).get("/contact").text
    assert "Christine" in people.visits(app).reads("/contact")
    assert "office@example.org" in people.signs_in(app, ben).reads("/contact")


def test_a_visitor_writes_by_form(app, pages):
    given_a_contact()
    answer = people.visits(app).sends("/contact", follow=True, **LETTER)
    assert "Your message is on its way." in people.words(answer)
    assert mail.outbox == []  # it leaves by a job, after the page has answered
    jobs.run_due()
    letter = mail.outbox[0]
    assert letter["To"] == "office@example.org"
    words = letter.get_body(("plain",)).get_content()
    assert "rui@example.net" in words
    assert "My telephone is old." in words


def test_what_is_missing_is_said_and_the_rest_kept(app, pages):
    given_a_contact()
    answer = people.visits(app).sends("/contact", **(LETTER | {"email": "nowhere"}))
    assert answer.status_code == 422
    page = people.soup(answer)
    assert page.select_one("#email-error").text == "This is not an e-mail address."
    assert "old" in page.textarea.text


def test_without_an_address_there_is_no_form(app, pages, ada):
    page = people.soup(people.visits(app).sends("/contact", **LETTER))
    assert not page.select("main form")
    assert jobs.run_due() == 0
    assert "No contact address is set yet" in people.signs_in(app, ada).reads("/contact")


def test_a_member_need_not_type_who_they_are(app, pages, ben):
    given_a_contact()
    page = people.soup(people.signs_in(app, ben).get("/contact"))
    assert page.select_one("#name")["value"] == "Ben"
    assert page.select_one("#email")["value"] == "ben@example.org"
