"""A question is open again: what follows wherever its solution goes out of sight, or is taken back."""

from collections.abc import Iterable

from community import audit, stamps
from community.forums.models import Topic


def reopen(topic: Topic, *, by) -> None:
    """Forget the solution. The topic's row must be locked, with its solution loaded."""
    if topic.solution is None:
        return
    audit.record("topic.unsolve", topic, by=by, post=topic.solution.post_id)
    topic.solution = None
    stamps.touch("topic", topic.id)


def lose(topic: Topic, post_ids: Iterable[int], *, by) -> None:
    """These posts went out of sight, or elsewhere: if one of them was the solution, nothing solves the question now."""
    if topic.solution is not None and topic.solution.post_id in post_ids:
        reopen(topic, by=by)
