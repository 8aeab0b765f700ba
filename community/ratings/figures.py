"""The figures beside each rated row: always counted anew from the table, under the row's lock, never added to."""

from sqlalchemy import func, select, update

from community import stamps
from community.db import db
from community.ratings import sums
from community.ratings.models import Rating
from community.subjects import Kind

NAMES = ("ratings_n", "ratings_sum", *(f"ratings_{stars}" for stars in sums.STARS), "ratings_cautious")


def is_counted():
    """The condition on votes that have weight."""
    return (Rating.voided_at.is_(None)) & (Rating.waits_until.is_(None))


def hold(known: Kind, object_id: int) -> None:
    """Keep the rated row locked until the transaction ends: two votes on it are counted one after the other."""
    db.session.execute(select(known.model.id).where(known.model.id == object_id).with_for_update())


def recount(known: Kind, object_id: int) -> None:
    """Set the figures of a held row from its votes, and tell whoever shows them."""
    db.session.flush()
    db.session.execute(update(known.model).where(known.model.id == object_id).values(**of(known.name, object_id)))
    stamps.touch(known.name, object_id)
    if known.on_rated is not None and (row := known.load(object_id)) is not None:
        known.on_rated(row)


def of(kind: str, object_id: int) -> dict:
    """The figures of one thing, from the table."""
    rows = db.session.execute(
        select(Rating.value, func.count())
        .where(Rating.kind == kind, Rating.object_id == object_id, is_counted())
        .group_by(Rating.value)
    )
    return named(dict(rows.all()))


def named(by_value: dict[int, int]) -> dict:
    """The figures under the names of their columns, from {value: votes}."""
    counts = [by_value.get(stars, 0) for stars in sums.STARS]
    figures = {f"ratings_{stars}": count for stars, count in zip(sums.STARS, counts, strict=True)}
    more = {"ratings_n": sum(counts), "ratings_sum": sums.total(counts), "ratings_cautious": sums.cautious(counts)}
    return figures | more
