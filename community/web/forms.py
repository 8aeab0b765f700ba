"""Forms and fields that all pages share: tidied text, a limit on every field, one form sent once."""

import uuid

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from community.text.tidy import tidy


def _line(value):
    return " ".join(tidy(value).split()) if value else value


def _prose(value):
    return tidy(value).strip("\n") if value else value


def _rules(limit: int, required: bool, more) -> list:
    first = InputRequired(_("Please fill this in.")) if required else Optional()
    length = Length(max=limit, message=_("Please use at most %(max)d characters."))
    return [first, length, *more]


def line(label, limit: int, *, required: bool = True, validators=(), **kwargs) -> StringField:
    """A field of one line, at most `limit` characters; white space is folded."""
    return StringField(label, validators=_rules(limit, required, validators), filters=[_line], **kwargs)


def prose(label, limit: int, *, required: bool = True, validators=(), **kwargs) -> TextAreaField:
    """A field of many lines, at most `limit` characters."""
    return TextAreaField(label, validators=_rules(limit, required, validators), filters=[_prose], **kwargs)


class Form(FlaskForm):
    """The base of all forms: CSRF token inside, first error first."""

    @property
    def status(self) -> int:
        """The answer's status: 422 for a form that was sent and refused, else 200."""
        return 422 if self.is_submitted() and (self.errors or self.form_errors) else 200

    def blame(self, error, at: str | None = None) -> None:
        """Show an `Invalid` beside the field it names (else the field `at`), or at the top of the form."""
        field = self._fields.get(error.field or at or "")
        if field is None:
            self.form_errors.append(error.reason)
        else:
            field.errors = [*field.errors, error.reason]


class OnceForm(Form):
    """A form that makes something: the number it carries lets the second of two equal sends find the first."""

    once = HiddenField(default=lambda: uuid.uuid4().hex, validators=[Optional(), Length(max=64)], filters=[_line])
