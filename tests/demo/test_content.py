"""The demonstration's texts hold together: every name they mention exists, and the founding titles are there."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

CONTENT = Path(__file__).parents[2] / "community" / "demo" / "content"


def read(name: str) -> dict:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


MEMBERS = {member["username"] for member in read("members")["member"]}
TAGS = {tag["name"] for tag in read("tags")["tag"]}
RESOURCES = read("resources")["resource"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource["title"][:30])
def test_a_resource_mentions_only_what_there_is(resource):
    assert resource["kind"] in {"news", "research", "tool", "guideline", "media"}
    assert resource["dimension"] in {row["slug"] for row in read("site")["dimension"]}
    assert set(resource["tags"]) <= TAGS
    assert {resource["by"], *(comment["by"] for comment in resource.get("comment", []))} <= MEMBERS
    assert sum(resource["ratings"]) < len(MEMBERS)  # everybody but the author may rate
    assert all(link["url"].startswith("https://example.org/") for link in resource.get("link", []))


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource["title"][:30])
def test_a_resource_appeared_before_it_was_posted_and_was_posted_before_it_was_discussed(resource):
    posted = resource["at"]
    assert resource["date"] <= posted[: len(resource["date"])]
    assert all(datetime.fromisoformat(comment["at"]) > datetime.fromisoformat(posted) for comment in comments(resource))


def comments(resource) -> list[dict]:
    return resource.get("comment", [])


def test_there_are_sixty_and_every_tag_is_used():
    assert len({resource["title"] for resource in RESOURCES}) == 60
    assert {tag for resource in RESOURCES for tag in resource["tags"]} == TAGS


def test_the_entry_with_the_founding_tags_has_the_founding_mean():
    entry = next(resource for resource in RESOURCES if len(resource["tags"]) == 23)
    votes = dict(zip((5, 4, 3, 2, 1), entry["ratings"], strict=True))
    assert sum(value * number for value, number in votes.items()) / sum(votes.values()) == 4.0


def test_one_tag_stands_twice_as_in_the_founding_list():
    slugs = {tag["slug"] for tag in read("tags")["tag"]}
    twice = [tag for tag in read("tags")["tag"] if "duplicate_of" in tag]
    assert [tag["name"] for tag in twice] == ["Policy on Migration and Integration"]
    assert twice[0]["duplicate_of"] in slugs


def test_every_member_says_a_few_words_and_is_of_a_known_kind():
    about = read("bios")
    assert {bio["username"] for bio in about["bio"]} == MEMBERS
    assert {member["kind"] for member in read("members")["member"]} == {kind["slug"] for kind in about["kind"]}


def test_the_pages_that_the_footer_promises_are_there():
    slugs = {page["slug"] for page in read("pages")["page"]}
    assert slugs == {"about", "rules", "privacy", "accessibility", "contact", "terms"}
