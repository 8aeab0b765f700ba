"""Administrators arrange themes and forums."""

from community.db import db
from community.forums.commands import topics
from community.forums.models import Forum
from tests import people
from tests.forums.making import address, fault, field


def test_administrators_arrange_themes_and_forums(app, admin, asha, ben, as_):
    browser = as_(admin)
    assert "No theme yet" in browser.reads("/admin/forums")
    assert browser.get("/admin/forums/new").location == "/admin/forums/themes/new"
    assert browser.sends("/admin/forums/themes/new", title="", position="0").status_code == 422
    assert browser.sends("/admin/forums/themes/new", title="Work and language", position="0").status_code == 302
    theme = people.soup(browser.get("/admin/forums/new")).select_one("select#theme_id option")["value"]
    form = {"name": "Named circle", "purpose": "For a few.", "theme_id": theme, "position": "0",
            "visibility": "named", "posting": "members", "slug": "", "named": "asha\nnobody-here"}  # fmt: skip
    refused = browser.sends("/admin/forums/new", **form)
    assert refused.status_code == 422
    assert "Nobody here is called nobody-here." in fault(refused)
    made = browser.sends("/admin/forums/new", **form | {"named": "Asha"})
    assert made.location == "/discuss/named-circle"
    assert [as_(who).get(made.location).status_code for who in (asha, ben, None)] == [200, 404, 404]
    room = db.session.scalar(db.select(Forum))
    assert field(browser.get(f"/admin/forums/{room.id}"), "named") == "asha"
    changed = form | {"named": "asha", "visibility": "everyone", "slug": "open-circle", "position": "5"}
    assert browser.sends(f"/admin/forums/{room.id}", **changed).location == "/discuss/open-circle"
    assert as_(ben).get("/discuss/named-circle").location == "/discuss/open-circle"
    topic = people.topic(room, by=asha)
    assert browser.sends(f"/admin/forums/{room.id}/delete", sure="y").status_code == 422  # its topics go nowhere yet
    assert browser.sends(f"/admin/forums/themes/{theme}/delete", sure="y").status_code == 422
    assert as_(ben).get(address(topic)).status_code == 200


def test_an_empty_forum_and_then_its_theme_are_deleted(room, admin, ben, as_):
    browser = as_(admin)
    assert as_(ben).sends(f"/admin/forums/{room.id}/delete", sure="y").status_code == 403
    assert browser.sends(f"/admin/forums/{room.id}/delete").status_code == 422
    assert browser.sends(f"/admin/forums/{room.id}/delete", sure="y").location == "/admin/forums"
    assert browser.sends(f"/admin/forums/themes/{room.theme_id}/delete", sure="y").status_code == 302
    assert "No theme yet" in browser.reads("/admin/forums")
    assert browser.get(f"/discuss/{room.slug}").status_code == 404


def test_a_changed_forum_form_that_is_refused_keeps_what_was_typed(room, admin, as_):
    form = {"name": "N" * 121, "purpose": "Still here", "theme_id": "9999", "position": "-1", "visibility": "all",
            "posting": "members", "slug": "x", "named": "asha"}  # fmt: skip
    answer = as_(admin).sends(f"/admin/forums/{room.id}", **form)
    assert answer.status_code == 422
    assert field(answer, "purpose") == "Still here"
    assert field(answer, "named") == "asha"


def test_the_word_in_an_address_is_one(room, admin, as_):
    made = as_(admin).sends(
        "/admin/forums/new", name="The board", slug="new/ Bo?rd", theme_id=room.theme_id, position=1,
        visibility="everyone", posting="members",
    )  # fmt: skip
    assert made.location == "/discuss/new-bo-rd"


def test_a_room_of_comments_is_made_whatever_other_rooms_are_called(room, admin):
    people.forum("About resources", slug="about-resource")
    assert topics.comments_room("resource").comments_on == "resource"
