"""Changing one's own profile, and being asked for it once."""

import pytest
from werkzeug.datastructures import FileStorage

from community.db import db
from community.errors import NotAllowed
from community.media.models import Media
from community.members.commands import kinds, profiles
from community.members.models import Member
from tests import people
from tests.media.conftest import media_folder, picture  # noqa: F401
from tests.places.conftest import cities_file, world  # noqa: F401

PAGE = "/settings/profile"


@pytest.fixture
def ben(app):
    kinds.ensure_kinds()
    return people.member("Ben", profile_asked=False, username="ben")


@pytest.fixture
def browser(app, ben):
    return people.signs_in(app, ben)


def stored(member) -> Member:
    return db.session.get(Member, member.id, populate_existing=True)


@pytest.mark.usefixtures("world")
def test_everything_can_be_told_and_is_shown(app, ben, browser):
    kind = kinds.all_kinds()[4]
    answer = browser.sends(
        PAGE, display_name="Ben Okafor", kind_id=str(kind.id), organisation="City desk", city_id="Lyon",
        country_id="", languages="english, Français; sw", about="Hello from **Lyon**.",
    )  # fmt: skip
    assert answer.location == "/members/ben"
    page = people.visits(app).reads("/members/ben")
    for words in (
        "Ben Okafor",
        "Civil society",
        "City desk",
        "Lyon, France",
        "English, French, Swahili",
        "from Lyon .",
    ):
        assert words in page, words
    shown = people.soup(browser.get(PAGE))
    assert shown.find(id="city_id")["value"] == "Lyon, France" and shown.find(id="country_id")["value"] == "France"
    assert shown.find(id="languages")["value"] == "English, French, Swahili"
    assert "**Lyon**" in shown.find("textarea").text


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "field, value, words",
    [
        ("city_id", "Atlantis", "No place of this name"),
        ("languages", "English, Klingonish", "Klingonish"),
        ("kind_id", "999", "Not a valid choice"),
        ("organisation", "x" * 121, "at most 120"),
        ("about", "x" * 5001, "at most 5000"),
        ("about", "[" * 4900, "brackets"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(browser, field, value, words):
    answer = browser.sends(PAGE, **{"display_name": "Benjamin", field: value})
    assert answer.status_code == 422 and words in people.words(answer)
    assert people.soup(answer).find(id="display_name")["value"] == "Benjamin"


@pytest.mark.usefixtures("world")
def test_a_city_lies_in_its_country(browser):
    answer = browser.sends(PAGE, city_id="Lyon", country_id="Canada")
    assert answer.status_code == 422 and "does not lie in that country" in people.words(answer)


@pytest.mark.usefixtures("media_folder")
def test_a_picture_comes_is_shown_and_goes(app, ben, browser):
    browser.client.post(PAGE, data={"csrf_token": browser.token(), "avatar": (picture(), "me.png")})
    face = db.session.scalar(db.select(Media))
    assert (face.kind, face.object_id, stored(ben).avatar_id) == ("member", ben.id, face.id)
    assert f"/files/{face.token}/portrait" in people.visits(app).get("/members/ben").get_data(as_text=True)
    with people.visits(app).get(f"/files/{face.token}/avatar") as answer:
        assert answer.status_code == 200
    browser.sends(PAGE, remove_avatar="y")
    assert stored(ben).avatar_id is None and db.session.scalar(db.select(Media.id)) is None
    assert people.visits(app).get(f"/files/{face.token}/avatar").status_code == 404


@pytest.mark.usefixtures("media_folder")
def test_a_picture_that_is_none_is_refused_beside_its_field(browser, ben):
    fake = FileStorage(picture().__class__(b"<svg onload=alert(1)>"), "me.png")
    answer = browser.client.post(PAGE, data={"csrf_token": browser.token(), "display_name": "B", "avatar": fake})
    assert answer.status_code == 422 and "something else" in people.soup(answer).find(id="avatar-error").text
    assert stored(ben).avatar_id is None


def test_only_the_fields_of_the_form_are_taken(browser, ben):
    browser.sends(
        PAGE, display_name="Ben", role="administrator", username="root", email="x@example.org", posts_count="9"
    )
    row = stored(ben)
    assert (row.role, row.username, row.posts_count) == ("member", "ben", 0)


def test_nobody_edits_the_profile_of_another(app, ben):
    empty = {"about": "", **dict.fromkeys(profiles.FIELDS, "")}
    for other in (people.member("Eve"), people.member("Ada", administrator=True)):
        with pytest.raises(NotAllowed):
            profiles.edit_profile(ben, by=other, **empty)
    assert people.visits(app).get(PAGE).status_code == 302


def test_the_profile_is_asked_for_once_and_later_is_an_answer(app, ben, browser):
    assert "A word about you?" in browser.reads("/welcome?next=/discuss")
    answer = browser.sends("/welcome", later="1", next="/discuss")
    assert answer.location == "/discuss" and stored(ben).profile_asked
    assert browser.sends("/welcome", later="1", next="https://evil.example").location == "/"


def test_saving_the_first_answers_leads_on(ben, browser):
    assert browser.sends("/welcome", display_name="Benjamin", next="/discuss").location == "/discuss"
    assert stored(ben).display_name == "Benjamin" and stored(ben).profile_asked


def test_languages_are_suggested(app):
    found = people.visits(app).get("/languages/find?q=Swa").get_json()["languages"]
    assert {"id": "sw", "label": "Swahili"} in found
    assert people.visits(app).get("/languages/find?q=").get_json() == {"languages": []}


@pytest.mark.parametrize("name", ["neB\u202e", "Ben\u200bjamin", "\u3164\u3164", "…", "Administrator", "mod e.rator"])
def test_a_name_that_reads_as_another_is_refused_and_shown_again(ben, browser, name):
    answer = browser.sends(PAGE, display_name=name, organisation="City desk")
    assert answer.status_code == 422
    assert people.soup(answer).find(id="organisation")["value"] == "City desk"
    assert stored(ben).display_name == "Ben"


@pytest.mark.parametrize("name", ["Björk Guðmundsdóttir", "علی\u200cرضا", "क्\u200dष", "O’Neill-Smith 3rd", "李", ""])
def test_names_as_people_write_them_are_taken(ben, browser, name):
    assert browser.sends(PAGE, display_name=name).status_code == 302
    assert stored(ben).display_name == name
