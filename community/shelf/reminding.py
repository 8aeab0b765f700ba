"""When a reminder comes: in the morning of its day, by the clock of whoever asked for it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app

MORNING = time(7)


def zone_of(member) -> ZoneInfo:
    """The member's time zone, else the site's."""
    return ZoneInfo(member.timezone or current_app.config["TIMEZONE"])


def today_of(member, now: datetime) -> date:
    """Which day it is where the member is."""
    return now.astimezone(zone_of(member)).date()


def moment_of(day: date, member) -> datetime:
    """When a reminder of that day is due."""
    return datetime.combine(day, MORNING, zone_of(member)).astimezone(UTC)
