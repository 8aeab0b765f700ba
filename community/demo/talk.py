"""The themes, forums and threads of the demonstration."""

from random import Random

from community.demo.content import Content
from community.forums.commands import archive
from community.forums.commands.forums import create_forum, create_theme
from community.forums.models import EVERYONE, Forum, Post, Topic, TopicLock, TopicPin
from community.members.models import Member
from community.tags.commands import set_tags
from community.text import quotes


def make_forums(session, content: Content, people: dict[str, Member], chance: Random, tell) -> None:
    """All of it; `tell()` hears of each topic."""
    host = people["christine"]
    for place, theme in enumerate(content.themes):
        heading = create_theme(by=host, title=theme["title"], slug=theme["slug"], position=place, is_demo=True)
        for order, room in enumerate(theme["forum"]):
            facts = {name: room[name] for name in ("name", "slug", "purpose", "visibility", "posting") if name in room}
            forum = create_forum(heading, by=host, position=order, is_demo=True, **facts)
            session.flush()
            for thread in sorted(room["topic"], key=lambda thread: thread["at"]):
                _make_topic(session, content, forum, thread, people, chance)
                tell()


def _make_topic(session, content: Content, forum: Forum, thread: dict, people, chance: Random) -> Topic:
    author, at = people[thread["by"]], content.at(thread["at"])
    topic = archive.open_topic(session, forum, title=thread["title"], author_id=author.id, at=at, is_demo=True)
    posts = [archive.add_post(session, topic, author_id=author.id, body=thread["body"], at=at)]
    for reply in thread.get("post", ()):
        posts.append(_reply(session, content, topic, reply, posts, people))
    topic.views = len(posts) * chance.randrange(9, 31) + chance.randrange(15, 90)
    host = people["christine"]
    if thread.get("pinned"):
        session.add(TopicPin(topic_id=topic.id, by_id=host.id, at=at))
    if thread.get("locked"):
        session.add(TopicLock(topic_id=topic.id, by_id=host.id, at=posts[-1].created_at))
    set_tags("topic", topic.id, thread.get("tags", []), is_counted=forum.visibility == EVERYONE, by=host, is_demo=True)
    if word := thread.get("closing"):
        again = content.at(word["look_again"]).date() if "look_again" in word else None
        by, when = people[word["by"]], content.at(word["at"])
        archive.conclude(session, topic, by_id=by.id, body=word["body"], at=when, look_again_on=again)
    archive.finish(topic)
    return topic


def _reply(session, content: Content, topic: Topic, reply: dict, posts: list[Post], people) -> Post:
    body, quoted, answers = reply["body"], [], None
    if number := reply.get("quotes"):
        earlier = posts[number - 1]
        body = quotes.quote(earlier.id, _username(earlier, people), reply["quote"]) + body
        quoted, answers = [earlier.id], earlier.id
    return archive.add_post(
        session, topic, author_id=people[reply["by"]].id, body=body, at=content.at(reply["at"]), quoted=quoted,
        answers_id=answers,
    )  # fmt: skip


def _username(post: Post, people: dict[str, Member]) -> str:
    return next(member.username for member in people.values() if member.id == post.author_id)
