"""How far members have read: a row for a topic, a row for a forum, never one for each post."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from community.db import UTCDateTime, db


class TopicMark(db.Model):
    """How far a member has read a topic. Without a row, the forum's mark and the site's cut-off say it."""

    __tablename__ = "topic_mark"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True)
    number: Mapped[int]  # of the last post read
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)  # when it was set: old ones are swept


class ForumMark(db.Model):
    """The moment up to which a member has read all that stands in a forum."""

    __tablename__ = "forum_mark"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True, index=True)
    read_to: Mapped[datetime] = mapped_column(UTCDateTime)
