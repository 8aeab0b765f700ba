"""The answer that was found, as it stands at the top of its question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.db import db
from community.forums import answers_policy, policy
from community.forums.addresses import post_url
from community.forums.models import Post, Topic
from community.members.cards import Byline, Card
from community.text.excerpts import excerpt

WRITER = Byline("writer")


@dataclass(frozen=True)
class Solution:
    """The first words of the answer, whose they are, when they were written, and where all of it stands."""

    url: str
    number: int
    excerpt: str
    author: Card
    at: datetime


def solution_of(topic: Topic) -> Solution | None:
    """The solution of a question, if it has one: one statement then, none otherwise. Needs topic.solution."""
    if not answers_policy.is_solved(topic) or topic.solution is None:
        return None
    rows = select(Post.id, Post.number, Post.html, Post.created_at).add_columns(*WRITER.columns)
    rows = rows.where(Post.id == topic.solution.post_id, Post.topic_id == topic.id, policy.posts_readable())
    row = db.session.execute(WRITER.join(rows, Post.author_id)).first()
    if row is None:
        return None
    return Solution(post_url(row.id), row.number, excerpt(row.html, 400), WRITER.card(row), row.created_at)
