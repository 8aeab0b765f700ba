"""The closing word of a topic as a reader sees it, how it was written anew, and the topics to look at again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.db import db
from community.forums import conclusion_policy, policy
from community.forums.addresses import topic_url
from community.forums.diffs import differences
from community.forums.models import Conclusion, ConclusionRevision, LookAgain, Topic
from community.forums.queries.history import SHOWN, Change
from community.forums.queries.thread import dress
from community.members.cards import NOBODY, Byline, Card

LISTED = 200  # topics to look at again: nobody works off more at once
WRITER = Byline("writer")


@dataclass(frozen=True)
class ConclusionRow:
    """The closing word: its dressed text, by whom and when, when to look again, and whether it was written anew."""

    html: object
    by: Card
    at: datetime
    look_again_on: date | None
    is_changed: bool
    language: str | None = None


@dataclass(frozen=True)
class AgainRow:
    """A topic to look at again: the first words of its closing word, and since when it is on the list."""

    id: int
    title: str
    url: str
    line: str
    at: datetime
    may_conclude: object


def of_topic(topic: Topic, viewer) -> ConclusionRow | None:
    """The closing word that stands. One statement if it quotes or mentions somebody, else none."""
    said = topic.conclusion
    if said is None or not said.stands:
        return None
    (html,) = dress([said.html], viewer)
    return ConclusionRow(html, _writer(said), said.written_at, said.look_again_on, said.revision > 1, said.language)


def changes(topic: Topic, viewer) -> list[Change]:
    """What the closing word said, newest first, each as it differs from the one before. One statement."""
    said = topic.conclusion
    earlier = select(ConclusionRevision, *WRITER.columns).where(ConclusionRevision.topic_id == topic.id)
    if not policy.moderates(viewer, topic.forum_id):
        earlier = earlier.where(ConclusionRevision.is_withdrawn.is_(False))
    newest_first = earlier.order_by(ConclusionRevision.revision.desc()).limit(SHOWN)
    rows = db.session.execute(WRITER.join(newest_first, ConclusionRevision.by_id)).all()
    told = [(row.ConclusionRevision, WRITER.card(row)) for row in rows]
    texts = [(said, _writer(said)), *told] if said else told
    older = [text.source for text, _writer in texts[1:]] + [""]
    return [
        Change(text.revision, writer, text.written_at, "", differences(before, text.source))
        for (text, writer), before in zip(texts, older, strict=True)
    ]


def to_look_at(member) -> list[AgainRow]:
    """The topics whose day has come, as far as the member may still see them, the longest waiting first."""
    mine = (
        select(Topic, Conclusion.line, LookAgain.at)
        .join(LookAgain, LookAgain.topic_id == Topic.id)
        .join(Conclusion, Conclusion.topic_id == Topic.id)
        .where(LookAgain.member_id == member.id, policy.topics_visible_to(member))
        .order_by(LookAgain.at, Topic.id)
        .limit(LISTED)
        .options(joinedload(Topic.forum), joinedload(Topic.lock), joinedload(Topic.conclusion))
    )
    return [_again(row.Topic, row.line, row.at, member) for row in db.session.execute(mine)]


def _again(topic: Topic, line: str, at: datetime, member) -> AgainRow:
    may_conclude = conclusion_policy.may_conclude_topic(member, topic)
    return AgainRow(topic.id, topic.title, topic_url(topic.id, topic.slug), line, at, may_conclude)


def words_of(member) -> list[dict]:
    """The closing words that a member wrote, those written over as well, for the member's own export."""
    said: list = []
    for model in (Conclusion, ConclusionRevision):
        rows = select(model.topic_id, model.source, model.written_at, model.look_again_on)
        said += db.session.execute(rows.where(model.by_id == member.id).order_by(model.topic_id)).all()
    return [
        {
            "topic": f"/t/{row.topic_id}", "closing_word": row.source, "written": row.written_at.isoformat(),
            "look_again": row.look_again_on.isoformat() if row.look_again_on else None,
        }
        for row in said
    ]  # fmt: skip


def _writer(said: Conclusion) -> Card:
    return Card(said.by.id, said.by.username, said.by.name) if said.by and said.by.name else NOBODY
