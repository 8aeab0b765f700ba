"""What kind of topic it is, and which post answers a question."""

from flask_babel import lazy_gettext as _

from community import audit, clock, stamps
from community.db import transaction
from community.errors import Invalid
from community.forums import answers_policy, kinds, solving
from community.forums.commands import posts
from community.forums.models import Post, Topic, TopicSolution
from community.policy import require


def change_kind(topic: Topic, *, by, kind: str) -> None:
    """Make it another kind of topic; what is no question any more has no solution. Raises Invalid."""
    with transaction(narrow=True):
        topic = posts.lock_topic_row(topic.id)
        require(answers_policy.may_change_kind(by, topic, clock.now()))
        if kind == topic.kind:
            return
        if kind not in topic.forum.kinds or kind not in kinds.KINDS:
            raise Invalid(_("This forum does not take that kind of topic."), field="kind")
        audit.record("topic.change_kind", topic, by=by, before=topic.kind, after=kind)
        topic.kind = kind
        if not kinds.has_solution(topic):
            solving.reopen(topic, by=by)
        stamps.touch("topic", topic.id)


def solve_topic(post: Post, *, by) -> None:
    """Make the post the solution of its question, in place of an earlier one: the last word holds."""
    with transaction(narrow=True) as session:
        post = posts.lock_post_row(post.id)
        topic = post.topic
        require(answers_policy.may_be_solution(by, post, post.number))
        before = topic.solution.post_id if topic.solution else None
        if before == post.id:
            return
        topic.solution = None
        session.flush()
        topic.solution = TopicSolution(post_id=post.id, by_id=by.id, at=clock.now())
        stamps.touch("topic", topic.id)
        audit.record("topic.solve", topic, by=by, before=before, after=post.id)


def unsolve_topic(topic: Topic, *, by) -> None:
    """The question is open again."""
    with transaction(narrow=True):
        topic = posts.lock_topic_row(topic.id)
        require(answers_policy.may_solve_topic(by, topic))
        solving.reopen(topic, by=by)
