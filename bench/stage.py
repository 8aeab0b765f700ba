"""What a measurement stands on: a filled site, its scene, and how long each part may take."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bench import server
from bench.fill import fill, ready
from bench.instance import Instance, Size
from bench.people import Scene, scene
from bench.server import Server


@dataclass(frozen=True)
class Plan:
    """How long and how often."""

    seconds: float = 10
    rounds: int = 5
    replies: int = 200
    requests: int = 50_000


@dataclass(frozen=True)
class Stage:
    """A site that can be measured."""

    instance: Instance
    folder: Path
    plan: Plan

    @cached_property
    def scene(self) -> Scene:
        """Pages and people."""
        return scene(self.instance)

    @property
    def engine(self) -> str:
        """sqlite or postgresql."""
        return self.instance.engine

    @contextlib.contextmanager
    def served(self) -> Iterator[tuple[Server, Server]]:
        """The site and the floor, both ready."""
        with server.site(self.instance) as site, server.floor() as floor:
            yield site, floor

    def tenth(self, tell) -> "Stage":
        """The same site with a tenth of the posts and topics, and no long one."""
        size = self.instance.size
        smaller = Size(size.posts // 10, size.topics // 10, 0)
        folder = self.folder / f"{self.engine}-tenth"
        return replace(self, instance=fill(ready(folder, self.engine, smaller), tell))


def prepared(folder: Path, engine: str, size: Size, plan: Plan, tell) -> Stage:
    """The stage in the folder, filled if it is not yet."""
    return Stage(fill(ready(folder / engine, engine, size), tell), folder, plan)
