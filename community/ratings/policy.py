"""Who may rate, and who keeps an eye on ratings."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from community import settings
from community.members.policy import may_take_part
from community.policy import YES, Verdict, no
from community.ratings.models import Rating
from community.subjects import Kind


def may_rate(member, known: Kind, row, own: Rating | None = None) -> Verdict:
    """Whether the person may give or change a vote on `row`, which they may see; `own` is the vote they have given."""
    if known.rateable is None:
        return no(_("This cannot be rated."))
    taking_part = may_take_part(member)
    if not taking_part:
        return taking_part
    if known.author is not None and known.author(row) == member.id:
        return no(_("Nobody rates their own contribution."))
    if own is not None and own.voided_at:
        return _set_aside(own)
    return known.rateable(member, row)


def may_withdraw_rating(own: Rating) -> Verdict:
    """One's own vote, at any time; one that was set aside stays, or it could be given anew."""
    return _set_aside(own) if own.voided_at else YES


def _set_aside(own: Rating) -> Verdict:
    return no(_("Your rating was set aside by a moderator. The reason given: %(reason)s", reason=own.voided_reason))


def may_oversee_ratings(member) -> Verdict:
    """See who voted from where, set votes aside and bring them back."""
    if member.is_administrator or member.has_power("moderate"):
        return YES
    return no(_("Only moderators of the whole site oversee ratings."))


def waits_until(member, now: datetime) -> datetime | None:
    """When a vote given now begins to count, if the site makes young accounts wait; None for at once."""
    old_enough = member.joined_at + timedelta(days=settings.site().rating_min_account_days)
    return old_enough if old_enough > now else None
