"""One vote a member on one thing, the figures that its row keeps, and what its kind's order rests on today."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.db import UTCDateTime, db
from community.ratings import sums

VALUES = (1, 2, 3, 4, 5)


class Rating(db.Model):
    """A vote of 1 to 5. It counts unless it was set aside, or waits because the account was too young."""

    __table_args__ = (
        UniqueConstraint("member_id", "kind", "object_id"),
        CheckConstraint("value between 1 and 5", name="value"),
        Index("ix_rating_subject", "kind", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))  # none: they left
    kind: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[int]
    value: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    waits_until: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)  # until then its weight is 0
    source_hash: Mapped[str | None] = mapped_column(String(64), index=True)  # of the address, for a month
    is_colleague: Mapped[bool] = mapped_column(default=False)  # same organisation as the author: counted, but told
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    voided_reason: Mapped[str] = mapped_column(String(300), default="")
    voided_with_member: Mapped[bool] = mapped_column(default=False)  # with all of a banned member's: these come back


class RatingPrior(db.Model):
    """What every thing of a kind is taken for before its own votes speak: mean `m`, with the weight of `c` votes.

    Reckoned once a day and then left alone, so that somebody who pages through a list sees nothing twice.
    """

    __tablename__ = "rating_prior"

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    m: Mapped[float] = mapped_column(Float(53))
    c: Mapped[float] = mapped_column(Float(53))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Rated:
    """Mixin of tables whose rows can be rated: figures kept beside the row, always equal to what `rating` says."""

    ratings_n: Mapped[int] = mapped_column(default=0)
    ratings_sum: Mapped[int] = mapped_column(default=0)
    ratings_1: Mapped[int] = mapped_column(default=0)
    ratings_2: Mapped[int] = mapped_column(default=0)
    ratings_3: Mapped[int] = mapped_column(default=0)
    ratings_4: Mapped[int] = mapped_column(default=0)
    ratings_5: Mapped[int] = mapped_column(default=0)
    ratings_cautious: Mapped[float] = mapped_column(Float(53), default=sums.cautious((0, 0, 0, 0, 0)))

    @property
    def ratings_counts(self) -> tuple[int, ...]:
        """How many votes of 5, 4, 3, 2 and 1 there are."""
        return (self.ratings_5, self.ratings_4, self.ratings_3, self.ratings_2, self.ratings_1)

    @property
    def ratings_mean(self) -> float | None:
        """The plain mean; None without votes."""
        return sums.mean(self.ratings_sum, self.ratings_n)
