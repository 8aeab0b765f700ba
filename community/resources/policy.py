"""Who may see and do what with resources. The list rule stands beside the single question; a test compares the two."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, exists, or_, true

from community import settings
from community.forums.policy import may_see_forum, moderates_everywhere, scopes_of
from community.members.policy import may_take_part
from community.policy import YES, Verdict, no
from community.resources.models import Removal, Resource

HIDDEN = no(None)  # answered as "not found": there is nothing to explain to a stranger


def manages(member) -> bool:
    """Whether the person keeps the resources."""
    return member.is_administrator or member.has_power("manage_content", "resources")


def oversees(member) -> bool:
    """Whether the person sees entries in any state and may take them down: keepers, moderators of the whole site."""
    return manages(member) or moderates_everywhere(member)


def is_public(resource: Resource) -> bool:
    """Whether the entry has appeared and stands. Needs resource.removal."""
    return resource.published_at is not None and resource.removal is None


def public() -> ColumnElement[bool]:
    """The list twin of is_public: a condition on Resource."""
    removed = exists().where(Removal.resource_id == Resource.id).correlate(Resource)  # lists may join Removal as well
    return and_(Resource.published_at.is_not(None), ~removed)


def may_see_resource(member, resource: Resource) -> Verdict:
    """What is public, by its room; authors see their own and those who oversee see all, in any state."""
    if _is_author(member, resource) or oversees(member):
        return YES
    if not may_see_forum(member, resource.scope):
        return HIDDEN
    return YES if is_public(resource) else HIDDEN


def resources_visible_to(member) -> ColumnElement[bool]:
    """The list twin of may_see_resource: a condition on Resource."""
    if oversees(member):
        return true()
    shown = and_(Resource.scope_id.in_(scopes_of(member)), public())
    return or_(shown, Resource.author_id == member.id) if member.is_authenticated else shown


def may_add_resource(member) -> Verdict:
    """Members contribute."""
    return may_take_part(member)


def needs_approval(member) -> bool:
    """Whether an entry of this person waits for somebody's word before it appears."""
    return settings.site().resources_need_approval and not manages(member)


def may_edit_resource(member, resource: Resource) -> Verdict:
    """Keepers and its author, while it stands."""
    if resource.removal:
        return no(_("Restore this entry before you edit it."))
    if manages(member) or _is_author(member, resource):
        return may_take_part(member)
    return no(_("Only the member who posted this entry may edit it."))


def may_read_history(member, resource: Resource) -> Verdict:
    """Earlier versions are for those who may bring them back: the author and those who oversee."""
    if _is_author(member, resource) or oversees(member):
        return YES
    return no(_("Earlier versions are shown to the author and to those who keep the resources."))


def may_withdraw_resource(member, resource: Resource) -> Verdict:
    """One takes one's own entry back."""
    if resource.removal:
        return no(_("This entry is removed already."))
    if not _is_author(member, resource):
        return no(_("Only the member who posted this entry may withdraw it."))
    return may_take_part(member)


def may_remove_resource(member, resource: Resource) -> Verdict:
    """Those who oversee, with a reason that the author is told; one's own is withdrawn."""
    if resource.removal:
        return no(_("This entry is removed already."))
    if not oversees(member) or _is_author(member, resource):
        return no(_("Only those who keep the resources may remove this entry."))
    return may_take_part(member)


def may_restore_resource(member, resource: Resource) -> Verdict:
    """Those who oversee anything; authors what they withdrew themselves."""
    if not resource.removal:
        return no(_("There is nothing to restore."))
    if oversees(member):
        return may_take_part(member)
    if not _is_author(member, resource):
        return no(_("Only the member who posted this entry may restore it."))
    if not resource.removal.by_author:
        return no(_("This entry was removed by those who keep the resources; only they can restore it."))
    return may_take_part(member)


def may_decide_resource(member, resource: Resource) -> Verdict:
    """Approve or refuse what waits; a refusal may be thought over. Needs resource.removal."""
    if not manages(member):
        return no(_("Only those who keep the resources decide what appears."))
    if resource.published_at is not None:
        return no(_("This entry has appeared already."))
    if resource.removal:
        return no(_("This entry is removed already."))
    return may_take_part(member)


def may_manage_resources(member) -> Verdict:
    """See what waits, and keep the lists of categories and dimensions."""
    return YES if manages(member) else no(_("This page is for those who keep the resources."))


def may_rate_resource(member, resource: Resource) -> Verdict:
    """Besides what holds for every rating: the entry must stand in public."""
    return YES if is_public(resource) else no(_("This entry can be rated once it has appeared."))


def may_reopen_comments(member, resource: Resource) -> Verdict:
    """Authors open again what they closed; what a moderator closed, only those who keep the resources open."""
    lock = resource.topic.lock
    if lock is None or manages(member) or lock.by_id == member.id:
        return YES
    return no(_("A moderator closed these comments."))


def _is_author(member, resource: Resource) -> bool:
    return member.id is not None and resource.author_id == member.id
