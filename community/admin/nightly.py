"""Every night the stored counts are proved: what differs is mended, and told in the log of the program."""

import logging

from community.forums import checks as forums
from community.ratings import checks as ratings
from community.tags import checks as tags

log = logging.getLogger(__name__)

CHECKS = (forums, ratings, tags)  # each compares and mends the counts that its feature stores


def check_counts() -> None:
    """Mend what differs; there should never be anything to mend."""
    for check in CHECKS:
        for difference in check.mend():
            log.warning("a stored count was mended: %s", difference)
