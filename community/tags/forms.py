"""The forms of those who keep the tags in order."""

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField

from community.places.forms import PlaceField
from community.places.models import KINDS as PLACE_KINDS
from community.tags.models import LABEL_LENGTH
from community.web.forms import Form, line

KIND_LABELS = {"theme": _("Theme"), "place": _("Place"), "group": _("Group of people"), "method": _("Method")}


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
