"""Who runs the site."""

from flask_babel import lazy_gettext as _

from community.policy import YES, Verdict, no


def may_run_site(member) -> Verdict:
    """Change its settings, read its log."""
    return YES if member.is_administrator else no(_("Only administrators run the site."))
