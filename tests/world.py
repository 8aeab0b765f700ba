"""A small community with one of everything: what tests of every page, and the screenshots, walk through."""

import io
from dataclasses import dataclass, field
from datetime import timedelta

from PIL import Image

from community import clock, settings
from community.db import db, transaction
from community.forums.commands import helpful_marks, posts, solutions, topics
from community.forums.commands.conclusions import conclude_topic
from community.forums.models import Forum, LookAgain, Post, Topic
from community.media import commands as media
from community.members.commands import tokens
from community.members.commands.kinds import ensure_kinds
from community.members.models import Grant, Member
from community.pages import commands as pages
from community.ratings.commands import rate
from community.resources.commands import entries, shelves
from community.resources.commands.shelves import ensure_shelves
from community.resources.facts import Facts, LinkFacts
from community.resources.models import Category, Resource
from community.shelf.commands import bookmarks
from community.shelf.commands import folders as shelf_folders
from community.shelf.commands.bookmarks import Wanted
from community.shelf.models import Bookmark, Folder
from community.tags.commands import add_tag
from tests import people

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
RICH = f"""What we did, in **three** steps:

1. asked who waits
2. asked *how long*
    - and why
3. counted

| Desk | Waits |
|---|---:|
| Papers | 41 days |
| School | 3 days |

See https://example.org/a/rather/long/address/that/has/no/place/to/break/and/goes/on.html and `code`.[^1]

[^1]: Counted by hand in March.

{LONG_WORD}
"""
ARABIC = "كيف نرحّب بمن يصل اليوم؟\n\nنبدأ بالسؤال عن لغته."


@dataclass
class World:
    """Who and what there is."""

    ada: Member  # runs the site
    mo: Member | None = None  # keeps order in the forum
    ben: Member | None = None  # a member
    room: Forum | None = None
    topic: Topic | None = None
    post: Post | None = None  # Ben's reply, edited once
    removed: Post | None = None
    resource: Resource | None = None
    values: dict = field(
        default_factory=dict
    )  # of arguments of routes: "slug", or "pages:slug", or "pages.edit_page:slug"

    def value(self, endpoint: str, argument: str):
        """What stands for an argument of a route. Raises KeyError."""
        for key in (f"{endpoint}:{argument}", f"{endpoint.split('.')[0]}:{argument}", argument):
            if key in self.values:
                return self.values[key]
        raise KeyError(f"{endpoint} takes <{argument}>: say in tests/world.py what stands for it")


def founded() -> World:
    """A site on its first day: its pages, and somebody who runs it."""
    pages.ensure_pages()
    ensure_kinds()
    ensure_shelves()
    return World(people.member("Ada", administrator=True))


def build() -> World:
    """Make it all, in an empty database; needs an app context."""
    ada = founded().ada
    mo, ben = people.member("Mo"), people.member("Ben")
    with transaction():
        settings.change(contact_name="Christine", contact_email="office@example.org", owner="The town")
        ben.organisation, ben.posts_count = "Welcome office of a town with a long name", 0
    room = people.forum("Front desks", purpose="Who waits where, for what, and how long.")
    people.forum("A room for members", slug="members-only", visibility="members")
    with transaction():
        mo.grants.append(Grant(power="moderate", scope=f"forum:{room.id}", given_at=clock.now()))
    topic, post, removed = _thread(room, ada, mo, ben)
    world = World(ada, mo, ben, room, topic, post, removed, _shelf(ada, ben))
    world.values = _values(world)
    return world


def _thread(room: Forum, ada: Member, mo: Member, ben: Member) -> tuple[Topic, Post, Post]:
    words = ["Health", "Waiting", "Words that nobody else uses"]
    topic = topics.start_topic(room, by=ada, title="Who waits longest, and for what?", body=RICH, tags=words)
    post = posts.reply(topic, by=ben, body="Ours wait for papers.")
    posts.edit(post, by=ben, body=f"Ours wait for papers.\n\n> {ARABIC}", seen=post.revision, reason="An example")
    removed = posts.reply(topic, by=ben, body="Buy my book.")
    posts.remove(removed, by=mo, reason="Advertising")
    helpful_marks.mark_helpful(post, by=ada)
    people.replies(22, to=topic, by=ben)
    conclude_topic(topic, by=ada, body="We do not know yet.", seen=0)
    again = clock.now().date() + timedelta(days=90)
    conclude_topic(topic, by=ada, body="Families wait **longest**, for papers.", seen=1, look_again_on=again)
    with transaction() as session:
        session.add(LookAgain(member_id=ben.id, topic_id=topic.id, at=clock.now()))
    people.topic(room, by=ben, title=f"A title that nobody can break: {LONG_WORD}", body=ARABIC)
    _question(room, ada, mo, ben)
    locked = people.topic(room, by=ada, title="ما الذي نجح؟", body=ARABIC)
    topics.pin_topic(locked, by=ada, until=None)
    topics.lock_topic(locked, by=ada, reason="Answered")
    return topic, post, removed


def _question(room: Forum, ada: Member, mo: Member, ben: Member) -> None:
    asked = topics.start_topic(room, by=ben, title="Who interprets at night?", body="We have nobody.", kind="question")
    answer = posts.reply(asked, by=mo, body=f"The hospital shares its line.\n\n{LONG_WORD}")
    solutions.solve_topic(answer, by=ben)
    for who in (ada, ben):
        helpful_marks.mark_helpful(answer, by=who)
    topics.start_topic(room, by=mo, title="And at weekends?", body="Nobody either.", kind="question")


def _shelf(ada: Member, ben: Member) -> Resource:
    handbooks = shelves.add_shelf(Category, by=ada, label="Handbooks")
    links = (LinkFacts("https://example.org/handbook.pdf", title="The handbook", language="en"),)
    facts = Facts(
        title="Handbook on a one-stop shop", kind="guideline", body=RICH, categories=(handbooks,), links=links,
        tags=("Cities and Local Governments", "Health"), publisher="The town", issued="2010-05",
        document_language="en", questions=["Who opens the door?"], audience="Front desks",
    )  # fmt: skip
    resource = entries.add_resource(by=ada, facts=facts)
    rate(resource, by=ben, value=4)
    posts.reply(db.session.get(Topic, resource.topic_id), by=ben, body="We printed it for every desk.")
    return resource


def _kept(world: World) -> tuple[Folder, Bookmark]:
    """What Ben keeps: a shared folder, something in it whose reminder is due, and something unsorted."""
    by = world.ben
    folder = shelf_folders.make_folder(by=by, name="For the council in May")
    shelf_folders.share_folder(folder, by=by, with_notes=True)
    shelf_folders.make_folder(by=by, name=f"To read {LONG_WORD}"[:80])
    due = Wanted(f"Ask *them*.\n\n{ARABIC}", folder.id, clock.now().date(), by_mail=True)
    kept = bookmarks.keep("topic", world.topic.id, by=by, wanted=due)
    for thing in (("post", world.removed.id), ("post", world.post.id)):
        bookmarks.keep(*thing, by=by, wanted=Wanted("Mine.", folder.id))
    bookmarks.keep("topic", world.topic.id + 1, by=by, wanted=Wanted())
    return folder, kept


def _values(world: World) -> dict:
    quotation = pages.add_quotation(by=world.ada, text="One arrives in a street.", author="Somebody", year="1979")
    pages.create_page(by=world.ada, title="How we decide", body="By talking.")
    avatar = io.BytesIO()
    Image.new("RGB", (300, 300), "teal").save(avatar, "PNG")
    picture = media.upload(avatar, "face.png", by=world.ben, role="avatar")
    media.attach(picture, "member", world.ben.id)
    with transaction():
        world.ben.avatar_id = picture.id
        claim = tokens.issue(people.member("Old", email=None, email_confirmed_at=None), "claim")
        confirm, reset = tokens.issue(world.ben, "confirm", "ben@example.org"), tokens.issue(world.ben, "reset")
    tag = add_tag("Health")
    folder, kept = _kept(world)
    return {
        "folder_id": folder.id, "bookmark_id": kept.id, "shelf:token": folder.token,
        "shelf:kind": "resource", "shelf:object_id": world.resource.id,
        "forums:slug": world.room.slug, "forums.topic:slug": world.topic.slug,
        "forums.topic_as_markdown:slug": world.topic.slug, "number": 2, "topic_id": world.topic.id,
        "post_id": world.post.id, "forum_id": world.room.id, "theme_id": world.room.theme_id,
        "forums.topic_list:name": "unread",
        "forums.restore_post:post_id": world.removed.id, "forums.purge_post:post_id": world.removed.id,
        "pages:slug": "rules", "pages.delete_page:slug": "how-we-decide", "quotation_id": quotation.id,
        "tags:slug": tag.slug, "tag_id": tag.id, "username": world.ben.username,
        "member_id": world.ben.id, "grant_id": 1, "kind_id": 1, "members.claim:token": claim,
        "members.confirm_address:token": confirm, "members.reset_password:token": reset,
        "media:token": picture.token, "name": "avatar", "kind": "post", "object_id": world.post.id,
        "ratings:kind": "resource", "ratings:object_id": world.resource.id, "rating_id": 1, "session_id": 1,
        "resource_id": world.resource.id, "resources:slug": world.resource.slug,
        "resources:kind": "category", "shelf_id": 1, "filename": "icons/favicon.svg",
    }  # fmt: skip
