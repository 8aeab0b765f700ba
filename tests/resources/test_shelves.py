"""Categories and dimensions are lists that those who keep the resources edit."""

from community.db import db
from community.resources.commands.shelves import ensure_shelves
from community.resources.models import Category, Dimension
from tests import people
from tests.resources.making import address, entry


def labels(model) -> list[str]:
    return list(db.session.scalars(db.select(model.label).order_by(model.position)))


def test_every_site_begins_with_the_founding_three(app):
    assert labels(Dimension) == [
        "socio-economic integration", "legal and political integration", "cultural integration",
    ]  # fmt: skip


def test_a_keeper_adds_renames_and_deletes(as_, keeper, asha):
    browser = as_(keeper)
    browser.sends("/resources/shelves/category", label="podcasts", position="0")
    assert labels(Category)[0] == "podcasts"
    shelf = db.session.scalar(db.select(Category).where(Category.slug == "podcasts"))
    row = entry(asha, shelves=("podcasts",))
    browser.sends(f"/resources/shelves/category/{shelf.id}", label="radio and podcasts", position="0")
    assert "posted in radio and podcasts" in as_(None).reads(address(row))
    assert "1 entry stands here. It stays, without this." in browser.reads(
        f"/resources/shelves/category/{shelf.id}/delete"
    )
    browser.sends(f"/resources/shelves/category/{shelf.id}/delete")
    db.session.expire_all()
    assert "radio" not in as_(None).reads(address(row))


def test_a_dimension_that_goes_leaves_its_entries(as_, keeper, asha):
    cultural = db.session.scalar(db.select(Dimension.id).where(Dimension.slug == "cultural"))
    row = entry(asha, dimension_id=cultural)
    assert "Dimension cultural integration" in as_(None).reads(address(row))
    as_(keeper).sends(f"/resources/shelves/dimension/{cultural}/delete")
    db.session.expire_all()
    assert "cultural integration" not in as_(None).reads(address(row))


def test_a_name_is_needed_and_kept_short(as_, keeper):
    for label in ("", "x" * 81):
        answer = as_(keeper).sends("/resources/shelves/dimension", label=label, position="1")
        assert answer.status_code == 422
        assert people.soup(answer).select_one("#dimension-label")["value"] == label


def test_others_may_not(as_, ben):
    assert as_(ben).get("/resources/shelves").status_code == 403
    assert as_(ben).sends("/resources/shelves/category", label="mine", position="0").status_code == 403
    assert as_(None).get("/resources/shelves").status_code == 302


def test_unknown_lists_are_not_found(as_, keeper):
    assert as_(keeper).sends("/resources/shelves/colour", label="red", position="0").status_code == 404
    assert as_(keeper).get("/resources/shelves/category/999").status_code == 404


def test_a_list_that_somebody_changed_is_left_alone(as_, keeper):
    first = db.session.scalars(db.select(Category).order_by(Category.position)).first()
    as_(keeper).sends(f"/resources/shelves/category/{first.id}/delete")
    ensure_shelves()
    assert first.label not in labels(Category)
