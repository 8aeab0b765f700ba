"""The forty invented members, with what they say of themselves."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from community import clock, settings
from community.demo.content import Content
from community.errors import Conflict
from community.members import finding, names
from community.members.models import ADMINISTRATOR, MEMBER, About, Grant, Member, StakeholderKind
from community.places.queries import city_named, country
from community.text.columns import write

INVENTED = "*Invented for the demonstration.*"


def make_members(session, content: Content, chance: Random) -> dict[str, Member]:
    """All of them by user name. Raises Conflict if somebody real bears one of the names."""
    _refuse_taken(session, [person["username"] for person in content.members])
    kinds = dict(session.execute(select(StakeholderKind.slug, StakeholderKind.id)).all())
    first = _first_words(content)
    people = {}
    for person in content.members:
        joined = first[person["username"]] - timedelta(hours=chance.randrange(4, 60 * 24))
        member = _member(person, joined, kinds)
        session.add(member)
        session.flush()
        about = About(member_id=member.id, language=person.get("language"))
        write(about, f"{person.get('about', '')}\n\n{INVENTED}".strip())
        session.add(about)
        finding.index_member(member.id)
        if person.get("moderator"):
            session.add(Grant(member_id=member.id, power="moderate", given_at=joined))
        people[member.username] = member
    session.flush()
    return people


def _refuse_taken(session, usernames: list[str]) -> None:
    keys = [names.key(username) for username in usernames]
    taken = session.scalars(select(Member.username).where(Member.name_key.in_(keys))).all()
    if taken:
        raise Conflict(f"Members of the demonstration cannot join: there is somebody called {', '.join(taken)}.")


def _member(person: dict, joined: datetime, kinds: dict[str, int]) -> Member:
    username, land = person["username"], country(person["country"])
    city = city_named(person["city"], person["country"])
    return Member(
        username=username, name_key=names.key(username), display_name=person["name"], email=f"{username}@example.org",
        email_confirmed_at=joined, joined_at=joined, last_seen_at=clock.now() - timedelta(days=1), grants=[],
        role=ADMINISTRATOR if person.get("administrator") else MEMBER, terms_version=settings.site().terms_version,
        kind_id=kinds.get(person["kind"]), organisation=person["organisation"], languages=person["languages"],
        country_id=land.id if land else None, city_id=city.id if city else None, profile_asked=True, is_demo=True,
    )  # fmt: skip


def _first_words(content: Content) -> dict[str, datetime]:
    """When each member wrote first: nobody joins after that."""
    said = [post for topic in content.topics for post in (topic, *topic.get("post", ()))]
    said += [part for entry in content.resources for part in (entry, *entry.get("comment", ()))]
    newest_first = sorted(said, key=lambda part: part["at"], reverse=True)
    nobody_wrote = {person["username"]: content.at(newest_first[-1]["at"]) for person in content.members}
    return nobody_wrote | {part["by"]: content.at(part["at"]) for part in newest_first}
