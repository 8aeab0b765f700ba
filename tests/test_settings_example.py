"""The example of settings that an operator copies names every setting there is, and no other."""

import re
import tomllib
from pathlib import Path

import config

EXAMPLE = Path(config.__file__).with_name(".env.example")


def test_the_example_names_every_setting():
    named = set(re.findall(r"^#?IBIS_([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert named == {name for name in dir(config.Production) if name.isupper()}


def test_there_is_one_version():
    project = tomllib.loads(EXAMPLE.with_name("pyproject.toml").read_text())["project"]
    assert project["version"] == config.VERSION
