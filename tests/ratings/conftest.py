"""Leaflets: a thing that can be rated and nothing else, known to these tests only."""

import pytest
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from community import subjects
from community.db import db, transaction
from community.policy import YES, no
from community.ratings import commands
from community.ratings.models import Rated
from tests import people


class Shelf(DeclarativeBase):
    """A base of its own, so that the site's schema does not learn of leaflets."""

    metadata = MetaData()


class Leaflet(Rated, Shelf):
    __tablename__ = "leaflet"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int | None]
    is_published: Mapped[bool] = mapped_column(default=True)


LEAFLET = subjects.Kind(
    name="leaflet",
    model=Leaflet,
    load=subjects.plainly(Leaflet),
    title=lambda row: row.title,
    url=lambda row: f"/leaflets/{row.id}",
    visible_to=lambda viewer: Leaflet.is_published | (Leaflet.author_id == (viewer.id or 0)),
    rateable=lambda member, row: YES if row.is_published else no("Not published yet."),
    author=lambda row: row.author_id,
)


@pytest.fixture(scope="session")
def shelf(built):
    with built.app_context():
        Shelf.metadata.create_all(db.engine)
    return built


@pytest.fixture
def leaflets(shelf, app):
    """The kind is known while the test runs, and the shelf empty when it begins."""
    subjects.register(LEAFLET)
    with transaction() as session:
        session.execute(db.delete(Leaflet))
    yield
    subjects._kinds.pop("leaflet")
    subjects._by_model.pop(Leaflet)


@pytest.fixture
def leaflet(leaflets):
    """leaflet(title, author=…): puts one on the shelf."""

    def put(title="Counting in twelve languages", author=None, **values) -> Leaflet:
        row = Leaflet(title=title, author_id=author.id if author else None, **values)
        with transaction() as session:
            session.add(row)
        return row

    return put


@pytest.fixture
def rated(leaflet):
    """rated(2, 1): a leaflet with two votes of 5 and one of 4, each by somebody else."""

    def put(*counts: int, **values) -> Leaflet:
        row = leaflet(**values)
        for stars, votes in zip((5, 4, 3, 2, 1), counts, strict=False):
            for _ in range(votes):
                commands.rate(row, by=people.member(), value=stars)
        return row

    return put
