"""Fields and forms of tags."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField

from community.errors import Invalid
from community.places.forms import PlaceField
from community.places.models import KINDS as PLACE_KINDS
from community.tags.commands import MOST, check_labels
from community.tags.labels import split
from community.tags.models import LABEL_LENGTH
from community.web.forms import Form, line

KIND_LABELS = {"theme": _("Theme"), "place": _("Place"), "group": _("Group of people"), "method": _("Method")}
LONGEST = MOST * (LABEL_LENGTH + 2)


class TagsField(StringField):
    """Tags in one line, separated by commas; `data` is the list of labels. Shown by `f.typeahead(…, many=true)`."""

    def __init__(self, label=None, validators=(), **kwargs):
        super().__init__(label, validators, **kwargs)
        self.typed = ""

    def process_data(self, value):
        """Show these labels."""
        self.data = list(value or [])
        self.typed = ", ".join(self.data)

    def process_formdata(self, valuelist):
        """Take the line apart; what is longer than any good answer is cut."""
        if valuelist:
            self.typed = valuelist[0][:LONGEST]
            self.data = split(self.typed)

    def pre_validate(self, form):
        """Refuse too many and too long ones, in the words of the command."""
        try:
            check_labels(self.data)
        except Invalid as error:
            raise ValueError(str(error.reason)) from None

    def _value(self):
        return self.typed

    def __call__(self, **kwargs):
        """The input with its limit."""
        return super().__call__(maxlength=LONGEST, **kwargs)


class TagForm(Form):
    """What a tag is called, of what kind it is, and which place it means."""

    label = line(_("Name"), LABEL_LENGTH)
    kind = SelectField(_("Kind"), choices=list(KIND_LABELS.items()))
    place = PlaceField(_("Place"), kinds=PLACE_KINDS)


class SpellingForm(Form):
    """Another word for the same."""

    spelling = line(_("Another spelling"), LABEL_LENGTH)


class MergeForm(Form):
    """The tag that stays."""

    into = line(_("Merge into"), LABEL_LENGTH)
