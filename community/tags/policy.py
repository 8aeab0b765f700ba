"""Who keeps the tags in order. Anybody who may write a thing may give it tags, new ones among them."""

from flask_babel import lazy_gettext as _

from community.policy import YES, Verdict, no


def may_manage_tags(member) -> Verdict:
    """Rename, change the kind, add spellings, delete what nothing carries."""
    return YES if member.is_administrator else no(_("Only administrators change tags."))


def may_merge_tags(member) -> Verdict:
    """Join two tags that mean the same."""
    if member.is_administrator or member.has_power("manage_content", "tags"):
        return YES
    return no(_("Only administrators and those who manage all content merge tags."))
