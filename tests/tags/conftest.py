"""Jars: a thing that carries tags and nothing else, known to these tests only; a tag of many jars is a heavy one."""

import itertools

import pytest

from community import subjects
from community.db import db, transaction
from community.stamps import Stamp
from community.subjects import Line
from community.tags.commands import set_tags
from community.tags.models import TagLink

# Where rows of jars stand does not matter here, only that the kind gathers its own.
JAR = subjects.Kind(
    name="jar",
    model=Stamp,
    load=subjects.plainly(Stamp),
    title=lambda row: "",
    url=lambda row: "",
    visible_to=lambda viewer: db.false(),
    plural="Jars",
    tagged=lambda viewer, tag_id, limit: [
        Line(f"Jar {number}", f"/jars/{number}", facts=("preserved",))
        for number in db.session.scalars(
            db.select(TagLink.object_id).where(TagLink.tag_id == tag_id, TagLink.kind == "jar", TagLink.is_counted)
        )
    ][:limit],
    all_tagged=lambda slug: f"/jars?tag={slug}",
)


@pytest.fixture
def jars(app):
    """The kind is known while the test runs."""
    subjects.register(JAR)
    yield
    subjects._kinds.pop("jar")
    subjects._by_model.pop(Stamp)


@pytest.fixture
def jar(jars):
    """jar("Youth", "Work"): puts one on the shelf, with these tags; answers its number."""
    numbers = itertools.count(1)

    def put(*labels: str, is_counted: bool = True) -> int:
        number = next(numbers)
        set_tags("jar", number, list(labels), is_counted=is_counted)
        return number

    return put


@pytest.fixture
def fill(jars):
    """fill(tag, 12): so many jars carry just this tag."""
    numbers = itertools.count(10_000)

    def carry(tag, uses: int) -> None:
        links = [{"tag_id": tag.id, "kind": "jar", "object_id": next(numbers), "is_counted": True} for _ in range(uses)]
        with transaction() as session:
            session.execute(db.insert(TagLink), links)
            tag.uses_count = tag.uses_count + uses

    return carry
