"""The arithmetic of ratings, as pure functions. Counts of votes are written 5 stars first: (28, 8, 4, 0, 0).

Lists are put in order by `bayesian`, which can be said in one sentence: every thing begins with a few votes of the
usual mean. A lower bound sends all that is new to the bottom; `cautious` is kept for sites that want just that.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import median

STARS = (5, 4, 3, 2, 1)
USUAL_MEAN = 3.0  # the scale's middle, while there are too few votes to know better
ENOUGH = 20  # votes of a kind from which their own mean is taken
USUAL_WEIGHT = 5.0
MILLER_Z = 1.65  # 95 % on one side
WILSON_Z = 1.96  # 95 % on both


def total(counts: Sequence[int]) -> int:
    """The sum of all votes."""
    return sum(stars * count for stars, count in zip(STARS, counts, strict=True))


def mean(votes_sum: int, n: int) -> float | None:
    """The plain mean; None without votes, which is not the same as 0."""
    return votes_sum / n if n else None


def bayesian(votes_sum, n, m, c):
    """The mean after `c` further votes of `m`; of numbers as of columns."""
    return (c * m + votes_sum) / (c + n)


def cautious(counts: Sequence[int]) -> float:
    """Evan Miller's lower bound for stars: how good the thing is at least, with one imagined vote of each value."""
    n, k = sum(counts), len(counts)
    shares = [(stars, (count + 1) / (n + k)) for stars, count in zip(STARS, counts, strict=True)]
    expected = sum(stars * share for stars, share in shares)
    squared = sum(stars**2 * share for stars, share in shares)
    return expected - MILLER_Z * sqrt((squared - expected**2) / (n + k + 1))


def wilson(positive: int, n: int) -> float:
    """Wilson's lower bound of a share, for marks that are given or not, such as "helpful"; 0 without any."""
    if n == 0:
        return 0.0
    share, z2 = positive / n, WILSON_Z**2
    spread = WILSON_Z * sqrt((share * (1 - share) + z2 / (4 * n)) / n)
    return (share + z2 / (2 * n) - spread) / (1 + z2 / n)


def prior(votes_sum: int, n: int, votes_by_thing: Sequence[int]) -> tuple[float, float]:
    """Mean and weight that every thing of a kind begins with, from all its votes and how many each rated thing has."""
    m = votes_sum / n if n >= ENOUGH else USUAL_MEAN
    return m, max(USUAL_WEIGHT, float(median(votes_by_thing)) if votes_by_thing else 0.0)
