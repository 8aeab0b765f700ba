"""The form of a profile: all of it optional, none of it asked before somebody is in."""

from flask_babel import get_locale
from flask_babel import gettext as now_
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, ValidationError
from wtforms.validators import Length, Optional

from community.media.forms import UploadField
from community.members import profile_queries
from community.members.models import Member
from community.places import queries as places
from community.places.forms import PlaceField
from community.web.forms import Form, line, prose
from community.web.languages import LanguagesField

ABOUT = 5_000


class ProfileForm(Form):
    """What a member tells of themselves."""

    display_name = line(_("Name"), 80, required=False, render_kw={"autocomplete": "name", "dir": "auto"})
    kind_id = SelectField(_("What you work for"), coerce=lambda text: int(text) if text else None)
    organisation = line(
        _("Organisation"), 120, required=False, render_kw={"autocomplete": "organization", "dir": "auto"}
    )
    country_id = PlaceField(_("Country"), [Optional()], kinds=("country",))
    city_id = PlaceField(_("City"), [Optional()], kinds=("city",))
    languages = LanguagesField(_("Languages you speak"), [Optional()])
    about = prose(_("About you"), ABOUT, required=False)
    avatar = UploadField(_("Picture"), role="avatar")
    remove_avatar = BooleanField(_("Remove the present picture"))
    next = HiddenField(validators=[Length(max=2000)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [SelectChoice(str(kind.id), kind.label) for kind in profile_queries.kinds()]
        self.kind_id.choices = [SelectChoice("", now_("Rather not say")), *choices]

    def validate_city_id(self, field) -> None:
        """A city lies in its country; the country need not be typed."""
        city = places.card(field.data, str(get_locale()))
        if city is None:
            return
        country = places.country(city.country)
        if self.country_id.data and country and country.id != self.country_id.data:
            raise ValidationError(now_("%(city)s does not lie in that country.", city=city.label))
        if country and not self.country_id.data:
            self.country_id.data = country.id


def filled(member: Member) -> ProfileForm:
    """The form as it was sent, or else as the profile stands."""
    return ProfileForm(obj=member, about=profile_queries.about_of(member), avatar=None)
