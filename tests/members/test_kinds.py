"""The list of stakeholder kinds: the founding seven, and what administrators make of them."""

import pytest

from community.db import db, transaction
from community.errors import Invalid, NotAllowed
from community.members.commands import kinds
from community.members.models import Member
from tests import people


@pytest.fixture
def desk(app):
    kinds.ensure_kinds()
    return people.signs_in(app, people.member("Ada", administrator=True))


def labels() -> list[str]:
    return [kind.label for kind in kinds.all_kinds()]


def test_it_begins_with_the_founding_seven_once(desk):
    kinds.ensure_kinds()
    assert labels() == list(kinds.FOUNDING)
    slugs = [kind.slug for kind in kinds.all_kinds()]
    assert slugs[2:5] == ["international-organisation", "regional-organisation", "civil-society"]


def test_kinds_are_added_renamed_and_moved(desk):
    assert desk.sends("/admin/kinds", label="Volunteers", position="999").status_code == 302
    assert labels()[-1] == "Volunteers"
    last = kinds.all_kinds()[-1]
    desk.sends(f"/admin/kinds/{last.id}", label="Volunteer group", position="2")
    assert labels()[1] == "Volunteer group" and last.slug == "volunteers"
    for label in ("volunteer GROUP", ""):
        assert desk.sends("/admin/kinds", label=label, position="999").status_code == 422
    assert len(labels()) == 8 and "8" not in desk.reads("/admin/kinds").split("Delete")[0]


def test_a_kind_that_is_used_is_replaced(desk):
    first, second, *_rest = kinds.all_kinds()
    ben = people.member("Ben", kind_id=first.id)
    answer = desk.sends(f"/admin/kinds/{first.id}/delete", replacement="")
    assert answer.status_code == 422 and "which one they shall have" in people.words(answer)
    assert desk.sends(f"/admin/kinds/{first.id}/delete", replacement=str(second.id)).status_code == 302
    assert db.session.get(Member, ben.id, populate_existing=True).kind_id == second.id
    assert desk.sends(f"/admin/kinds/{_rest[0].id}/delete", replacement="").status_code == 302
    assert len(labels()) == 5


def test_a_changed_list_is_left_alone(desk):
    with transaction() as session:
        for kind in kinds.all_kinds()[1:]:
            session.delete(kind)
    kinds.ensure_kinds()
    assert len(labels()) == 1


def test_only_administrators_keep_the_list(app, desk):
    ben = people.member("Ben")
    assert people.signs_in(app, ben).get("/admin/kinds").status_code == 403
    kind = kinds.all_kinds()[0]
    for deed in (
        lambda: kinds.add_kind(by=ben, label="Mine"),
        lambda: kinds.edit_kind(kind, by=ben, label="Mine", position=1),
        lambda: kinds.delete_kind(kind, by=ben),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_the_same_name_twice_is_refused_by_the_command_too(desk):
    ada = db.session.scalar(db.select(Member))
    with pytest.raises(Invalid):
        kinds.add_kind(by=ada, label="civil society")
