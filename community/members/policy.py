"""Who may do what as a member."""

from flask_babel import lazy_gettext as _

from community import settings
from community.policy import YES, Verdict, no
from community.web.formats import when


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
    facts = {"until": when(suspension.until), "reason": suspension.reason}
    return no(_("This account is suspended until %(until)s. The reason given: %(reason)s", **facts))


def may_edit_profile(by, member) -> Verdict:
    """Profiles are their members' own words."""
    own = by.id is not None and by.id == member.id and not member.left_at
    return YES if own else no(_("This is not your profile."))


def may_manage_members(by) -> Verdict:
    """See the accounts behind the profiles, and keep the lists that describe members."""
    return YES if by.is_administrator else no(_("Only administrators look after members."))


def may_change_role(by, member) -> Verdict:
    """Make somebody an administrator, or no longer one. That one remains is kept by the command."""
    if not by.is_administrator:
        return no(_("Only administrators change roles."))
    return no(_("Nobody signs in to this account.")) if member.left_at or is_unclaimed(member) else YES


def may_grant(by, member) -> Verdict:
    """Give and take single powers."""
    if not by.is_administrator:
        return no(_("Only administrators give and take powers."))
    return no(_("This member has left.")) if member.left_at else YES


def may_suspend(by, member) -> Verdict:
    """Keep somebody from signing in for a while, or let them in again."""
    if not by.is_administrator:
        return no(_("Only administrators suspend members."))
    if by.id == member.id:
        return no(_("You cannot suspend yourself."))
    return no(_("This member has left.")) if member.left_at else YES


def may_make_claim_link(by, member) -> Verdict:
    """Hand an account made from an archive to the person it is about."""
    if not by.is_administrator:
        return no(_("Only administrators hand over accounts."))
    return YES if is_unclaimed(member) and not member.left_at else no(_("Somebody signs in to this account already."))


def is_unclaimed(member) -> bool:
    """Whether the account was made from an archive, and nobody has made it theirs."""
    return member.email is None and member.pending_email is None and member.password_hash is None
