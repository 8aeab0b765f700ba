"""Who keeps the tags in order. Anybody who may write a thing may give it tags, new ones among them."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, true

from community.policy import YES, Verdict, no
from community.tags.models import Tag


def tags_visible_to(member) -> ColumnElement[bool]:
    """What something public carries; an unused word may be one of a hidden thing. Those who keep tags see all."""
    return true() if may_merge_tags(member) else Tag.uses_count > 0


def may_manage_tags(member) -> Verdict:
    """Rename, change the kind, add spellings, delete what nothing carries."""
    return YES if member.is_administrator else no(_("Only administrators change tags."))


def may_merge_tags(member) -> Verdict:
    """Join two tags that mean the same."""
    if member.is_administrator or member.has_power("manage_content", "tags"):
        return YES
    return no(_("Only administrators and those who manage all content merge tags."))
