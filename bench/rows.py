"""The rows of a filled site as plain values: who, where, what was said when. All counts are those of the rows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bench.instance import Size
from bench.words import COMMON_EVERY, RARE, RARE_POSTS, Texts
from community import clock
from community.members import names
from community.text.mentions import key_of
from community.text.render import VERSION, render
from community.web.slugs import slug_of

MEMBERS, FORUMS, THEMES = 200, 10, 3
YEAR = timedelta(days=365)
FIRST = "Ada Ben Chidi Dana Emre Fatou Goran Hana Ines Jonas Kofi Lena Mira Nadia Omar Pia Rosa Sami Tara Yusuf"
LAST = "Adler Bakker Costa Diallo Eriksen Farah Gruber Haddad Ivanov Jensen"


@dataclass
class Rows:
    """Everything that is inserted, by table."""

    members: list[dict] = field(default_factory=list)
    abouts: list[dict] = field(default_factory=list)
    themes: list[dict] = field(default_factory=list)
    forums: list[dict] = field(default_factory=list)
    topics: list[dict] = field(default_factory=list)
    posts: list[dict] = field(default_factory=list)


def make(size: Size, texts: Texts, homes: list[tuple[int | None, int | None]], kinds: list[int | None]) -> Rows:
    """The rows of a site; `homes` are pairs (country id, city id) that members live in."""
    rows, chance = Rows(), Random(11)
    began = clock.now() - YEAR
    _people(rows, texts, began, homes, kinds)
    rows.themes = [{"id": n, "slug": f"theme-{n}", "title": texts.title(), "position": n} for n in range(1, THEMES + 1)]
    rows.forums = [_forum(number, texts) for number in range(1, FORUMS + 1)]
    written = _written(size, began, chance)
    rows.topics = [_topic(number, texts, chance) for number in range(1, size.topics + (size.long > 0) + 1)]
    rows.posts = _posts(written, texts, chance)
    _count(rows)
    return rows


def _people(rows: Rows, texts: Texts, began: datetime, homes, kinds) -> None:
    for number in range(1, MEMBERS + 1):
        first, last = FIRST.split()[number % 20], LAST.split()[number // 20 % 10]
        username, (land, city) = f"{first}.{last}".lower(), homes[number % len(homes)]
        rows.members.append({
            "id": number, "username": username, "username_key": key_of(username), "name_key": names.key(username),
            "display_name": f"{first} {last}", "email": f"{username}@example.org", "email_confirmed_at": began,
            "role": "administrator" if number == 1 else "member", "joined_at": began + timedelta(minutes=number),
            "terms_version": 1, "organisation": f"{last} & Co", "languages": ["en"], "profile_asked": True,
            "country_id": land, "city_id": city, "kind_id": kinds[number % len(kinds)], "posts_count": 0,
        })  # fmt: skip
        about = texts.title() + "."
        html = render(about).html
        rows.abouts.append({"member_id": number, "source": about, "html": html, "renderer": VERSION})


def _forum(number: int, texts: Texts) -> dict:
    name = f"Forum {number} {texts.title()}"[:120]
    return {
        "id": number, "theme_id": number % THEMES + 1, "slug": f"forum-{number}", "name": name, "position": number,
        "purpose": texts.title(), "visibility": "everyone", "posting": "members", "topics_count": 0, "posts_count": 0,
    }  # fmt: skip


def _written(size: Size, began: datetime, chance: Random) -> list[tuple[datetime, int]]:
    """When which topic was written in, in the order of time, as the ids of a site that has grown: (at, topic id)."""
    each, found = size.posts // size.topics, []
    for topic in range(1, size.topics + 1):
        at = began + chance.random() * (YEAR - timedelta(days=20)) + timedelta(days=10)
        for _ in range(each):
            found.append((at, topic))
            at += timedelta(seconds=chance.randint(60, 40_000))
    step = (YEAR - timedelta(days=11)) / max(1, size.long)
    found += [(began + timedelta(days=10) + number * step, size.topics + 1) for number in range(size.long)]
    return sorted(found)


def _topic(number: int, texts: Texts, chance: Random) -> dict:
    title = texts.title()[:200]
    return {
        "id": number, "forum_id": chance.randint(1, FORUMS), "title": title, "slug": slug_of(title), "views": 0,
        "posts_count": 0, "last_number": 0,
    }  # fmt: skip


def _posts(written: list[tuple[datetime, int]], texts: Texts, chance: Random) -> list[dict]:
    numbers: Counter[int] = Counter()
    without = [number for number in range(1, len(written) + 1) if number % COMMON_EVERY]
    places = chance.sample(without, min(len(without), len(RARE) * RARE_POSTS))
    rare = {place: RARE[turn % len(RARE)] for turn, place in enumerate(places)}
    posts = []
    for post_id, (at, topic) in enumerate(written, 1):
        numbers[topic] += 1
        source, html = texts.with_rare(rare[post_id]) if post_id in rare else texts.post(post_id)
        posts.append({
            "id": post_id, "topic_id": topic, "number": numbers[topic], "author_id": chance.randint(1, MEMBERS),
            "created_at": at, "source": source, "html": html, "renderer": VERSION, "revision": 0,
        })  # fmt: skip
    return posts


def _count(rows: Rows) -> None:
    """Every stored count, and the newest posts."""
    topics, members = {row["id"]: row for row in rows.topics}, {row["id"]: row for row in rows.members}
    for post in rows.posts:  # in the order of time
        topic = topics[post["topic_id"]]
        if post["number"] == 1:
            topic |= {"author_id": post["author_id"], "created_at": post["created_at"]}
        topic |= {"last_post_at": post["created_at"], "last_post_by_id": post["author_id"], "newest": post["id"]}
        topic["posts_count"] = topic["last_number"] = post["number"]
        members[post["author_id"]]["posts_count"] += 1
    forums = {row["id"]: row for row in rows.forums}
    for topic in sorted(rows.topics, key=lambda row: (row["last_post_at"], row["id"])):
        forum = forums[topic["forum_id"]]
        forum["topics_count"] += 1
        forum["posts_count"] += topic["posts_count"]
        forum["newest"] = topic["newest"]
