"""The mails of accounts. What a page orders is owed alike for known and unknown people; the job finds out which.

Tokens are made here, at sending time, so that none waits anywhere in clear.
"""

from community import jobs, mail
from community.db import db, transaction
from community.members import queries
from community.members.commands import tokens
from community.members.models import Member
from community.web import limits

A_DAY = "5 per day"  # to one address, whoever asks: nobody's mailbox can be flooded through us
WARNINGS = "5 per day"  # counted apart: mails that others ask for hold no warning back, and the first ones do warn


@jobs.job("members.confirm")
def ask_to_confirm(member_id: int, locale: str | None) -> None:
    """Send the link that proves the pending address; its owner, if there is one already, is told instead."""
    member = db.session.get(Member, member_id)
    if member is None or not member.pending_email or member.left_at:
        return
    address, owner = member.pending_email, queries.owner_of(member.pending_email)
    if not _has_room(address):
        return
    if owner is not None:
        _deliver("already_known", address, owner.locale, owner)
        return
    with transaction():
        token = tokens.issue(member, "confirm", address)
    _deliver("confirm", address, member.locale or locale, member, token=token)


@jobs.job("members.reset")
def send_reset(typed: str, locale: str | None) -> None:
    """Send a link that sets a new password, to the address of whoever signs in as `typed`; to nobody if nobody does."""
    member = queries.member_by_login(typed)
    address = member and (member.email or member.pending_email)
    if member is None or not address or not member.password_hash or not _has_room(address):
        return
    with transaction():
        token = tokens.issue(member, "reset", address)
    _deliver("reset", address, member.locale or locale, member, token=token)


@jobs.job("members.address_changed")
def tell_old_address(address: str, member_id: int) -> None:
    """Tell the old address that another has taken its place."""
    member = db.session.get(Member, member_id)
    if member is not None and not member.left_at:
        _warn("address_changed", address, member.locale, member)


@jobs.job("members.password_changed")
def tell_password_changed(member_id: int) -> None:
    """Tell the member that the password is a new one."""
    member = db.session.get(Member, member_id)
    if member is not None and member.email:
        _warn("password_changed", member.email, member.locale, member)


def _has_room(address: str) -> bool:
    """Whether one more may be sent today. Asked before a link is made, since a new link ends the one that was sent."""
    return limits.spend(A_DAY, "mail to", address.casefold())


def _warn(template: str, address: str, locale: str | None, to: Member) -> None:
    if limits.spend(WARNINGS, "warning to", address.casefold()):
        _deliver(template, address, locale, to)


def _deliver(template: str, address: str, locale: str | None, to: Member, **facts) -> None:
    mail.deliver(f"members/mail/{template}", address, locale, facts | {"name": to.name, "username": to.username})
