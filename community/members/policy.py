"""Who may do what as a member."""

from flask_babel import lazy_gettext as _

from community import settings
from community.policy import YES, Verdict, no


def may_take_part(member) -> Verdict:
    """Whether the person may post, rate and contribute: signed in, e-mail confirmed, present terms agreed to."""
    if not member.is_authenticated:
        return no(_("Please sign in to take part."))
    if member.email_confirmed_at is None:
        return no(_("Please confirm your e-mail address first: the link is in the mail we sent you."))
    if member.terms_version < settings.site().terms_version:
        return no(_("Please agree to the present terms first."))
    return YES
