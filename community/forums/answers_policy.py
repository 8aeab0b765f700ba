"""Who may say what kind of topic it is, what solves it, and what helped. The list twins stand beside the questions."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, exists

from community import settings
from community.forums import kinds, policy
from community.forums.models import EVERYONE, MEMBERS, Topic, TopicSolution
from community.members.policy import may_take_part
from community.policy import YES, Verdict, no


def may_change_kind(member, topic: Topic, now: datetime) -> Verdict:
    """As renaming, where there is something to choose. A topic stays what it is though its forum takes such no more."""
    if topic.about_kind:
        return no(_("Comments are a discussion."))
    if not set(topic.forum.kinds) - {topic.kind}:
        return no(_("This forum takes one kind of topic only."))
    if policy.moderates(member, topic.forum_id):
        return may_take_part(member)
    if member.id is None or topic.author_id != member.id:
        return no(_("Only its author or a moderator may change what kind of topic this is."))
    if topic.lock or now - topic.created_at >= policy.window():
        return no(_("The time for changing the kind of this topic is over."))
    return may_take_part(member)


def may_solve_topic(member, topic: Topic) -> Verdict:
    """Say which post is the solution, or that the question is open again: who asked, at any time, and moderators."""
    if not kinds.has_solution(topic):
        return no(_("Only a question has a solution."))
    if policy.moderates(member, topic.forum_id):
        return may_take_part(member)
    if member.id is None or topic.author_id != member.id:
        return no(_("Only who asked, or a moderator, may say what the solution is."))
    return no(_("This topic is locked.")) if topic.lock else may_take_part(member)


def may_be_solution(member, post: policy.Standing, number: int) -> Verdict:
    """Whether the person may make this post the solution of its topic."""
    if number == 1:
        return no(_("A question is not its own solution: the answer may be your own, as a reply."))
    if post.purged_at or post.removal:
        return no(_("A removed post cannot be a solution."))
    return may_solve_topic(member, post.topic)


def is_solved(topic: Topic) -> bool:
    """Whether an answer was found. Needs topic.solution. What takes a post out of sight takes this row along."""
    return kinds.has_solution(topic) and topic.solution is not None


def topics_solved(solved: bool) -> ColumnElement[bool]:
    """The list twin of is_solved: a condition on Topic, for questions only."""
    found = exists().where(TopicSolution.topic_id == Topic.id).correlate(Topic)
    return and_(Topic.kind.in_(kinds.WITH_SOLUTION), found if solved else ~found)


def may_mark_helpful(member, post: policy.Standing) -> Verdict:
    """Whoever takes part, where they read, on others' posts: reading goes on in locked topics and closed forums."""
    if post.purged_at or post.removal:
        return no(_("A removed post cannot be marked as helpful."))
    if member.id is not None and post.author_id == member.id:
        return no(_("Others say whether your own post was helpful."))
    return may_mark_in(member, post.topic)


def may_mark_in(member, topic: Topic) -> Verdict:
    """The part of may_mark_helpful that is the same for all posts of a topic."""
    return no(_("What this is about is not shown at present.")) if topic.hidden_at else may_take_part(member)


def may_see_helped(member) -> Verdict:
    """Whether the person sees who found a post helpful, as the site's setting says; how many, everybody sees."""
    names = settings.site().helpful_names
    if names == EVERYONE or (names == MEMBERS and member.is_authenticated):
        return YES
    return no(_("Members see who they are.") if names == MEMBERS else _("On this site nobody sees who they are."))
