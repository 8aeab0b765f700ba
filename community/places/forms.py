"""A field that asks for a place by its name. What is typed is understood here, so it works without script too."""

from flask import url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import StringField

from community.places import queries

LONGEST = 200


class PlaceField(StringField):
    """One place, typed as "Lyon" or "Lyon, France"; `data` is its id, or None if left empty."""

    def __init__(self, label=None, validators=None, *, kinds=("city",), **kwargs):
        super().__init__(label, validators, **kwargs)
        self.kinds = kinds
        self.typed = ""

    def process_data(self, value):
        """Show the place with the id `value`."""
        self.data = value
        known = queries.card(value, str(get_locale()))
        self.typed = known.label if known else ""

    def process_formdata(self, valuelist):
        """Understand the name; if nothing is called that, say what comes near."""
        if not valuelist:
            return
        self.typed = " ".join(valuelist[0].split())[:LONGEST]
        found = queries.resolve(self.typed, self.kinds, str(get_locale())) if self.typed else None
        self.data = found.id if found else None
        if self.typed and not found:
            raise ValueError(self._doubt())

    def _doubt(self):
        near = queries.find_places(self.typed, self.kinds, limit=5, locale=str(get_locale()))
        if near:
            return _("Which place do you mean: %(names)s?", names="; ".join(card.label for card in near))
        return _("No place of this name is known here. Please try a larger one nearby.")

    def _value(self):
        return self.typed

    def __call__(self, **kwargs):
        """The input, with the address where its script looks names up."""
        kwargs.setdefault("data-places", url_for("places.find", kind=self.kinds))
        return super().__call__(**kwargs | {"maxlength": LONGEST, "autocomplete": "off"})
