"""The order "Top rated", as columns for `web.keyed`."""

from sqlalchemy import Float, cast, func, literal, select

from community import settings, subjects
from community.ratings import sums
from community.ratings.models import RatingPrior


def top_rated(model) -> list:
    """Sort columns of a rated model, all descending: the Bayesian mean, then more votes, then newer.

    Today's prior is read inside the statement, so the order costs none of its own.
    """
    if settings.site().rating_cautious_order:
        return [model.ratings_cautious, model.ratings_n, model.id]
    kind = subjects.name_of(model)
    m, c = _today(RatingPrior.m, kind, sums.USUAL_MEAN), _today(RatingPrior.c, kind, sums.USUAL_WEIGHT)
    weighted = sums.bayesian(cast(model.ratings_sum, Float(53)), model.ratings_n, m, c)
    return [weighted, model.ratings_n, model.id]


def _today(column, kind: str, usual: float):
    today = select(column).where(RatingPrior.kind == kind).scalar_subquery()
    return func.coalesce(today, literal(usual, Float(53)), type_=Float(53))
