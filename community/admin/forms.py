"""The form of the site's settings. What each field means stands beside it, for whoever has to decide."""

from datetime import datetime

from babel import Locale
from babel.dates import format_datetime
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField
from wtforms.validators import Email, InputRequired, NumberRange, Optional, ValidationError

from community.web.forms import Form, line, prose

DATE = "date_"  # the fields of date forms: date_en, date_pt_BR
GROUPS = {
    "name": ("line1", "line2", "name", "tagline", "owner", "statement"),
    "contact": ("contact_name", "contact_organisation", "contact_email"),
    "writing": ("edit_window_days", "posts_per_page", "unread_days", "helpful_names", "resources_need_approval"),
    "rating": ("rating_min_account_days", "rating_hide_mean", "rating_keep_departed", "rating_cautious_order"),
}


def whole(label, least: int, most: int, description):
    """A field for a whole number within bounds."""
    bounds = NumberRange(least, most, _("Please give a whole number from %(min)d to %(max)d."))
    needed = InputRequired(_("Please fill this in."))
    return IntegerField(label, validators=[needed, bounds], description=description)


def yes_or_no(label, description):
    """A field for a choice."""
    return BooleanField(label, description=description)


def a_date_form(_form, field) -> None:
    """A validator: a CLDR pattern that shows day, month and year."""
    try:
        example(field.data, "en", datetime(2010, 7, 14, 22, 59))  # noqa: DTZ001 - only its form matters
    except (ValueError, KeyError, NotImplementedError):
        raise ValidationError(_("This is not a date form. An example: MMMM d, yyyy, HH:mm")) from None
    if not all(set(letters) & set(field.data) for letters in ("yYuU", "ML", "d")):
        raise ValidationError(_("A date form needs the day (d), the month (M) and the year (y)."))


def example(pattern: str, code: str, moment: datetime) -> str:
    """A moment in that form and language. Raises ValueError for what is no pattern."""
    return format_datetime(moment, pattern, locale=Locale.parse(code, sep="-"))


def usual_form(code: str) -> str:
    """How the language writes a moment if nobody says otherwise."""
    locale = Locale.parse(code, sep="-")
    return f"{locale.date_formats['long'].pattern} {locale.time_formats['short'].pattern}"


class SettingsForm(Form):
    """Everything that administrators can change while the site runs, but for the date forms."""

    line1 = line(_("First line of the wordmark"), 60)
    line2 = line(_("Second line of the wordmark"), 60, required=False)
    name = line(_("Full name of the site"), 120, description=_("In the title of each page and in mails."))
    tagline = line(_("Tagline"), 160, required=False)
    owner = line(_("Who runs the site"), 120, required=False, description=_("In the footer of each page."))
    statement = prose(_("What this place is, in a sentence"), 240, description=_("The first thing that people read."))

    contact_name = line(_("Name of the contact"), 120, required=False)
    contact_organisation = line(_("Organisation of the contact"), 160, required=False)
    contact_email = line(
        _("E-mail address of the contact"), 254, required=False,
        validators=[Optional(), Email(_("This is not an e-mail address."))],
        description=_("Members see it; visitors get a form that sends to it."),
    )  # fmt: skip

    edit_window_days = whole(
        _("Days for editing one’s own posts"), 0, 365, _("After that, only moderators change them.")
    )
    posts_per_page = whole(_("Posts on a page of a topic"), 5, 100, _("Addresses of posts stay right whatever it is."))
    unread_days = whole(_("Days for which a post can be unread"), 1, 365, _("What is older counts as read."))
    helpful_names = SelectField(
        _("Who sees the names behind helpful marks"),
        choices=[
            SelectChoice("everyone", _("Everyone")),
            SelectChoice("members", _("Members")),
            SelectChoice("nobody", _("Nobody")),
        ],
        description=_("How many found a post helpful is always seen."),
    )
    resources_need_approval = yes_or_no(
        _("Resources appear after approval"), _("Otherwise they appear at once. Their authors always see the state.")
    )

    rating_min_account_days = whole(
        _("Days before a new account’s ratings count"), 0, 365,
        _("For a site under attack: until then they are kept, with weight 0."),
    )  # fmt: skip
    rating_hide_mean = yes_or_no(
        _("Show the mean only to those who have rated"), _("So that nobody follows the crowd.")
    )
    rating_keep_departed = yes_or_no(
        _("Ratings of members who left stay"), _("Without their name. Otherwise they go with the member.")
    )
    rating_cautious_order = yes_or_no(
        _("Order “top rated” cautiously"), _("By what most voters agree on at least, instead of the weighted mean.")
    )


def settings_form(languages: list[dict]) -> type[SettingsForm]:
    """The form with a date form for each language on offer."""
    label = _("Dates in %(language)s")
    fields = {
        DATE + language["code"].replace("-", "_"): line(
            label % {"language": language["name"]}, 60, required=False, validators=[a_date_form]
        )
        for language in languages
    }
    return type("SettingsForm", (SettingsForm,), fields)
