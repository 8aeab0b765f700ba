"""Who keeps the site's own words."""

from flask_babel import lazy_gettext as _

from community.policy import YES, Verdict, no

NEEDED = ("about", "rules", "privacy", "accessibility", "contact", "terms")  # the frame and joining link to these


def may_edit_pages(member) -> Verdict:
    """Write the pages and keep the quotations."""
    return YES if member.is_administrator else no(_("Only administrators write the site's own pages."))


def may_delete_page(member, page) -> Verdict:
    """What the footer and the joining form lead to has to stay."""
    if page.slug in NEEDED:
        return no(_("This page is linked from the frame of the site: change its text instead."))
    return may_edit_pages(member)
