"""Who may see and do what in forums. Each list rule stands beside the single question; a test compares the two."""

from datetime import datetime, timedelta
from typing import Any, Protocol

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, case, exists, or_, select, true

from community import settings
from community.db import db
from community.forums.models import (
    CLOSED,
    EVERYONE,
    MEMBERS,
    MODERATORS,
    NAMED,
    Forum,
    ForumMember,
    Post,
    PostRemoval,
    Topic,
)
from community.members.policy import may_take_part
from community.policy import YES, Verdict, no


class Standing(Protocol):
    """What the rules need to know of a post: a row of the table has it, and so has a row of a page."""

    @property
    def topic(self) -> Topic: ...
    @property
    def author_id(self) -> int | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def purged_at(self) -> datetime | None: ...
    @property
    def removal(self) -> Any: ...


HIDDEN = no(None)  # answered as "not found": there is nothing to explain to a stranger


def moderates(member, forum_id: int) -> bool:
    """Whether the person keeps order in this forum."""
    return member.is_administrator or member.has_power("moderate", f"forum:{forum_id}")


def moderates_everywhere(member) -> bool:
    """Whether the person keeps order in every forum."""
    return member.is_administrator or member.has_power("moderate")


def may_see_forum(member, forum: Forum) -> Verdict:
    """Moderators see their forums in any state; others by the forum's visibility."""
    if forum.visibility == EVERYONE or moderates(member, forum.id):
        return YES
    if forum.visibility == MEMBERS and member.is_authenticated:
        return YES
    if forum.visibility == NAMED and member.is_authenticated:
        return YES if db.session.get(ForumMember, (forum.id, member.id)) else HIDDEN
    return HIDDEN


def forums_visible_to(member) -> ColumnElement[bool]:
    """The list twin of may_see_forum: a condition on Forum."""
    if moderates_everywhere(member):
        return true()
    open_to = [EVERYONE, MEMBERS] if member.is_authenticated else [EVERYONE]
    ways: list[ColumnElement[bool]] = [Forum.visibility.in_(open_to)]
    if member.is_authenticated:
        named = exists().where(ForumMember.forum_id == Forum.id, ForumMember.member_id == member.id)
        ways += [and_(Forum.visibility == NAMED, named), Forum.id.in_(_moderated(member))]
    return or_(*ways)


def scopes_of(member):
    """The ids of the rooms that the person may enter, as a subquery: what lists, feeds and counts are held against."""
    return select(Forum.id).where(forums_visible_to(member)).correlate(None)  # also where the outer one reads Forum


def _moderated(member) -> list[int]:
    scopes = (grant.scope for grant in member.grants if grant.power == "moderate")
    return [int(scope.removeprefix("forum:")) for scope in scopes if scope.startswith("forum:")]


def may_see_topic(member, topic: Topic) -> Verdict:
    """As its forum. An empty topic is seen by moderators and its author, a hidden one by moderators only."""
    if not may_see_forum(member, topic.forum):
        return HIDDEN
    if topic.hidden_at:
        return YES if moderates(member, topic.forum_id) else HIDDEN
    if topic.posts_count > 0 or topic.about_kind or moderates(member, topic.forum_id):
        return YES
    return YES if member.id is not None and topic.author_id == member.id else HIDDEN


def topics_visible_to(member) -> ColumnElement[bool]:
    """The list twin of may_see_topic: a condition on Topic (empty topics stay out of lists, but their author's)."""
    # Asked of each topic: a list of rooms would tempt SQLite to gather all that stands in them, and sort it.
    inside = exists().where(Forum.id == Topic.forum_id, forums_visible_to(member)).correlate(Topic)
    if moderates_everywhere(member):
        return inside
    seen = [Topic.posts_count > 0, Topic.about_kind.is_not(None)]
    if not member.is_authenticated:
        return and_(inside, Topic.hidden_at.is_(None), or_(*seen))
    shown = and_(Topic.hidden_at.is_(None), or_(*seen, Topic.author_id == member.id))
    return and_(inside, or_(shown, Topic.forum_id.in_(_moderated(member))))


def title_for(member) -> ColumnElement[str]:
    """A topic's title, which is somebody else's word, for the member's own copy: "" once they may not see the topic."""
    return case((topics_visible_to(member), Topic.title), else_="")


def may_post_in(member, forum: Forum) -> Verdict:
    """Whether the forum takes contributions of this person at all."""
    if moderates(member, forum.id):
        return may_take_part(member)
    if forum.posting == CLOSED:
        return no(_("This forum is closed: it can be read, but takes no new posts."))
    if forum.posting == MODERATORS:
        return no(_("Only moderators post in this forum."))
    return may_take_part(member)


def may_start_topic(member, forum: Forum) -> Verdict:
    """Rooms of comments get their topics from their subjects, not from people."""
    if forum.comments_on:
        return no(_("Comments are written below what they are about."))
    return may_post_in(member, forum)


def may_reply(member, topic: Topic) -> Verdict:
    """What is locked, or empty but for its title, is for moderators only. Needs topic.forum and topic.lock."""
    if topic.hidden_at:
        return no(_("What this is about is not shown at present."))
    if not topic.posts_count and not topic.about_kind and not moderates(member, topic.forum_id):
        return no(_("All that stood in this topic has been removed: it takes no new replies."))
    if topic.lock and not moderates(member, topic.forum_id):
        return no(_("This topic is locked: it can be read, but takes no new replies."))
    return may_post_in(member, topic.forum)


def may_read_post(member, post: Standing) -> Verdict:
    """Whether the words may be read, quoted, and compared with earlier ones."""
    if post.purged_at:
        return no(_("The text of this post has been deleted for good."))
    if not post.removal or moderates(member, post.topic.forum_id):
        return YES
    return no(_("This post has been removed."))


def posts_readable() -> ColumnElement[bool]:
    """The list twin for everybody but moderators: a condition on Post; the room is a condition of its own."""
    removed = exists().where(PostRemoval.post_id == Post.id)
    return and_(Post.purged_at.is_(None), ~removed)


def may_quote_post(member, post: Standing) -> Verdict:
    """Whoever may reply may quote what stands there to read."""
    if post.purged_at or post.removal:
        return no(_("A removed post cannot be quoted."))
    return may_reply(member, post.topic)


def window() -> timedelta:
    """How long authors may still change their post: long enough to sleep on it, short enough to keep quotes true."""
    return timedelta(days=settings.site().edit_window_days)


def within_window(post: Standing, now: datetime) -> bool:
    """Whether authors may still change the post."""
    return now - post.created_at < window()


def _own(member, post: Standing, now: datetime, other, late) -> Verdict:
    if member.id is None or post.author_id != member.id:
        return no(other)
    if post.topic.lock:
        return no(_("This topic is locked."))
    if not within_window(post, now):
        return no(late)
    return may_take_part(member)


def may_edit_post(member, post: Standing, now: datetime) -> Verdict:
    """Moderators always; the author within the window, while the topic is open."""
    if post.purged_at or post.removal:
        return no(_("A removed post cannot be edited."))
    if moderates(member, post.topic.forum_id):
        return may_take_part(member)
    return _own(
        member, post, now, _("Only its author may edit this post."), _("The time for editing this post is over.")
    )


def may_remove_post(member, post: Standing, now: datetime) -> Verdict:
    """Moderators always (with a reason); the author within the window."""
    if post.purged_at or post.removal:
        return no(_("This post is removed already."))
    if moderates(member, post.topic.forum_id):
        return may_take_part(member)
    late = _("The time for removing this post yourself is over; ask a moderator.")
    return _own(member, post, now, _("Only its author or a moderator may remove this post."), late)


def may_restore_post(member, post: Standing, now: datetime) -> Verdict:
    """Moderators; the author what they removed themselves, within the window."""
    if not post.removal or post.purged_at:
        return no(_("There is nothing to restore."))
    if moderates(member, post.topic.forum_id):
        return may_take_part(member)
    if not post.removal.by_author:
        return no(_("A moderator removed this post; only moderators can restore it."))
    return _own(member, post, now, _("Only its author may restore this post."), _("The time for restoring is over."))


def may_purge_post(member, post: Standing) -> Verdict:
    """Deleting for good is an administrator's act, on a post that is already removed."""
    if not member.is_administrator:
        return no(_("Only administrators delete posts for good."))
    if post.purged_at:
        return no(_("This post has been deleted for good already."))
    return YES if post.removal else no(_("Remove the post first."))


def may_mark_read(member, topic: Topic) -> Verdict:
    """Whoever is known here may note how far they have read, also where they may not write."""
    return YES if member.is_authenticated else no(_("Sign in, and the site remembers what you have read."))


def may_mark_unread(member, topic: Topic, now: datetime) -> Verdict:
    """As long as anything in the topic can be unread at all."""
    if topic.last_post_at <= now - timedelta(days=settings.site().unread_days):
        return no(_("What is as old as this counts as read."))
    return may_mark_read(member, topic)


def may_moderate_topic(member, topic: Topic) -> Verdict:
    """Lock, unlock, pin, move."""
    return YES if moderates(member, topic.forum_id) else no(_("Only moderators may do this."))


def may_rename_topic(member, topic: Topic, now: datetime) -> Verdict:
    """Moderators; its author within the window. What is about a subject takes the subject's title."""
    if topic.about_kind:
        return no(_("This thread has the title of what it is about."))
    other = _("Only its author or a moderator may rename this topic.")
    return _own_topic(member, topic, now, other, _("The time for renaming this topic is over."))


def may_tag_topic(member, topic: Topic, now: datetime) -> Verdict:
    """Moderators; its author within the window. What is about a subject carries the subject's tags."""
    if topic.about_kind:
        return no(_("This thread carries the tags of what it is about."))
    other = _("Only its author or a moderator may change the tags of this topic.")
    return _own_topic(member, topic, now, other, _("The time for changing its tags is over; ask a moderator."))


def _own_topic(member, topic: Topic, now: datetime, other, late) -> Verdict:
    if moderates(member, topic.forum_id):
        return may_take_part(member)
    if member.id is None or topic.author_id != member.id:
        return no(other)
    if topic.lock or now - topic.created_at >= window():
        return no(late)
    return may_take_part(member)


def may_manage_forums(member) -> Verdict:
    """Create, order, move, close, hide and delete forums."""
    return YES if member.is_administrator else no(_("Only administrators arrange the forums."))
