"""Dates, numbers and sizes as the reader's language writes them; filters for templates."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_timedelta
from flask_babel import format_decimal, get_locale, get_timezone
from flask_babel import gettext as _

from community import clock, settings

RECENT = timedelta(days=6)


def when(moment: datetime) -> str:
    """A moment in the site's date form for this language: July 14, 2010, 22:59."""
    locale = get_locale()
    form = settings.site().date_forms.get(locale.language)
    form = form or f"{locale.date_formats['long'].pattern} {locale.time_formats['short'].pattern}"
    return format_datetime(moment, form, tzinfo=get_timezone(), locale=locale)


def day(moment: datetime | date) -> str:
    """The day alone, written out in the reader's language; a moment's day is that of the reader's zone."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(get_timezone()).date()
    return format_date(moment, "long", locale=get_locale())


def ago(moment: datetime) -> str:
    """How long ago, for the last days; the day for what is older."""
    passed = clock.now() - moment
    if passed > RECENT:
        return day(moment)
    if passed < timedelta(seconds=50):
        return _("just now")
    return format_timedelta(-passed, add_direction=True, locale=get_locale())


def iso(moment: datetime) -> str:
    """For the datetime attribute: 2010-07-14T22:59:00+00:00."""
    return moment.isoformat(timespec="seconds")


def number(value, places: int | None = None) -> str:
    """A number with this language's separators; `places` decimals if given."""
    return format_decimal(value, "#,##0" if places is None else "#,##0." + "0" * places)


def filesize(octets: int) -> str:
    """727.8 kB, as file lists print it."""
    for unit, size in (("MB", 10**6), ("kB", 10**3)):
        if octets >= size:
            return f"{format_decimal(octets / size, '#,##0.#')} {unit}"
    return f"{octets} B"


FILTERS = {"when": when, "day": day, "ago": ago, "iso": iso, "number": number, "filesize": filesize}
