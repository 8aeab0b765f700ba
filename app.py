"""The door: build the Flask application. What it consists of stands in `community/wiring.py`."""

import os

from dotenv import load_dotenv
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from community import wiring


def create_app(settings: dict | None = None) -> Flask:
    """The application with these settings, or with those of the environment. Raises config.ConfigError."""
    if settings is None:
        load_dotenv()
        settings = config.from_environment()
    os.makedirs(settings["INSTANCE"], exist_ok=True)
    app = Flask("ibis", root_path=os.path.dirname(os.path.abspath(__file__)), instance_path=settings["INSTANCE"])
    app.config.update(settings)
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    wiring.connect(app)
    return app
