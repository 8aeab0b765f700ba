"""Who may say where a topic stands in the end, take it back, and read what was said before."""

from flask_babel import lazy_gettext as _

from community.forums.models import Topic
from community.forums.policy import moderates
from community.members.policy import may_take_part
from community.policy import YES, Verdict, no


def may_conclude_topic(member, topic: Topic) -> Verdict:
    """Its author and moderators, at any time; what a moderator wrote or withdrew, moderators. Needs conclusion."""
    if topic.hidden_at:
        return no(_("What this is about is not shown at present."))
    if moderates(member, topic.forum_id):
        return may_take_part(member)
    if member.id is None or topic.author_id != member.id:
        return no(_("Only its author or a moderator may write the closing word."))
    if not topic.posts_count and not topic.about_kind:
        return no(_("All that stood in this topic has been removed."))
    if topic.lock:
        return no(_("This topic is locked."))
    trouble = _of_moderators(member, topic)
    return no(trouble) if trouble else may_take_part(member)


def _of_moderators(author, topic: Topic) -> object:
    """Why the topic's author may not change its closing word; None if they may."""
    said = topic.conclusion
    if said and said.stands and said.by_id != author.id:
        return _("A moderator wrote this closing word; only moderators change it.")
    if said and not said.stands and said.withdrawn_by_id != author.id:
        return _("A moderator withdrew the closing word; only moderators write a new one.")
    return None


def may_withdraw_conclusion(member, topic: Topic) -> Verdict:
    """Whoever may write it anew."""
    if not topic.conclusion or not topic.conclusion.stands:
        return no(_("There is no closing word to withdraw."))
    return may_conclude_topic(member, topic)


def may_read_conclusions(member, topic: Topic) -> Verdict:
    """The earlier versions: everybody while one stands, but withdrawn ones and those of a withdrawn one moderators."""
    if topic.conclusion and (topic.conclusion.stands or moderates(member, topic.forum_id)):
        return YES
    return no(None)
