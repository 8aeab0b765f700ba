"""What became of things that came from elsewhere: this is how a second import finds what the first one made."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from community.db import db


class Origin(db.Model):
    """The thing `source_id` of the archive `source` is here (kind, object_id)."""

    __tablename__ = "import_origin"
    __table_args__ = (Index("ix_import_origin_subject", "kind", "object_id"),)

    source: Mapped[str] = mapped_column(String(60), primary_key=True)  # "discourse", or the name given to that archive
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    source_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    object_id: Mapped[int]
