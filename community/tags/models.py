"""A tag, the other names it is found by, and what carries it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.db import db

THEME, PLACE, GROUP, METHOD = KINDS = ("theme", "place", "group", "method")
LABEL_LENGTH = 60
KEY_LENGTH = LABEL_LENGTH * 3  # folding may lengthen
SLUG_LENGTH = 80


class Tag(db.Model):
    """A word that things are found by. Its label keeps its letters; `label_key` is what lookup compares."""

    # Two tags of one label are possible (archives bring them, under two slugs): merging mends it.
    __table_args__ = (
        CheckConstraint("kind in ('theme', 'place', 'group', 'method')", name="kind"),
        Index("ix_tag_uses", "uses_count", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    label_key: Mapped[str] = mapped_column(String(KEY_LENGTH), index=True)
    kind: Mapped[str] = mapped_column(String(10), default=THEME)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="SET NULL"), index=True)
    uses_count: Mapped[int] = mapped_column(default=0)  # things that carry it and that everybody may see
    is_demo: Mapped[bool] = mapped_column(default=False)


class TagAlias(db.Model):
    """Another spelling of a tag, or one that was merged into it: typed, it means the tag; its address redirects."""

    __tablename__ = "tag_alias"

    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), primary_key=True)
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    label_key: Mapped[str] = mapped_column(String(KEY_LENGTH), index=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), index=True)


class TagLink(db.Model):
    """The thing (kind, object_id) carries the tag; `is_counted` while everybody may see the thing."""

    __tablename__ = "tag_link"
    __table_args__ = (
        UniqueConstraint("tag_id", "kind", "object_id"),
        Index("ix_tag_link_subject", "kind", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[int]
    is_counted: Mapped[bool] = mapped_column(default=True)
