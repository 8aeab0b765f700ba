"""The table of contents: every blueprint, subject kind, periodic task, menu item and page part, in one place."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from flask_wtf import CSRFProtect

from community import jobs, subjects, tables, versions
from community.admin import links as admin_links
from community.admin import nightly
from community.admin import views as admin
from community.admin.links import Link
from community.backup import daily
from community.backup import parts as backup_parts
from community.db import db
from community.forums import (
    about_views,
    helpful_views,
    long_views,
    post_views,
    reading_views,
    room_views,
    solution_views,
    subject,
)
from community.forums import parts as forums_parts
from community.forums import views as forums
from community.forums.commands import conclusions, marks, topic_files
from community.forums.commands.leaving import take_conclusions_along, take_marks_along, take_posts_along
from community.media import commands as media_commands
from community.media import views as media
from community.members import (
    admin_views,
    claim_views,
    data_views,
    kind_views,
    link_views,
    login,
    profile_views,
    reading,
    scopes,
    settings_views,
)
from community.members import parts as members_parts
from community.members import subject as members_subject
from community.members import views as members
from community.members.commands import exports, leaving, profiles, suspensions, sweeping
from community.pages import desk_views as pages_desk
from community.pages import parts as pages_parts
from community.pages import search_views as pages_search
from community.pages import views as pages
from community.places import views as places
from community.ratings import commands as rating_commands
from community.ratings import nightly as ratings_nightly
from community.ratings import subject as ratings_subject
from community.ratings import views as ratings
from community.resources import desk_views as resources_desk
from community.resources import parts as resources_parts
from community.resources import shelf_views as resources_shelves
from community.resources import subject as resources_subject
from community.resources import views as resources
from community.shelf import folder_views as shelf_folders
from community.shelf import navigation as shelf_navigation
from community.shelf import reminders as shelf_reminders
from community.shelf import subject as shelf_subject
from community.shelf import views as shelf
from community.shelf.commands import bookmarks as shelf_bookmarks
from community.shelf.commands.leaving import forget_shelf
from community.tags import parts as tags_parts
from community.tags import subject as tags_subject
from community.tags import views as tags
from community.web import (
    addresses,
    again,
    bounds,
    compressing,
    errors,
    front,
    headers,
    health,
    hosts,
    keeping,
    languages,
    limits,
    locale,
    logs,
    paging,
    parts,
    preview,
    readers,
)
from community.web.parts import MenuItem

# In the founding community's order; a section appears with its feature.
MENU = [
    MenuItem(_("Home"), "pages.home", ("/",)),
    MenuItem(_("About"), "pages.page", ("/about",), (("slug", "about"),)),
    MenuItem(_("Resources"), "resources.resource_list", ("/resources",)),
    MenuItem(_("Discuss"), "forums.forum_index", ("/discuss", "/t", "/p", "/topics")),
]

# Further lines of the member's own menu, each with whom it is for.
MEMBER_MENU = [
    (MenuItem(_("My shelf"), "shelf.shelf", ("/shelf",)), lambda viewer: viewer.is_authenticated),
    (MenuItem(_("To look at again"), "forums.look_again", ("/look-again",)), lambda viewer: viewer.is_authenticated),
    (MenuItem(_("Administration"), "admin.dashboard", ("/admin",)), lambda viewer: viewer.is_administrator),
]

# What a member's shelf is made of; each feature keeps its own page.
SHELF_PAGES = [
    shelf_navigation.Page(_("Bookmarks"), "shelf.shelf"),
    shelf_navigation.Page(_("My posts"), "shelf.my_posts"),
    shelf_navigation.Page(_("My helpful marks"), "forums.my_helpful_marks"),
]

# What the administrators' first page leads to.
ADMIN_LINKS = [
    Link(
        _("Settings of the site"),
        "admin.settings",
        _("Name, first words, contact, rules of posting and rating, dates."),
    ),
    Link(
        _("Members"), "members.list_members", _("Find accounts; roles, powers, suspensions, and what was decided when.")
    ),
    Link(_("Kinds of members"), "members.list_kinds", _("What members can say they work for.")),
    Link(_("Forums"), "forums.arrange_forums", _("Open, order, move, close and hide forums and their themes.")),
    Link(_("Pages"), "pages.list_pages", _("About, rules, privacy, accessibility, contact, terms, and further ones.")),
    Link(_("Quotations"), "pages.list_quotations", _("What stands beside the pages, and changes from page to page.")),
    Link(_("Resources that wait"), "resources.pending_resources", _("Approve or refuse what members posted.")),
    Link(_("Categories and dimensions"), "resources.shelves", _("What resources are sorted by.")),
    Link(_("Tags"), "tags.keep_tags", _("Rename, merge, say which are places; what stands there twice.")),
    Link(_("Ratings"), "ratings.overview", _("Votes that may not be what they seem, and those that were set aside.")),
    Link(_("Log"), "admin.log", _("Who did what, when and why.")),
]

TABLES = tables.MODULES  # named here so that all of the schema is loaded

# These views add their routes to the forums' blueprint when they are imported.
FORUMS = (forums, post_views, reading_views, room_views, about_views, long_views, helpful_views, solution_views)

# The same for members.
MEMBERS = (members, link_views, claim_views, profile_views, data_views, admin_views, kind_views)

# The same for pages.
PAGES = (pages, pages_desk, pages_search)

# The same for resources.
RESOURCES = (resources, resources_desk, resources_shelves)

# The same for the shelf.
SHELF = (shelf, shelf_folders)

BLUEPRINTS = [
    locale.bp,
    health.bp,
    preview.bp,
    languages.bp,
    media.bp,
    places.bp,
    members.bp,
    settings_views.bp,
    forums.bp,
    ratings.bp,
    tags.bp,
    resources.bp,
    shelf.bp,
    pages.bp,
    admin.bp,
]

SUBJECTS = [
    members_subject.MEMBER,
    tags_subject.TAG,
    subject.TOPIC,
    subject.POST,
    subject.HELPFUL_MARK,
    resources_subject.RESOURCE,
    ratings_subject.RATING,
    shelf_subject.BOOKMARK,
    shelf_subject.FOLDER,
]

SLOTS: dict = {
    "top": [("members/_asks.html", members_parts.asks)],
    "home": [("resources/_newest.html", resources_parts.newest)],
    "profile": [
        ("forums/_of_member.html", forums_parts.of_member),
        ("resources/_of_member.html", resources_parts.of_member),
    ],
    "dashboard": [("backup/_newest.html", backup_parts.newest)],
    "side": [("tags/_cloud.html", tags_parts.side_cloud), ("pages/_quotation.html", pages_parts.quotation)],
}

# What other features do when a member leaves, inside that transaction.
ON_LEAVE: list = [
    profiles.forget_face,
    exports.forget_exports,
    topic_files.forget_files,
    take_conclusions_along,
    take_posts_along,
    marks.forget_marks,
    take_marks_along,
    rating_commands.forget_member,
    forget_shelf,
]
leaving.on_leave[:] = ON_LEAVE

# What they do when one is suspended, or let in again.
suspensions.on_change[:] = [rating_commands.follow_suspension]

# Whose pages are shared with whom.
readers.who[:] = [reading.reader]

# What must be right for the site to be ready.
health.checks.update(database=health.database, migrations=versions.trouble)

# Within what members can be given powers.
scopes.sources[:] = [forums_parts.scopes, resources_parts.scopes]

PERIODIC = [
    ("backup.one_a_day", timedelta(hours=1), daily.one_a_day),
    ("check.counts", timedelta(days=1), nightly.check_counts),
    ("forums.look_again", timedelta(hours=1), conclusions.look_again),
    ("forums.sweep_marks", timedelta(days=1), marks.sweep_marks),
    ("limits.sweep", timedelta(hours=1), limits.sweep),
    ("ratings.every_day", timedelta(days=1), ratings_nightly.every_day),
    ("ratings.enter_waiting", timedelta(minutes=15), rating_commands.enter_waiting),
    ("members.sweep", timedelta(hours=1), sweeping.sweep),
    ("members.sweep_exports", timedelta(hours=6), exports.sweep),
    ("forums.sweep_files", timedelta(hours=6), topic_files.sweep),
    ("shelf.make_due", timedelta(minutes=5), shelf_reminders.make_due),
    ("shelf.sweep", timedelta(hours=1), shelf_bookmarks.sweep),
    ("media.sweep", timedelta(hours=1), media_commands.sweep_unused),
]


def connect(app) -> None:
    """Make the application out of its parts."""
    db.init_app(app)
    logs.init_app(app)
    keeping.init_app(app)
    app.wsgi_app = front.Front(app, app.wsgi_app)
    hosts.init_app(app)  # before anything else looks at the request
    bounds.init_app(app)
    CSRFProtect(app).exempt(locale.choose_language)
    login.manager.init_app(app)
    limits.init_app(app)
    locale.init_app(app)
    errors.init_app(app)
    again.init_app(app)
    jobs.init_app(app)
    parts.init_app(app, MENU, MEMBER_MENU, SLOTS)
    admin_links.init_app(app, ADMIN_LINKS)
    shelf_navigation.init_app(app, SHELF_PAGES)
    app.before_request(addresses.check)
    app.after_request(compressing.compress)  # registered first, so done last
    app.after_request(headers.complete)
    app.url_map.converters["int"] = paging.Number
    app.url_map.merge_slashes = False  # "//" in an address is no address of ours: nobody is led on from it
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for kind in SUBJECTS:
        subjects.register(kind)
    app.view_functions["static"].open_to = "all"
    for name, pause, function in PERIODIC:
        jobs.every(pause, name, function)
