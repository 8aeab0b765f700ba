"""Giving, changing and withdrawing a vote; setting votes aside and bringing them back; members and things that go."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from community import audit, clock, settings, subjects
from community.db import db, transaction
from community.errors import Invalid
from community.members.models import Member
from community.policy import require
from community.ratings import policy
from community.ratings.figures import hold, recount
from community.ratings.models import VALUES, Rating
from community.ratings.queries import own_vote


def rate(row, *, by, value: int, source: str | None = None, at: datetime | None = None) -> Rating:
    """Give a vote, or change the one that was given. Raises Invalid, NotAllowed. `source`: a hash of the address."""
    if type(value) is not int or value not in VALUES:
        raise Invalid(_("A rating is a whole number from 1 to 5."), field="value")
    known, object_id = _known(row)
    now = at or clock.now()
    with transaction() as session:
        hold(known, object_id)
        vote = own_vote(by, known.name, object_id)
        require(policy.may_rate(by, known, row, vote))
        if vote is None:
            vote = Rating(member_id=by.id, kind=known.name, object_id=object_id, created_at=now)
            session.add(vote)
        vote.value, vote.updated_at, vote.source_hash = value, now, source
        vote.waits_until = policy.waits_until(by, now)
        vote.is_colleague = _is_colleague(by, known, row)
        recount(known, object_id)
    return vote


def withdraw(row, *, by) -> None:
    """Take one's vote back; nothing happens where there is none. Raises NotAllowed."""
    known, object_id = _known(row)
    with transaction() as session:
        hold(known, object_id)
        vote = own_vote(by, known.name, object_id)
        if vote is not None:
            require(policy.may_withdraw_rating(vote))
            session.delete(vote)
            recount(known, object_id)


def void_rating(vote: Rating, *, by, reason: str) -> None:
    """Set a vote aside: it stays, without weight. Raises NotAllowed, Invalid without a reason."""
    require(policy.may_oversee_ratings(by))
    reason = _reason(reason)
    with transaction():
        for held in _held(Rating.id == vote.id, Rating.voided_at.is_(None)):
            _void(held, by, reason)
            recount(subjects.kind(held.kind), held.object_id)
            audit.record("rating.void", held, by=by, note=reason, about=[held.kind, held.object_id])


def return_rating(vote: Rating, *, by) -> None:
    """Let a vote that was set aside count again. Raises NotAllowed."""
    require(policy.may_oversee_ratings(by))
    with transaction():
        for held in _held(Rating.id == vote.id, Rating.voided_at.is_not(None)):
            _unvoid(held)
            recount(subjects.kind(held.kind), held.object_id)
            audit.record("rating.return", held, by=by, about=[held.kind, held.object_id])


def void_all_of(member, *, by, reason: str) -> int:
    """Set aside what a banned member voted; answers how many votes. For the command that bans, which asks who may."""
    reason = _reason(reason)
    with transaction():
        votes = _held(Rating.member_id == member.id, Rating.voided_at.is_(None))
        for vote in votes:
            _void(vote, by, reason)
            vote.voided_with_member = True
        _recount_all(votes)
        if votes:
            audit.record("rating.void_all", member, by=by, note=reason, votes=len(votes))
    return len(votes)


def return_all_of(member, *, by) -> int:
    """The ban is over: what was set aside with the member counts again, what was set aside singly does not."""
    with transaction():
        votes = _held(Rating.member_id == member.id, Rating.voided_with_member)
        for vote in votes:
            _unvoid(vote)
        _recount_all(votes)
        if votes:
            audit.record("rating.return_all", member, by=by, votes=len(votes))
    return len(votes)


def follow_suspension(member, *, by, suspension) -> None:
    """Shut out for good, somebody's votes lose their weight; let in again, or out for a while only, they have it."""
    if suspension is not None and suspension.until is None:
        void_all_of(member, by=by, reason=suspension.reason)
    else:
        return_all_of(member, by=by)


def forget_member(member, *, remove_posts: bool = False) -> None:
    """Somebody leaves: their votes stay without a name, or go too, as the site is set (posts are another matter)."""
    with transaction() as session:
        votes = _held(Rating.member_id == member.id)
        for vote in votes:
            if settings.site().rating_keep_departed:
                vote.member_id, vote.source_hash = None, None
            else:
                session.delete(vote)
        _recount_all(votes)


def drop_ratings(kind: str, object_id: int) -> None:
    """The thing itself is deleted for good: nobody needs its votes."""
    with transaction() as session:
        session.execute(delete(Rating).where(Rating.kind == kind, Rating.object_id == object_id))


def enter_waiting() -> int:
    """Votes whose waiting time is over begin to count; answers how many."""
    with transaction():
        due = _held(Rating.waits_until <= clock.now())
        for vote in due:
            vote.waits_until = None
        _recount_all(due)
    return len(due)


def forget_sources(before: datetime) -> None:
    """Drop the hashes of addresses of older votes: they served to see abuse while it was fresh."""
    old = (Rating.updated_at < before) & Rating.source_hash.is_not(None)
    with transaction() as session:
        session.execute(update(Rating).where(old).values(source_hash=None))


def _known(row) -> tuple[subjects.Kind, int]:
    return subjects.kind(subjects.key_of(row)[0]), row.id


def _is_colleague(by, known: subjects.Kind, row) -> bool:
    author_id = known.author(row) if known.author and by.organisation else None
    theirs = select(Member.organisation).where(Member.id == author_id)
    organisation = (author_id and db.session.scalar(theirs)) or ""
    return organisation != "" and organisation.casefold() == by.organisation.casefold()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid(_("Please say why."), field="reason")
    return reason.strip()[:300]


def _held(*conditions) -> list[Rating]:
    """The votes as they stand, with what they are on locked: first the things, in one order everywhere, then votes."""
    things = db.session.execute(select(Rating.kind, Rating.object_id).where(*conditions).distinct())
    for kind, object_id in sorted((kind, object_id) for kind, object_id in things):
        hold(subjects.kind(kind), object_id)
    votes = select(Rating).where(*conditions).order_by(Rating.id).execution_options(populate_existing=True)
    return list(db.session.scalars(votes))


def _recount_all(votes: list[Rating]) -> None:
    for kind, object_id in sorted({(vote.kind, vote.object_id) for vote in votes}):
        recount(subjects.kind(kind), object_id)


def _void(vote: Rating, by, reason: str) -> None:
    vote.voided_at, vote.voided_by_id, vote.voided_reason = clock.now(), by.id, reason
    vote.voided_with_member = False


def _unvoid(vote: Rating) -> None:
    vote.voided_at, vote.voided_by_id, vote.voided_reason, vote.voided_with_member = None, None, "", False
