"""Built files have a hash in their name, so that browsers may keep them for good."""

import json
from functools import lru_cache
from pathlib import Path

from flask import current_app, url_for


def asset(name: str) -> str:
    """The address of a built file, by its plain name: asset("main.css")."""
    return url_for("static", filename=f"build/{_manifest(current_app.static_folder).get(name, name)}")


@lru_cache
def _manifest(static_folder: str) -> dict:
    path = Path(static_folder) / "build" / "manifest.json"
    return json.loads(path.read_text()) if path.exists() else {}
