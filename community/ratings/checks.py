"""Proof that the figures beside rated rows are what the votes say."""

from collections import defaultdict

from sqlalchemy import func, select

from community import subjects
from community.counts import Difference
from community.db import db, transaction
from community.ratings import figures
from community.ratings.models import Rating


def compare() -> list[Difference]:
    """Every figure that differs from its count."""
    return [difference for known in rated_kinds() for difference in _compare(known)]


def mend() -> list[Difference]:
    """Count anew where something differs; answers what did."""
    found = compare()
    for kind, object_id in sorted({(one.kind, one.object_id) for one in found}):
        with transaction():
            figures.hold(subjects.kind(kind), object_id)
            figures.recount(subjects.kind(kind), object_id)
    return found


def rated_kinds() -> list[subjects.Kind]:
    """The kinds that take ratings."""
    return [known for known in subjects.kinds() if known.rateable is not None]


def _compare(known: subjects.Kind):
    votes: dict[int, dict[int, int]] = defaultdict(dict)
    for object_id, value, n in db.session.execute(_votes(known.name)):
        votes[object_id][value] = n
    stored = select(known.model.id, *(getattr(known.model, name) for name in figures.NAMES))
    for row in db.session.execute(stored.order_by(known.model.id)):
        for name, counted in figures.named(votes.get(row.id, {})).items():
            kept = getattr(row, name)
            # The last bits of a root may differ between machines.
            if abs(kept - counted) > 1e-9:
                yield Difference(known.name, row.id, name, kept, counted)


def _votes(kind: str):
    counted = select(Rating.object_id, Rating.value, func.count()).where(Rating.kind == kind, figures.is_counted())
    return counted.group_by(Rating.object_id, Rating.value)
