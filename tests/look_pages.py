"""Every page there is, and the states that are not reached by an address alone: what is looked at and checked."""

from dataclasses import dataclass

from flask import Flask

from tests import world

# Answers of programs for programs: nothing to look at.
NO_PAGES = {
    "static", "web.livez", "health.readyz", "media.fetch", "places.find", "languages.find_languages", "tags.suggest",
    "admin.date_example", "forums.news", "forums.topic_as_markdown", "forums.fetch_file", "forums.mine",
}  # fmt: skip
# What everybody may read, but looks different to those who are signed in.
ALSO_FOR_MEMBERS = {"pages.home", "pages.contact", "forums.forum_index", "forums.forum", "forums.topic"} | {
    "members.profile", "resources.resource_list", "resources.resource", "tags.tag", "shelf.shared",
}  # fmt: skip
ALSO_FOR_ADMINISTRATORS = {"pages.page", "forums.forum_index", "forums.forum", "forums.topic"} | {
    "members.profile", "resources.resource",
}  # fmt: skip
PERSONS = ("guest", "member", "administrator")


@dataclass(frozen=True)
class Page:
    """A page to look at: a name for its files, who looks, where; `deed`: what is typed there and sent before."""

    name: str
    who: str
    url: str
    deed: tuple[tuple[str, str], ...] = ()  # (name of a field, what is typed)


EMPTY = [
    Page("empty-home", "guest", "/"),
    Page("empty-forums", "guest", "/discuss"),
    Page("empty-resources", "guest", "/resources"),
    Page("empty-tags", "guest", "/tags"),
    Page("empty-home", "administrator", "/"),
    Page("empty-forums", "administrator", "/discuss"),
    Page("empty-dashboard", "administrator", "/admin"),
    Page("empty-log", "administrator", "/admin/log"),
    Page("empty-quotations", "administrator", "/admin/quotations"),
]

ERRORS = [
    Page("search-found", "guest", "/search?q=papers"),
    Page("search-narrowed", "member", "/search?q=papers&kind=post&from=yesterday"),
    Page("search-nothing", "guest", "/search?q=quetzal+pelican"),
    Page("error-404", "guest", "/nothing/here"),
    Page("error-404", "member", "/t/999999"),
    Page("error-403", "member", "/admin"),
    Page("error-405", "guest", "/sign-out"),
]


def refused(town: world.World) -> list[Page]:
    """Forms that were sent and not accepted."""
    return [
        Page("refused-join", "guest", "/join", (("username", "a b"), ("email", "nowhere"), ("password", "short"))),
        Page("refused-sign-in", "guest", "/sign-in", (("username", "nobody"), ("password", "not the right one"))),
        Page("refused-contact", "guest", "/contact", (("name", ""), ("email", "nowhere"), ("body", "x"))),
        Page("refused-topic", "member", f"/discuss/{town.room.slug}/new", (("title", ""), ("body", ""))),
        Page("refused-settings", "administrator", "/admin/settings", (("posts_per_page", "0"), ("name", ""))),
    ]


def marked(town: world.World) -> list[Page]:
    """What hits of search lead to."""
    topic, entry = f"/t/{town.topic.id}/{town.topic.slug}", f"/resources/{town.resource.id}/{town.resource.slug}"
    return [
        Page("marked-topic", "guest", f"{topic}?words=wait+papers+%22three+steps%22+code+نرحب"),
        Page("marked-topic", "member", f"{topic}/2?words=papers+{world.LONG_WORD}"),
        Page("marked-resource", "guest", f"{entry}?words=handbook+desk*+town"),
        Page("marked-nothing", "guest", f"{entry}?words=pelican"),
        Page("marked-profile", "guest", f"/members/{town.ben.username}?words=ben+office"),
    ]


def pages(app: Flask, town: world.World) -> list[Page]:
    """Every address that answers with a page, for each who sees it in a way of their own; then errors and refusals."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint in NO_PAGES:
                continue
            given = {name: town.value(rule.endpoint, name) for name in rule.arguments} | (rule.defaults or {})
            url = app.url_map.bind("localhost").build(rule.endpoint, given)
            name = rule.endpoint.replace(".", "-") + ("-" + given["slug"] if rule.defaults else "")
            found += [Page(name, who, url) for who in who_looks(app, rule.endpoint)]
    return sorted(set(found), key=lambda page: (page.who, page.name, page.url)) + ERRORS + refused(town) + marked(town)


def who_looks(app: Flask, endpoint: str) -> list[str]:
    """The persons who see a page in a way of their own."""
    mark = app.view_functions[endpoint].open_to
    first = {"all": "guest", "members": "member", "administrators": "administrator"}[mark]
    more = [("member", ALSO_FOR_MEMBERS), ("administrator", ALSO_FOR_ADMINISTRATORS)]
    return [first] + [who for who, endpoints in more if endpoint in endpoints]
