"""A plugin of pytest: says in one closing line what this machine kept from being tested.

Where CI is set, that line, or any skipped test, fails the run: a check that did not happen is not a pass.
"""

import os

import pytest

from tests import servers

NEEDED = {
    "Chromium": ("IBIS_CHROMIUM", servers.chromium_path, "not found"),
    "Redis": ("IBIS_TEST_REDIS_URL", servers.redis_url, "not running"),
    "Small disks": ("IBIS_TEST_MOUNTS", servers.mounts, "nothing may be mounted"),
}
if "postgresql" in os.environ.get("IBIS_TEST_DATABASES", ""):
    NEEDED["PostgreSQL"] = ("IBIS_TEST_POSTGRES_URL", servers.postgres_server_url, "not running")
    NEEDED["PostgreSQL of our own"] = ("IBIS_TEST_POSTGRES_PROGRAMS", servers.postgres_programs, "no programs")


def in_ci() -> bool:
    """Is this run the one that decides?"""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def left_out() -> list[str]:
    """What tests will miss here, with the reason, in words for the closing line."""
    return [f"{name} ({why})" for name, (_, find, why) in NEEDED.items() if not find()]


def is_worker(config: pytest.Config) -> bool:
    """Is this one of the processes that run tests for another, which alone finds and reports?"""
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Find each service once, before the workers start: they take it from the environment."""
    if is_worker(config) or config.option.collectonly:
        return
    for setting, find, _ in NEEDED.values():
        if found := find():
            os.environ[setting] = str(found)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its stories are skipped, each with the reason; without small disks, what fills them."""
    missing = {
        "browser": not servers.chromium_path() and "needs Chromium",
        "disk": not servers.mounts() and "no mounts",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_unconfigure() -> None:
    """End what this process started and made for its tests."""
    servers.stop_servers()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI is set, refuse a run that passed with holes."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if is_worker(session.config) or not in_ci() or session.exitstatus != pytest.ExitCode.OK or not reporter:
        return
    if left_out() or reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter) -> None:
    """The closing line, where there is something to say."""
    if missing := left_out():
        terminalreporter.write_line(f"Left out: {', '.join(missing)}", yellow=True)
    if in_ci() and (missing or terminalreporter.stats.get("skipped")):
        terminalreporter.write_line("This run decides, so nothing may be skipped or left out: failed.", red=True)
