"""A place, the names it is found by, what lies within what, and what is linked to it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.db import db

AREAS = ("world", "continent", "region", "country")
KINDS = (*AREAS, "city")
SPELLING_LENGTH = 100
OWN_NAME, LATER_WORD, ALSO_CALLED = range(3)  # "lyon"; "etienne" of Saint-Étienne; "gothenburg" for Göteborg

# Ranges of keys are compared byte by byte on both databases, whatever the language of the server.
Spelling = String(SPELLING_LENGTH).with_variant(String(SPELLING_LENGTH, collation="C"), "postgresql")


class Place(db.Model):
    """A row of the world. `id` is its UN M49 number, or a city's GeoNames id: they never meet, and never change."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("kind", "code"),
        CheckConstraint("kind in ('world', 'continent', 'region', 'country', 'city')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(10))  # "150", "FR", or a city's GeoNames id
    alpha3: Mapped[str] = mapped_column(String(3), default="")  # countries only
    name: Mapped[str] = mapped_column(String(200))  # the stored name; areas are shown by Babel's, see names.py
    search_key: Mapped[str] = mapped_column(Spelling)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    admin: Mapped[str] = mapped_column(String(20), default="")  # tells a city from its namesakes: Springfield, MO
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population: Mapped[int] = mapped_column(default=0)
    time_zone: Mapped[str] = mapped_column(String(40), default="")


class PlaceName(db.Model):
    """One folded spelling that finds a city; what stands before what is told by `rank`."""

    __tablename__ = "place_name"
    # One range of this index answers a search without touching the table.
    __table_args__ = (Index("ix_place_name_key", "key", "rank", "population", "place_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(Spelling)
    rank: Mapped[int] = mapped_column(default=OWN_NAME)
    population: Mapped[int] = mapped_column(default=0)


class PlaceWithin(db.Model):
    """Area `area_id` contains area `place_id`, at any depth and including itself. Cities follow their country."""

    __tablename__ = "place_within"

    area_id: Mapped[int] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), primary_key=True, index=True)


class PlaceLink(db.Model):
    """The thing (kind, object_id) belongs to a place; `precision` says how closely that is known."""

    __tablename__ = "place_link"
    __table_args__ = (UniqueConstraint("kind", "object_id", "place_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[int]
    precision: Mapped[str] = mapped_column(String(10))
