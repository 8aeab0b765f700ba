"""The forms of resources. Their limits are those of the tables."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from community import clock
from community.media.forms import UploadField
from community.resources.dates import is_partial_date
from community.resources.facts import COLUMNS, Facts
from community.resources.fields import FilesField, LinksField
from community.resources.languages import language_choices
from community.resources.models import FREE, Resource
from community.resources.queries import choices
from community.resources.words import ACCESS, KINDS
from community.tags.forms import tags_line
from community.tags.labels import split
from community.text.caps import CHARACTERS
from community.web.forms import Form, MultiCheckboxField, OnceForm, SeenForm, line, prose

MOST_QUESTIONS = 10
YEARS = NumberRange(1000, 2200, _("Please write a year with four digits."))


class ResourceForm(OnceForm):
    """An entry: what everybody needs first, the rest for those who know it."""

    title = line(_("Title"), 200)
    kind = RadioField(
        _("Kind"),
        choices=[SelectChoice(*kind) for kind in KINDS.items()],
        validators=[InputRequired(_("Please choose one of the kinds."))],
    )
    body = prose(_("What it is, and what it is good for"), CHARACTERS)
    links = LinksField(_("Links"))
    files = FilesField(_("Files"))
    document_language = SelectField(_("Language of the resource"), validators=[Optional()])
    categories = MultiCheckboxField(_("Categories"), coerce=int)
    tags = tags_line()

    dimension_id = SelectField(_("Dimension"), coerce=int)
    access = SelectField(_("Access"), choices=[SelectChoice(*way) for way in ACCESS.items()], default=FREE)
    publisher = line(_("Publisher"), 200, required=False)
    authors = line(_("Authors, separated by semicolons"), 500, required=False)
    issued = line(_("When it appeared"), 10, required=False)
    document_number = line(_("Document number"), 60, required=False)
    audience = line(_("For whom"), 300, required=False)
    period_from = IntegerField(_("Period covered, from"), validators=[Optional(), YEARS])
    period_to = IntegerField(_("Period covered, to"), validators=[Optional(), YEARS])
    questions = prose(_("Questions it asks, one a line"), 3000, required=False)

    picture = UploadField(_("Picture"), role="picture")
    picture_alt = line(_("What the picture shows, for those who cannot see it"), 300, required=False)
    picture_credit = line(_("Photo"), 200, required=False)
    picture_owner = line(_("Owner of the picture"), 200, required=False)
    picture_source = line(_("Source of the picture"), 500, required=False)

    comments_open = BooleanField(_("Members may comment on this entry"), default=True)

    def __init__(self, *args, entry: Resource | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.shelves = choices.categories()
        kept = [entry.document_language, *(link.language for link in entry.links)] if entry else []
        self.links.languages = language_choices(*kept)
        self.document_language.choices = [SelectChoice(*language) for language in self.links.languages]
        self.categories.choices = [SelectChoice(shelf.id, shelf.label) for shelf in self.shelves]
        dimensions = [SelectChoice(dimension.id, dimension.label) for dimension in choices.dimensions()]
        self.dimension_id.choices = [SelectChoice(0, gettext("not said")), *dimensions]

    def validate_issued(self, field) -> None:
        """A date that exists, as exactly as it is known."""
        if field.data and not is_partial_date(field.data):
            raise ValidationError(gettext("Please write the date as 2010, 2010-07 or 2010-07-15."))
        if field.data and int(field.data[:4]) > clock.now().year + 1:
            raise ValidationError(gettext("This date lies too far in the future."))

    def validate_period_to(self, field) -> None:
        """A period that ends after it begins."""
        if field.data and self.period_from.data and field.data < self.period_from.data:
            raise ValidationError(gettext("The period ends before it begins."))

    def validate_questions(self, field) -> None:
        """A few questions, each of one line."""
        asked = lines_of(field.data)
        if len(asked) > MOST_QUESTIONS or any(len(question) > 300 for question in asked):
            raise ValidationError(gettext("Please give at most ten questions of at most 300 characters."))

    def opens(self, names) -> bool:
        """Whether the part of the form with these fields has something to show: an answer or an error."""
        fields = [self[name] for name in names]
        return any(field.errors or (field.data and field.data != field.default) for field in fields)

    def facts(self) -> Facts:
        """What the form says of the entry."""
        plain = {name: self[name].data for name in COLUMNS if name not in ("questions", "dimension_id")}
        known: dict[str, Any] = {
            name: "" if value is None and name not in WHOLE_NUMBERS else value for name, value in plain.items()
        }
        return Facts(
            **known, body=self.body.data, dimension_id=self.dimension_id.data or None,
            questions=lines_of(self.questions.data), tags=tuple(split(self.tags.data or "")),
            links=tuple(self.links.data),
            categories=tuple(shelf for shelf in self.shelves if shelf.id in (self.categories.data or ())),
            comments_open=self.comments_open.data,
        )  # fmt: skip


WHOLE_NUMBERS = ("period_from", "period_to")


class EditResourceForm(SeenForm, ResourceForm):
    """An entry's new form."""

    reason = line(_("What you changed, and why"), 300, required=False)
    is_edition = BooleanField(_("This is a new edition: earlier ratings were given to the one before"))


class ReasonForm(Form):
    """A deed that may need a reason."""

    reason = line(_("Reason"), 300, required=False)


class GivenReasonForm(Form):
    """A deed that needs a reason, since its author is told."""

    reason = line(_("Reason, for the author"), 300)


class ShelfForm(Form):
    """A category or a dimension."""

    label = line(_("Name"), 80)
    position = IntegerField(_("Place in the order"), default=0, validators=[InputRequired(), NumberRange(0, 9999)])


def lines_of(text: str | None) -> list[str]:
    """The lines of a text that say something."""
    return [" ".join(part.split()) for part in (text or "").splitlines() if part.strip()]
