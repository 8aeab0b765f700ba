"""Finding a post helpful, and taking that back: one row for member and post, and the counts beside it."""

from sqlalchemy import delete

from community import clock, stamps
from community.db import insert_once, transaction
from community.forums import answers_policy
from community.forums.commands.posts import lock_post_row
from community.forums.models import HelpfulMark, Post
from community.policy import require


def mark_helpful(post: Post, *, by) -> bool:
    """Note that the member found the post helpful; False if that stood there already."""
    with transaction(narrow=True):
        post = lock_post_row(post.id)
        require(answers_policy.may_mark_helpful(by, post))
        fresh = insert_once(HelpfulMark, post_id=post.id, member_id=by.id, at=clock.now())
        if fresh:
            _count(post, 1)
    return fresh


def unmark_helpful(post: Post, *, by) -> bool:
    """Take it back, which whoever marked may always do; False if there was nothing to take."""
    with transaction(narrow=True) as session:
        post = lock_post_row(post.id)
        mine = delete(HelpfulMark).where(HelpfulMark.post_id == post.id, HelpfulMark.member_id == by.id)
        found = session.scalar(mine.returning(HelpfulMark.post_id)) is not None
        if found:
            _count(post, -1)
    return found


def _count(post: Post, by: int) -> None:
    """Both rows are locked. What is removed counts for nothing in its topic."""
    post.helpful_count += by
    if not post.removal and not post.purged_at:
        post.topic.helpful_count += by
        stamps.touch("topic", post.topic_id)
