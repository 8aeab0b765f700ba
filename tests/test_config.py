"""Unsafe or impossible settings stop the start with one sentence; safe ones start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import config

KEY = "Zr8-vYq2LbX0tW5sKd3hNc7mGp1jFu9e"
SAFE = {"SECRET_KEY": KEY, "URL": "https://ibis.example.org"}


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """No setting of this machine, and an instance folder that may be filled."""
    for name in [name for name in os.environ if name.startswith("IBIS_") or name == "PORT"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("IBIS_INSTANCE", str(tmp_path))


def test_a_safe_production_starts():
    values = config.from_environment(config.Production, **SAFE)
    assert values["SESSION_COOKIE_SECURE"]
    assert values["SESSION_COOKIE_NAME"] == "__Host-ibis"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SECRET_KEY": ""}, "IBIS_SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "IBIS_SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "IBIS_SECRET_KEY"),
        ({"DEBUG": True}, "IBIS_DEBUG"),
        ({"URL": ""}, "IBIS_URL"),
        ({"URL": "http://ibis.example.org"}, "IBIS_URL"),
        ({"COOKIE_SECURE": False}, "IBIS_COOKIE_SECURE"),
    ],
)
def test_an_unsafe_production_does_not(given, named):
    _stops(config.Production, SAFE | given, named)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"MAIL": "pigeon"}, "IBIS_MAIL"),
        ({"LANGUAGES": "en,zz-yy"}, "IBIS_LANGUAGES"),
        ({"TIMEZONE": "Mars/Olympus"}, "IBIS_TIMEZONE"),
    ],
)
def test_what_cannot_be_meant_is_said_at_the_start(given, named):
    _stops(config.Development, given, named)


def test_the_command_says_it_in_one_line_and_fails(tmp_path):
    given = {
        "PATH": os.environ["PATH"],
        "FLASK_APP": "app.py",
        "IBIS_ENV": "production",
        "IBIS_INSTANCE": str(tmp_path),
    }
    root = Path(config.__file__).parent
    done = subprocess.run(
        [sys.executable, "-m", "flask", "serve"], cwd=root, env=given | {"IBIS_SECRET_KEY": "weak"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "IBIS_SECRET_KEY" in done.stderr


def _stops(kind, given, named):
    with pytest.raises(config.ConfigError) as stopped:
        config.from_environment(kind, **given)
    sentence = str(stopped.value)
    assert named in sentence
    assert "\n" not in sentence
