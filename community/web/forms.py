"""Forms and fields that all pages share: tidied text, a limit on every field, one form sent once."""

from datetime import UTC, date, datetime, time, timedelta

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import DateField, FileField, HiddenField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from community import clock
from community.text.tidy import tidy
from community.web.keeping import gap, once
from community.web.paging import number_in

FARTHEST = 100  # years ahead; at the end of the calendar no other zone has a date any more


def one_line(value):
    """A text in one line, its characters tidy; nothing stays nothing."""
    return " ".join(tidy(value).split()) if value else value


def _number(value):
    return one_line(value) or None  # two forms without a number are two forms


def _prose(value):
    return tidy(value).strip("\n") if value else value


def _rules(limit: int, required: bool, more) -> list:
    first = InputRequired(_("Please fill this in.")) if required else Optional()
    length = Length(max=limit, message=_("Please use at most %(max)d characters."))
    return [first, length, *more]


def line(label, limit: int, *, required: bool = True, validators=(), **kwargs) -> StringField:
    """A field of one line, at most `limit` characters; white space is folded."""
    return StringField(label, validators=_rules(limit, required, validators), filters=[one_line], **kwargs)


def prose(label, limit: int, *, required: bool = True, validators=(), **kwargs) -> TextAreaField:
    """A field of many lines, at most `limit` characters."""
    return TextAreaField(label, validators=_rules(limit, required, validators), filters=[_prose], **kwargs)


class MultiCheckboxField(SelectMultipleField):
    """Several of a few: boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def last_day(label) -> DateField:
    """A field for the last day of something; left empty, it has no end. What is stored is `end_of` its data."""
    return DateField(label, validators=[Optional(), _is_near])


def end_of(day: date | None) -> datetime | None:
    """The moment when the day is over."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) if day else None


def _is_near(_form, field) -> None:
    if field.data and field.data.year > clock.now().year + FARTHEST:
        raise ValidationError(field.gettext("Not a valid date value."))


class Form(FlaskForm):
    """The base of all forms: CSRF token inside, first error first."""

    class Meta(FlaskForm.Meta):
        """What a form is given of a request: its fields, and files for those that take files."""

        def wrap_formdata(self, form, formdata):
            """Leave out a file that was sent where a text is expected."""
            given = super().wrap_formdata(form, formdata)
            if given is None or given is formdata:
                return given
            takers = {field.name for field in form if isinstance(field, FileField)}
            files = [(name, file) for name, file in request.files.items(multi=True) if name in takers]
            return CombinedMultiDict([MultiDict(files), request.form])

    refused_with = 422

    @property
    def status(self) -> int:
        """The answer's status: 422 for a form that was sent and refused (507 for lack of room), else 200."""
        return self.refused_with if self.is_submitted() and (self.errors or self.form_errors) else 200

    def blame(self, error, at: str | None = None) -> None:
        """Show an `Invalid` beside the field it names (else the field `at`), or at the top of the form."""
        field = self._fields.get(error.field or at or "")
        self.refused_with = max(self.refused_with, error.status)
        if field is None:
            self.form_errors.append(error.reason)
        else:
            field.errors = [*field.errors, error.reason]


class OnceForm(Form):
    """A form that makes something: the number it carries lets the second of two equal sends find the first."""

    once = HiddenField(
        default=lambda: gap("once") or once(), validators=[Optional(), Length(max=64)], filters=[_number]
    )


class SeenForm(Form):
    """A form for what others may change as well: `revision` names the text that the writer saw."""

    revision = HiddenField(default="0")

    def seen(self) -> int:
        """The revision that was on the writer's screen; -1 if the field was tampered with."""
        number = number_in(self.revision.data)
        return -1 if number is None else number
