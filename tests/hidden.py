"""One of everything that is hidden, each with those who see it all the same; and everybody who might look for it.

A new kind of hidden thing needs a line in `things`; a route that takes a number that is told there needs none.
"""

from dataclasses import dataclass, field

from flask import current_app

from community import clock, settings
from community.db import db, transaction
from community.forums.commands import forums, posts, topics
from community.forums.models import Forum, Post, Topic
from community.media import commands as media
from community.media.models import Media
from community.media.queries import of_subject
from community.members.commands import exports, tokens
from community.members.models import Grant, LoginSession, Member, Token
from community.resources.commands import decisions, entries
from community.resources.facts import Facts
from community.resources.models import Resource
from community.shelf.commands import bookmarks
from community.shelf.commands import folders as shelf_folders
from community.shelf.commands.bookmarks import Wanted
from community.web.slugs import slug_of
from tests import people
from tests.media.conftest import docx
from tests.world import World

SIGNED_IN = "una tess ben nan kay mo rae zoe ada"


@dataclass(frozen=True)
class Thing:
    """What stands for an argument of routes ("slug", "forums:slug", "forums.forum:slug"), and who sees it."""

    argument: str
    value: object
    seen_by: str = ""
    never: object = 999_999  # what never was
    beside: dict = field(default_factory=dict)  # the routes' other arguments

    def fits(self, endpoint: str, argument: str) -> bool:
        """Whether it stands for this argument of this route."""
        return self.argument in (f"{endpoint}:{argument}", f"{endpoint.split('.')[0]}:{argument}", argument)


def newcomers(town: World) -> dict[str, Member]:
    """Those who come besides the town's own, by name."""
    board = people.forum("The board", slug="the-old-board", visibility="named")
    comments = db.session.get(Topic, town.resource.topic_id).forum_id
    found = {
        "una": people.member("Una", email_confirmed_at=None), "tess": people.member("Tess", terms_version=0),
        "nan": people.member("Nan"),  # named for the board
        "kay": _keeper("Kay", board.id),  # keeps order in it; Mo does so elsewhere
        "rae": _keeper("Rae", comments),
        "zoe": people.member("Zoe"),  # whose things they are
        "lou": people.member("Lou", left_at=clock.now()), "sue": people.member("Sue"),
    }  # fmt: skip
    forums.edit_forum(board, by=town.ada, slug="board", named=[found["nan"]])
    return found


def _keeper(name: str, forum_id: int) -> Member:
    return people.member(name, grants=[Grant(power="moderate", scope=f"forum:{forum_id}", given_at=clock.now())])


def things(town: World, who: dict[str, Member]) -> list[Thing]:
    """All that is hidden from somebody."""
    return [*_rooms(town), *_posts(town, who["zoe"]), *_shelf(town, who["zoe"]), *_personal(town, who)]


def _rooms(town: World):
    """Rooms that not everybody may enter, with a topic in each."""
    seen = {"board": "nan kay ada", "cellar": "ada", "members-only": SIGNED_IN}
    people.forum("The cellar", slug="cellar", visibility="nobody")
    for room in db.session.scalars(db.select(Forum).where(Forum.slug.in_(seen))).all():
        tag = f"Unheard of in the {room.slug}"
        topic = topics.start_topic(room, by=town.ada, title="Salaries", body="Low.", tags=[tag])
        yield Thing("tags:slug", slug_of(tag), "ada", "never-was")
        yield Thing("forums:slug", room.slug, seen[room.slug], "never-was")
        yield from _thread(topic.id, topic.last_post_id, seen[room.slug])
        yield Thing("shelf.keep:object_id", topic.id, seen[room.slug], beside={"kind": "topic"})
    yield Thing("forums:slug", "the-old-board", seen["board"], "never-was")


def _thread(topic_id: int, post_id: int, seen_by: str):
    yield Thing("topic_id", topic_id, seen_by, beside={"number": 1})
    yield Thing("post_id", post_id, seen_by)


def _posts(town: World, zoe: Member):
    """What stands in a room for everybody, and has been taken out of sight."""
    emptied = people.topic(town.room, by=zoe, title="A mistake")
    only = db.session.get(Post, emptied.last_post_id)
    posts.remove(only, by=zoe)
    yield from _thread(emptied.id, only.id, "zoe mo ada")
    purged = posts.reply(town.topic, by=zoe, body="My number is 0123.")
    posts.remove(purged, by=town.mo, reason="Too personal")
    posts.purge(purged, by=town.ada, reason="Asked for")
    for deed in ("quote_post", "edit_post", "post_history"):
        yield Thing(f"forums.{deed}:post_id", town.removed.id, "mo ada")
        yield Thing(f"forums.{deed}:post_id", purged.id)


def _shelf(town: World, zoe: Member):
    """Entries that are not public, their comments, files and tags."""
    withdrawn, removed, inside = (_entry(zoe, title) for title in ("Withdrawn", "Removed", "Inside"))
    with transaction():
        settings.change(resources_need_approval=True)
    waiting, refused = _entry(zoe, "Waiting"), _entry(zoe, "Refused", tag="Unseen")
    open_to_all = (withdrawn, removed, inside)
    talk = {row.id: people.replies(2, to=_comments(row), by=town.ada, body="Unseen.")[1].id for row in open_to_all}
    decisions.withdraw_resource(withdrawn, by=zoe)
    decisions.remove_resource(removed, by=town.ada, reason="An advertisement")
    decisions.refuse_resource(refused, by=town.ada, reason="Twice the same")
    with transaction():
        inside.scope_id = db.session.scalar(db.select(Forum.id).where(Forum.slug == "board"))
    for entry in (withdrawn, removed, waiting, refused, inside):
        seen, comments = ("zoe nan kay ada",) * 2 if entry is inside else ("zoe ada", "ada")
        yield from _entry_things(entry, seen)
        yield Thing("topic_id", entry.topic_id, comments, beside={"number": 1} if entry.id in talk else {})
        if entry.id in talk:
            yield Thing("post_id", talk[entry.id], comments)
    yield Thing("tags:slug", "unseen", "ada", "never-was")


def _entry(by: Member, title: str, tag: str = "Health") -> Resource:
    file = media.upload(docx(), "plan.docx", by=by, role="file")
    return entries.add_resource(by=by, facts=Facts(title, "news", "Unseen.", tags=(tag,)), files=[file])


def _entry_things(entry: Resource, seen_by: str):
    yield Thing("resource_id", entry.id, seen_by)
    for deed in ("rate", "withdraw"):
        yield Thing(f"ratings.{deed}:object_id", entry.id, seen_by)
    yield _file(of_subject("resource", entry.id)[0], seen_by)


def _file(file: Media, seen_by: str) -> Thing:
    return Thing("media:token", file.token, seen_by, "0" * 32, {"name": file.filename})


def _comments(entry: Resource) -> Topic:
    return db.session.get_one(Topic, entry.topic_id)


def _personal(town: World, who: dict[str, Member]):
    """What is somebody's own, and what is left of somebody."""
    zoe, lou, ben = who["zoe"], who["lou"], town.ben.id
    yield Thing("folder_id", shelf_folders.make_folder(by=zoe, name="Mine").id, "zoe")
    yield Thing("bookmark_id", bookmarks.keep("topic", town.topic.id, by=zoe, wanted=Wanted("Mine.")).id, "zoe")
    yield _file(media.upload(docx(), "draft.docx", by=zoe, role="file"), "zoe")
    exports.make_export(zoe.id)
    yield Thing("settings:name", exports.export_of(zoe).name, "zoe", f"{zoe.id}-{'0' * 16}.zip")
    people.signs_in(current_app, zoe)
    place = db.session.scalar(db.select(LoginSession.id).where(LoginSession.member_id == zoe.id))
    yield Thing("session_id", place, "zoe")
    for keeper in ("kay", "mo"):
        yield Thing("members.take_power:grant_id", who[keeper].grants[0].id, beside={"member_id": ben})
    yield Thing("members:member_id", lou.id)
    yield Thing("admin.log_subject:object_id", lou.id, beside={"kind": "member"})
    yield Thing("username", lou.username, never="never.was")
    with transaction():
        reset, late = tokens.issue(zoe, "reset"), tokens.issue(zoe, "confirm", "zoe@example.org")
        db.session.execute(db.update(Token).where(Token.purpose == "confirm").values(expires_at=clock.now()))
    never = "x" * len(reset)
    yield Thing("members.claim:token", reset, never=never)
    yield Thing("members.confirm_address:token", late, never=never)
    yield Thing("members.reset_password:token", late, never=never)
