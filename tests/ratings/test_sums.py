"""The arithmetic, against figures that were worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.ratings import sums

M, C = 3.8, 5
WORKED = [
    # votes of 5, 4, 3, 2, 1      mean   Bayesian  cautious
    ((0, 0, 0, 0, 0), None, 3.80, None),
    ((1, 0, 0, 0, 0), 5.00, 4.000, 2.4037),
    ((2, 1, 0, 0, 0), 4.67, 4.125, 2.8502),
    ((28, 8, 4, 0, 0), 4.60, 4.5111, 4.1958),
    ((10, 0, 0, 0, 0), 5.00, 4.600, 3.8189),
    ((0, 0, 0, 0, 1), 1.00, 3.3333, None),
    ((60, 80, 75, 20, 25), 3.50, 3.5057, 3.3684),
]
votes = st.tuples(*[st.integers(0, 10_000)] * 5)


@pytest.mark.parametrize(("counts", "mean", "bayesian", "cautious"), WORKED)
def test_worked_values(counts, mean, bayesian, cautious):
    votes_sum, n = sums.total(counts), sum(counts)
    found = sums.mean(votes_sum, n)
    assert (None if found is None else round(found, 2)) == mean
    assert sums.bayesian(votes_sum, n, M, C) == pytest.approx(bayesian, abs=5e-5)
    if cautious is not None:
        assert sums.cautious(counts) == pytest.approx(cautious, abs=5e-5)


@pytest.mark.parametrize(("positive", "n", "bound"), [(0, 0, 0), (1, 1, 0.2065), (8, 10, 0.4902), (80, 100, 0.7112)])
def test_worked_values_of_marks(positive, n, bound):
    assert sums.wilson(positive, n) == pytest.approx(bound, abs=5e-5)


@given(votes)
def test_the_bayesian_mean_lies_between_the_usual_and_the_own_mean(counts):
    votes_sum, n = sums.total(counts), sum(counts)
    own = sums.mean(votes_sum, n)
    found = sums.bayesian(votes_sum, n, M, C)
    low, high = sorted((M, M if own is None else own))
    assert low - 1e-9 <= found <= high + 1e-9


@given(votes)
def test_the_cautious_bound_stays_under_the_mean_drawn_to_the_middle(counts):
    n = sum(counts)
    drawn = (sums.total(counts) + sum(sums.STARS)) / (n + 5)
    assert 0 < sums.cautious(counts) <= drawn


def test_few_votes_take_the_middle_of_the_scale_for_their_mean():
    assert sums.prior(95, 19, [19]) == (3.0, 19.0)
    assert sums.prior(90, 20, [1, 2, 17]) == (4.5, 5.0)
    assert sums.prior(240, 60, [10, 20, 30]) == (4.0, 20.0)
    assert sums.prior(0, 0, []) == (3.0, 5.0)
