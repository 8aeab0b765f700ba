"""The demonstration's texts, read from `content/`, with their days moved so that the newest was yesterday."""

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


class Content:
    """All there is; `today` is the moment of seeding, which nothing in it may lie behind."""

    def __init__(self, today: datetime, folder: Path = FOLDER):
        self._folder, self._today = folder, today

    def _read(self, name: str) -> dict:
        return tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))

    @cached_property
    def members(self) -> list[dict]:
        """The members, with what they say of themselves."""
        said = {bio["username"]: bio for bio in self._read("bios")["bio"]}
        return [said.get(member["username"], {}) | member for member in self._read("members")["member"]]

    @cached_property
    def themes(self) -> list[dict]:
        """The themes with their forums; a theme that several files name is one."""
        themes: dict[str, dict] = {}
        for path in sorted(self._folder.glob("discussions_*.toml")):
            part = self._read(path.stem)
            theme = themes.setdefault(part["theme"]["slug"], part["theme"] | {"forum": []})
            theme["forum"] += part["forum"]
        return list(themes.values())

    @cached_property
    def resources(self) -> list[dict]:
        """The resources, oldest first, as they would have been posted."""
        return sorted(self._read("resources")["resource"], key=lambda resource: resource["at"])

    @cached_property
    def tags(self) -> list[dict]:
        """The tags."""
        return self._read("tags")["tag"]

    @cached_property
    def quotations(self) -> list[dict]:
        """The quotations."""
        return self._read("quotations")["quotation"]

    @cached_property
    def kept(self) -> dict:
        """What stands on a member's shelf."""
        return self._read("kept")

    @cached_property
    def pages(self) -> dict[str, dict]:
        """The site's pages by slug."""
        return {page["slug"]: page for page in self._read("pages")["page"]}

    @cached_property
    def site(self) -> dict:
        """How the site presents itself."""
        return self._read("site")

    @property
    def topics(self) -> list[dict]:
        """Every topic of every forum."""
        return [topic for theme in self.themes for forum in theme["forum"] for topic in forum.get("topic", [])]

    @cached_property
    def _shift(self) -> timedelta:
        written = [post["at"] for topic in self.topics for post in (topic, *topic.get("post", ()))]
        written += [said["at"] for entry in self.resources for said in (entry, *entry.get("comment", ()))]
        yesterday = self._today.date() - timedelta(days=1)
        return yesterday - max(map(_moment, written)).date()

    @property
    def last_day(self) -> datetime:
        """The beginning of the last day of which it tells."""
        return self._today.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)

    def at(self, written: str) -> datetime:
        """When it was written, in the days of this demonstration."""
        return _moment(written) + self._shift

    def issued(self, entry: dict) -> str:
        """The date of an entry's document (a year, month or day), never later than the entry itself."""
        date: str = entry.get("date", "")
        if len(date) == len("2026-01-01"):
            date = (datetime.fromisoformat(date) + self._shift).date().isoformat()
        return min(date, self.at(entry["at"]).date().isoformat()[: len(date)])


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)
