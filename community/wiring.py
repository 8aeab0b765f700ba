"""The table of contents: every blueprint, subject kind, periodic task, menu item and page part, in one place."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from community import cli, jobs, subjects, tables
from community.db import db
from community.forums import post_views, room_views, subject
from community.forums import views as forums
from community.members import login
from community.places import views as places
from community.web import errors, headers, limits, locale, logs, paging, parts, preview
from community.web.parts import MenuItem

# In the founding community's order; a section appears with its feature.
MENU = [MenuItem(_("Discuss"), "forums.forum_index", ("/discuss", "/t", "/p"))]

TABLES = tables.MODULES  # named here so that all of the schema is loaded

# Post and room views add their routes to the forums' blueprint when they are imported.
FORUMS = (forums, post_views, room_views)

BLUEPRINTS = [locale.bp, preview.bp, places.bp, forums.bp]

SUBJECTS = [subject.TOPIC, subject.POST]

SLOTS: dict = {}

PERIODIC = [
    ("limits.sweep", timedelta(hours=1), lambda: limits.limiter.storage.sweep()),
]


def connect(app) -> None:
    """Make the application out of its parts."""
    db.init_app(app)
    Migrate(app, db, directory=f"{app.root_path}/community/migrations", render_as_batch=True, compare_type=True)
    CSRFProtect(app)
    login.manager.init_app(app)
    logs.init_app(app)
    limits.init_app(app)
    locale.init_app(app)
    errors.init_app(app)
    jobs.init_app(app)
    parts.init_app(app, MENU, SLOTS)
    app.after_request(headers.complete)
    app.url_map.converters["int"] = paging.Number
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for kind in SUBJECTS:
        subjects.register(kind)
    app.view_functions["static"].open_to = "all"
    for name, pause, function in PERIODIC:
        jobs.every(pause, name, function)
    cli.init_app(app)
