"""Who may do what as a member."""

from flask_babel import format_datetime
from flask_babel import lazy_gettext as _

from community import settings
from community.policy import YES, Verdict, no


def may_take_part(member) -> Verdict:
    """Whether the person may post, rate and contribute: signed in, e-mail confirmed, present terms agreed to.

    A suspension needs no line here: it ends every session and keeps new ones from beginning (`may_sign_in`).
    """
    if not member.is_authenticated or member.left_at:
        return no(_("Please sign in to take part."))
    if member.email_confirmed_at is None:
        return no(_("Please confirm your e-mail address first: the link is in the mail we sent you."))
    return agrees_to_terms(member)


def agrees_to_terms(member) -> Verdict:
    """Whether the member has agreed to the terms as they stand now."""
    if member.terms_version < settings.site().terms_version:
        return no(_("Please agree to the present terms first."))
    return YES


def may_sign_in(suspension) -> Verdict:
    """Whether somebody whose password was right may sign in; `suspension` is the one in force, or None."""
    if suspension is None:
        return YES
    if suspension.until is None:
        return no(_("This account is suspended. The reason given: %(reason)s", reason=suspension.reason))
    facts = {"until": format_datetime(suspension.until, "long"), "reason": suspension.reason}
    return no(_("This account is suspended until %(until)s. The reason given: %(reason)s", **facts))
