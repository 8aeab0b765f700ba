"""What can be changed while the site runs."""

from dataclasses import fields

import pytest

from community import settings
from community.admin import commands, forms
from community.audit import Entry
from community.db import db
from community.errors import NotAllowed
from tests import people

ELSEWHERE = {"terms_version", "date_forms"}  # raised with the page of terms; a field for each language


def form_of(page) -> dict:
    """What a browser would send if nobody touched the form."""
    sent = {
        field["name"]: field.get("value", "") for field in page.select("main input[type=text], main input[type=email]")
    }
    sent |= {field["name"]: field["value"] for field in page.select("main input[type=number]")}
    sent |= {field["name"]: "y" for field in page.select("main input[type=checkbox][checked]")}
    return sent | {field["name"]: field.text.strip() for field in page.select("main textarea")}


def test_every_setting_has_a_field():
    shown = {name for group in forms.GROUPS.values() for name in group}
    assert shown | ELSEWHERE == {field.name for field in fields(settings.Site)}


def test_a_changed_name_stands_on_every_page(app, ada):
    keeper = people.signs_in(app, ada)
    before = form_of(people.soup(keeper.get("/admin/settings")))
    sent = keeper.sends("/admin/settings", **(before | {"line1": "OUR TOWN", "resources_need_approval": "y"}))
    assert sent.status_code == 302
    assert "OUR TOWN" in people.visits(app).reads("/about")
    assert settings.site().resources_need_approval
    logged = db.session.execute(db.select(Entry.note, Entry.facts).where(Entry.action == "settings.change")).all()
    assert [note for note, _facts in logged] == ["line1", "resources_need_approval"]
    assert logged[0].facts == {"before": "MIGRATION & INTEGRATION", "after": "OUR TOWN"}


def test_sending_the_form_untouched_changes_nothing(app, ada):
    keeper = people.signs_in(app, ada)
    before = form_of(people.soup(keeper.get("/admin/settings")))
    keeper.sends("/admin/settings", **before)
    assert db.session.scalar(db.select(db.func.count()).select_from(settings.Setting)) == 0


def test_a_value_out_of_bounds_is_refused_and_kept_to_correct(app, ada):
    keeper = people.signs_in(app, ada)
    before = form_of(people.soup(keeper.get("/admin/settings")))
    answer = keeper.sends("/admin/settings", **(before | {"posts_per_page": "1000", "owner": "The town"}))
    assert answer.status_code == 422
    page = people.soup(answer)
    assert "from 5 to 100" in page.select_one("#posts_per_page-error").text
    assert page.select_one("#owner")["value"] == "The town"


@pytest.mark.parametrize("pattern", ["MMMM", "bbbbbbbbb", "HH:mm", "QQQQQQQQ d M y"])
def test_what_is_no_date_form_is_refused(app, ada, pattern):
    keeper = people.signs_in(app, ada)
    before = form_of(people.soup(keeper.get("/admin/settings")))
    assert keeper.sends("/admin/settings", **(before | {"date_en": pattern})).status_code == 422


def test_a_date_form_is_shown_by_example(app, ada):
    keeper = people.signs_in(app, ada)
    page = people.soup(keeper.get("/admin/settings"))
    assert page.select_one("#date_en-example").text == "July 14, 2010, 22:59"
    typed = keeper.get("/admin/settings/date-example", query_string={"language": "en", "form": "d.M.y"})
    assert typed.json == {"text": "14.7.2010"}
    broken = keeper.get("/admin/settings/date-example", query_string={"language": "en", "form": "QQQQQQQQ"})
    assert broken.json == {"text": ""}
    assert keeper.get("/admin/settings/date-example?language=xx&form=d").status_code == 404
    keeper.sends("/admin/settings", **(form_of(page) | {"date_en": "d MMM y"}))
    assert settings.site().date_forms == {"en": "d MMM y"}


def test_members_have_no_say_in_them(app, ada, ben):
    reader = people.signs_in(app, ben)
    assert reader.get("/admin/settings").status_code == 403
    assert reader.sends("/admin/settings", line1="MINE").status_code == 403
    assert people.visits(app).get("/admin/settings").status_code == 302
    with pytest.raises(NotAllowed):
        commands.change_settings(by=ben, line1="MINE")
