"""The themes, forums and threads of the demonstration."""

from random import Random

from community.demo.content import Content
from community.forums.commands import archive
from community.forums.commands.forums import create_forum, create_theme
from community.forums.kinds import DISCUSSION
from community.forums.models import (
    EVERYONE,
    Forum,
    HelpfulMark,
    Post,
    Topic,
    TopicLock,
    TopicPin,
    TopicSolution,
)
from community.members.models import Member
from community.tags.commands import set_tags
from community.text import quotes

OFTEN = 0.3  # of the posts are found helpful by somebody


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
    kind = thread.get("kind", DISCUSSION)
    topic = archive.open_topic(
        session, forum, title=thread["title"], author_id=author.id, at=at, is_demo=True, kind=kind
    )
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
    if number := thread.get("solution"):
        solution, told = posts[number - 1], posts[-1].created_at
        session.add(TopicSolution(topic_id=topic.id, post_id=solution.id, by_id=author.id, at=told))
    _mark(session, topic, posts)
    archive.finish(topic)
    return topic


def _mark(session, topic: Topic, posts: list[Post]) -> None:
    """Who talked here found one thing or the other helpful: the same in every demonstration."""
    chance = Random(topic.title)
    talked, at = sorted({post.author_id for post in posts if post.author_id}), posts[-1].created_at
    for post in posts:
        others = [one for one in talked if one != post.author_id]
        helped = chance.sample(others, chance.randrange(len(others) + 1)) if chance.random() < OFTEN else []
        session.add_all(HelpfulMark(post_id=post.id, member_id=one, at=at) for one in helped)
        post.helpful_count = len(helped)
        topic.helpful_count += len(helped)


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
