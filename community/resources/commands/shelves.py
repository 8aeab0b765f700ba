"""Keeping the lists that entries are sorted by: categories and dimensions."""

from typing import Any

from sqlalchemy import func, select

from community import audit
from community.db import db, insert_once, transaction
from community.policy import require
from community.resources import policy
from community.resources.models import Category, CategoryLink, Dimension, Resource
from community.web.slugs import slug_of

FOUNDING: dict[Any, tuple] = {
    Category: (
        ("news", "news"), ("media-resource", "media resource"), ("resources-and-reports", "resources and reports"),
        ("handbooks-and-tools", "handbooks and tools"), ("policy", "policy"), ("training", "training"),
        ("case-study", "case study"),
    ),
    Dimension: (
        ("socio-economic", "socio-economic integration"), ("legal-political", "legal and political integration"),
        ("cultural", "cultural integration"),
    ),
}  # fmt: skip
LISTS = {"category": Category, "dimension": Dimension}


def ensure_shelves() -> None:
    """Give a site without any the founding categories and dimensions; lists that somebody has changed stay."""
    with transaction() as session:
        for model, shelves in FOUNDING.items():
            if session.scalar(select(model.id).limit(1)) is None:
                for position, (slug, label) in enumerate(shelves, start=1):
                    insert_once(model, slug=slug, label=label, position=position)


def add_shelf(model, *, by, label: str, position: int = 0, slug: str = ""):
    """Add a category or a dimension."""
    require(policy.may_manage_resources(by))
    with transaction() as session:
        shelf = model(slug=_free(model, slug or slug_of(label, 50)), label=label, position=position)
        session.add(shelf)
        session.flush()
        audit.record("shelf.add", shelf, by=by, label=label)
    return shelf


def edit_shelf(shelf, *, by, label: str, position: int) -> None:
    """Rename or reorder one; its address stays."""
    require(policy.may_manage_resources(by))
    with transaction():
        audit.record("shelf.edit", shelf, by=by, before=shelf.label, after=label)
        shelf.label, shelf.position = label, position


def delete_shelf(shelf, *, by) -> None:
    """Delete one; what stood there stays, without it."""
    require(policy.may_manage_resources(by))
    with transaction() as session:
        audit.record("shelf.delete", shelf, by=by, label=shelf.label, held=count_on(shelf))
        session.execute(_clearing(shelf))
        session.delete(shelf)


def count_on(shelf) -> int:
    """How many entries stand there, hidden ones included."""
    if isinstance(shelf, Category):
        held = select(func.count()).select_from(CategoryLink).where(CategoryLink.category_id == shelf.id)
    else:
        held = select(func.count()).select_from(Resource).where(Resource.dimension_id == shelf.id)
    return db.session.scalar(held) or 0


def _clearing(shelf):
    if isinstance(shelf, Category):
        return db.delete(CategoryLink).where(CategoryLink.category_id == shelf.id)
    return db.update(Resource).where(Resource.dimension_id == shelf.id).values(dimension_id=None)


def _free(model, slug: str) -> str:
    """The slug, or the next one that nobody has."""
    wanted, number = slug, 1
    while db.session.scalar(select(model.id).where(model.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
