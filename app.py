"""The door: build the Flask application. What it consists of stands in `community/wiring.py`."""

import os
from importlib import import_module

from dotenv import load_dotenv
from flask import Flask

import config
from community import wiring
from community.web.proxies import NamedProxies


def create_app(settings: dict | None = None, *, commands: bool = True) -> Flask:
    """The application with these settings, or with those of the environment. Raises config.ConfigError.

    Web processes do without the `commands`, and so without the 30 MB of what only these need.
    """
    if settings is None:
        load_dotenv()
        settings = config.from_environment()
    os.makedirs(settings["INSTANCE"], exist_ok=True)
    app = Flask("ibis", root_path=os.path.dirname(os.path.abspath(__file__)), instance_path=settings["INSTANCE"])
    app.config.update(settings)
    wiring.connect(app)
    if commands:
        import_module("community.cli").init_app(app)
    # Outermost: all else reads who really asks.
    app.wsgi_app = NamedProxies(app.wsgi_app, app.config["PROXY_NETWORKS"])
    return app
