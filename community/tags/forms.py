"""The forms of those who keep the tags in order."""

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField, StringField, ValidationError

from community.places.forms import PlaceField
from community.places.models import KINDS as PLACE_KINDS
from community.tags.commands import MOST
from community.tags.labels import split
from community.tags.models import LABEL_LENGTH
from community.web.forms import Form, line

KIND_LABELS = {"theme": _("Theme"), "place": _("Place"), "group": _("Group of people"), "method": _("Method")}


def tags_line() -> StringField:
    """The field for the tags of a thing."""
    return line(_("Tags, separated by commas"), 1000, required=False, validators=[_are_not_too_many])


def _are_not_too_many(_form, field) -> None:
    if len(split(field.data or "")) > MOST:
        raise ValidationError(_("Please give at most %(most)d tags.", most=MOST))


class TagForm(Form):
    """What a tag is called, of what kind it is, and which place it means."""

    label = line(_("Name"), LABEL_LENGTH)
    kind = SelectField(_("Kind"), choices=[SelectChoice(*kind) for kind in KIND_LABELS.items()])
    place = PlaceField(_("Place"), kinds=PLACE_KINDS)


class SpellingForm(Form):
    """Another word for the same."""

    spelling = line(_("Another spelling"), LABEL_LENGTH)


class MergeForm(Form):
    """The tag that stays."""

    into = line(_("Merge into"), LABEL_LENGTH)
