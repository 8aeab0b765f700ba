"""What ratings need from time to time: figures proved, today's prior, waiting votes let in, addresses forgotten."""

import logging
from datetime import timedelta

from sqlalchemy import func, select

from community import clock
from community.db import db, transaction
from community.ratings import checks, commands, sums
from community.ratings.figures import is_counted
from community.ratings.models import Rating, RatingPrior

log = logging.getLogger(__name__)

SOURCES_KEPT = timedelta(days=30)


def every_day() -> None:
    """Mend figures that differ (and say so: it should never happen), reckon the prior, forget old addresses."""
    for difference in checks.mend():
        log.warning("a figure of ratings was mended: %s", difference)
    freeze_priors()
    commands.forget_sources(clock.now() - SOURCES_KEPT)


def freeze_priors() -> None:
    """Reckon what things of each kind begin with until tomorrow."""
    now = clock.now()
    with transaction() as session:
        for known in checks.rated_kinds():
            m, c = _prior(known.name)
            session.merge(RatingPrior(kind=known.name, m=m, c=c, at=now))


def _prior(kind: str) -> tuple[float, float]:
    things = db.session.execute(
        select(func.sum(Rating.value), func.count()).where(Rating.kind == kind, is_counted()).group_by(Rating.object_id)
    ).all()
    return sums.prior(sum(int(votes_sum) for votes_sum, _ in things), sum(n for _, n in things), [n for _, n in things])
