"""The closing word of a topic: writing it, writing it anew, withdrawing it, and looking again when its day has come."""

from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from community import audit, clock, jobs, mail, stamps
from community.db import db, insert_once, transaction
from community.errors import Conflict, Invalid
from community.forums import conclusion_policy, indexing, policy, reach
from community.forums.commands import posts
from community.forums.models import Conclusion, ConclusionRevision, LookAgain, Topic
from community.members.models import Member
from community.members.queries import suspension_of
from community.policy import require
from community.search.guess import spoken
from community.text.columns import write
from community.text.excerpts import excerpt

LINE = 160  # characters of it in a list
AT_ONCE = 200  # closing words whose day has come, in one turn of the periodic job


def conclude_topic(topic: Topic, *, by, body: str, seen: int, look_again_on: date | None = None) -> None:
    """Write a topic's closing word, in place of the one of revision `seen` (0: none). Raises Conflict, Invalid."""
    with transaction(narrow=True) as session:
        topic = _held(topic)
        require(conclusion_policy.may_conclude_topic(by, topic))
        said = topic.conclusion
        if said and said.stands and (said.source, said.look_again_on) == (body, look_again_on):
            return  # the second of two equal sends
        if (said.revision if said else 0) != seen:
            raise Conflict(_("Somebody wrote the closing word while you were writing."), theirs=said)
        _check_day(said, look_again_on)
        if said:
            _keep(session, said)
        else:
            said = Conclusion(topic_id=topic.id, revision=0)
            session.add(said)
        write(said, body)
        said.language = spoken(body, at_home=topic.language)
        said.line, said.revision = excerpt(said.html, LINE, quotes=True), said.revision + 1
        said.by_id, said.written_at = by.id, clock.now()
        said.look_again_on, said.reminded_at = look_again_on, None
        said.withdrawn_at = said.withdrawn_by_id = None
        _forget_reminders(session, topic.id)
        _changed(session, topic, "topic.conclude", by)


def withdraw_conclusion(topic: Topic, *, by) -> None:
    """Take the closing word back. Moderators can still read it."""
    with transaction(narrow=True) as session:
        topic = _held(topic)
        require(conclusion_policy.may_withdraw_conclusion(by, topic))
        if topic.conclusion:
            take_back(session, topic.conclusion, by)
            _changed(session, topic, "topic.withdraw_conclusion", by)


def take_back(session, said: Conclusion, by) -> None:
    """Withdraw a closing word whose topic is held. Asks no policy: leaving members order it as well."""
    said.withdrawn_at, said.withdrawn_by_id = clock.now(), by.id
    earlier = update(ConclusionRevision).where(ConclusionRevision.topic_id == said.topic_id)
    session.execute(earlier.values(is_withdrawn=True))
    _forget_reminders(session, said.topic_id)


def looked_again(topic: Topic, *, by) -> None:
    """The member has looked: the topic leaves their list."""
    with transaction(narrow=True) as session:
        mine = delete(LookAgain).where(LookAgain.topic_id == topic.id, LookAgain.member_id == by.id)
        session.execute(mine)


def look_again() -> None:
    """Put every topic whose day has come on the lists of who wrote its closing word and who began it (periodic)."""
    come = select(Conclusion.topic_id).join(Topic, Topic.id == Conclusion.topic_id)
    due = come.where(*_is_due(), Topic.hidden_at.is_(None)).order_by(Conclusion.look_again_on).limit(AT_ONCE)
    for topic_id in db.session.scalars(due).all():
        with transaction(narrow=True) as session:
            topic = _held_by_id(topic_id)
            if topic.conclusion and topic.conclusion.stands and topic.conclusion.reminded_at is None:
                _remind(session, topic, topic.conclusion)


def _is_due():
    today = clock.now().date()
    return Conclusion.look_again_on <= today, Conclusion.reminded_at.is_(None), Conclusion.withdrawn_at.is_(None)


def _remind(session, topic: Topic, said: Conclusion) -> None:
    said.reminded_at = clock.now()
    people = or_(Member.id == said.by_id, Member.id == topic.author_id)
    for member in session.scalars(select(Member).where(people, Member.left_at.is_(None)).order_by(Member.id)).all():
        if not policy.may_see_topic(member, topic):
            continue
        is_new = insert_once(LookAgain, member_id=member.id, topic_id=topic.id, at=clock.now())
        if is_new and member.id == said.by_id:
            jobs.later(write_to, topic.id, member.id)


@jobs.job("forums.look_again")
def write_to(topic_id: int, member_id: int) -> None:
    """Write to the member whose day has come, unless they looked meanwhile, or may not see the topic any more."""
    member = db.session.get(Member, member_id)
    if member is None or not member.email or not member.email_confirmed_at or suspension_of(member):
        return
    waiting = select(Topic.title, Conclusion.line).join(Conclusion, Conclusion.topic_id == Topic.id)
    waiting = waiting.join(LookAgain, LookAgain.topic_id == Topic.id).where(LookAgain.member_id == member.id)
    row = db.session.execute(waiting.where(Topic.id == topic_id, reach.topics(member))).first()
    if row is not None:
        facts = {"name": member.name, "title": row.title, "line": row.line, "topic_id": topic_id}
        mail.deliver("forums/mail/look_again", member.email, member.locale, facts)


def _check_day(said: Conclusion | None, day: date | None) -> None:
    if day is None or (said and said.stands and said.look_again_on == day):
        return
    if day <= clock.now().date():
        raise Invalid(_("The day to look again lies in the future."), field="look_again_on")


def _keep(session, said: Conclusion) -> None:
    earlier = ConclusionRevision(topic_id=said.topic_id, revision=said.revision, source=said.source)
    earlier.written_at, earlier.by_id, earlier.look_again_on = said.written_at, said.by_id, said.look_again_on
    earlier.is_withdrawn = not said.stands
    session.add(earlier)


def _changed(session, topic: Topic, action: str, by) -> None:
    session.flush()
    indexing.index_heading(topic)
    stamps.touch("topic", topic.id)
    if topic.about_kind:
        stamps.touch(topic.about_kind, topic.about_id or 0)
    audit.record(action, topic, by=by)


def _forget_reminders(session, topic_id: int) -> None:
    session.execute(delete(LookAgain).where(LookAgain.topic_id == topic_id))


def _held(topic: Topic) -> Topic:
    return _held_by_id(topic.id)


def _held_by_id(topic_id: int) -> Topic:
    topic = posts.lock_topic_row(topic_id)
    said = select(Conclusion).where(Conclusion.topic_id == topic_id).execution_options(populate_existing=True)
    set_committed_value(topic, "conclusion", db.session.scalar(said))
    return topic
