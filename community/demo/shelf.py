"""The tags and resources of the demonstration, with comments and ratings."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from community import subjects
from community.demo.content import Content
from community.errors import Invalid
from community.forums.commands import archive
from community.forums.models import Topic
from community.members.models import Member
from community.places.models import AREAS, Place
from community.ratings import figures, nightly
from community.ratings.models import Rating
from community.resources.commands.entries import add_resource
from community.resources.facts import Facts, LinkFacts
from community.resources.models import KIND, Category, Dimension, Resource
from community.tags import keeping
from community.tags.commands import add_tag
from community.tags.models import Tag

SAME = ("title", "kind", "body", "access", "publisher", "audience")


def make_tags(session, content: Content, host: Member) -> None:
    """The tags with their kinds, places and other spellings; one of them stands twice until `_merge_twins`."""
    areas = dict(session.execute(select(Place.code, Place.id).where(Place.kind.in_(AREAS))).all())
    for word in content.tags:
        place_id = areas.get(word.get("place"))
        facts = {"kind": word["kind"], "slug": word["slug"], "place_id": place_id, "by": host, "is_demo": True}
        tag = add_tag(word["name"], **facts)
        for spelling in word.get("alias", ()):
            try:
                keeping.add_spelling(tag, by=host, label=spelling)
            except Invalid:  # somebody's own tag has that name
                continue


def make_resources(session, content: Content, people: dict[str, Member], chance: Random, tell) -> None:
    """All entries; `tell()` hears of each."""
    shelves = {shelf.label.casefold(): shelf for shelf in session.scalars(select(Category))}
    dimensions = dict(session.execute(select(Dimension.slug, Dimension.id)).all())
    for entry in content.resources:
        at = content.at(entry["at"])
        facts = _facts(content, entry, shelves, dimensions)
        resource = add_resource(by=people[entry["by"]], facts=facts, at=at, is_demo=True)
        _comment(session, content, resource, entry, people, at)
        _rate(session, content, resource, entry, people, chance)
        tell()
    _merge_twins(session, content, people["christine"])
    nightly.freeze_priors()


def _facts(content: Content, entry: dict, shelves: dict[str, Category], dimensions: dict[str, int]) -> Facts:
    first, _dash, last = entry.get("period", "").partition("–")
    return Facts(
        **{name: entry[name] for name in SAME},
        categories=tuple(shelves[name.casefold()] for name in entry["categories"] if name.casefold() in shelves),
        tags=tuple(entry["tags"]),
        links=tuple(LinkFacts(**link) for link in entry.get("link", ())),
        dimension_id=dimensions.get(entry["dimension"]),
        document_language=entry["language"],
        authors="; ".join(entry["authors"]),
        issued=content.issued(entry),
        period_from=int(first) if first else None,
        period_to=int(last) if last else None,
        questions=list(entry.get("questions", ())),
        document_number=entry.get("document_number", ""),
        comments_open=entry["comments_open"],
    )


def _comment(
    session, content: Content, resource: Resource, entry: dict, people: dict[str, Member], at: datetime
) -> None:
    topic = session.get(Topic, resource.topic_id)
    topic.created_at = topic.last_post_at = at
    topic.views = len(entry.get("comment", ())) * 12 + sum(entry["ratings"]) * 7 + 20
    for comment in entry.get("comment", ()):
        author, when = people[comment["by"]], content.at(comment["at"])
        archive.add_post(session, topic, author_id=author.id, body=comment["body"], at=when)
    archive.finish(topic)


def _rate(session, content: Content, resource: Resource, entry: dict, people, chance: Random) -> None:
    values = [stars for stars, votes in zip((5, 4, 3, 2, 1), entry["ratings"], strict=True) for _vote in range(votes)]
    voters = chance.sample([member for member in people.values() if member.id != resource.author_id], len(values))
    posted = content.at(entry["at"])
    days = max(1, (content.last_day - posted).days)
    for voter, value in zip(voters, values, strict=True):
        at = posted + timedelta(minutes=chance.randrange(30, days * 24 * 60))
        vote = Rating(member_id=voter.id, kind=KIND, object_id=resource.id, value=value, created_at=at, updated_at=at)
        session.add(vote)
    if values:
        figures.recount(subjects.kind(KIND), resource.id)


def _merge_twins(session, content: Content, host: Member) -> None:
    """The founding list has one tag twice, under two slugs: it is mended here as an administrator would mend it."""
    for word in content.tags:
        tags = {tag.slug: tag for tag in session.scalars(select(Tag).where(Tag.label == word["name"]))}
        first, twin = tags.get(word.get("duplicate_of")), tags.get(word["slug"])
        if first and twin:
            keeping.merge_tag(twin, by=host, into=first)
