"""The forms of the site's own pages. Their limits are those of the tables."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField
from wtforms.validators import Email, InputRequired, NumberRange

from community.text.caps import CHARACTERS
from community.web.forms import Form, SeenForm, line, prose


class LanguageField(SelectField):
    """In which of the site's languages a text is written; none if it is mixed."""

    data: str | None

    def __init__(self, label, **kwargs):
        super().__init__(label, coerce=lambda code: code or None, validate_choice=False, **kwargs)

    def offer(self, languages: list[dict]) -> None:
        """The interface's languages, and what the text had before."""
        known = {"": _("Several"), **{language["code"]: language["name"] for language in languages}}
        if self.object_data:
            known.setdefault(self.object_data, self.object_data)
        self.choices = [SelectChoice(value=code, label=name) for code, name in known.items()]

    def post_validate(self, form, _stopped):
        """Only what was offered is taken."""
        if self.data not in [choice.value or None for choice in self.choices]:
            self.data = None


class PageForm(SeenForm):
    """A page's text."""

    title = line(_("Title"), 120)
    body = prose(_("Text"), CHARACTERS)
    language = LanguageField(_("Language of the text"))


class TermsForm(PageForm):
    """The terms: a change that matters is put to every member."""

    new_terms = BooleanField(
        _("This is a new version: ask members to agree again"),
        description=_("Not for a word put right. Members who have not agreed yet can read, but not write."),
    )


class NewPageForm(PageForm):
    """A further page."""

    slug = line(
        _("Word in its address"), 70, required=False, description=_("Left empty, it is made of the title. It stays.")
    )


class QuotationForm(Form):
    """A quotation; nobody need have said it."""

    text = prose(_("Words"), 600)
    author = line(_("Author"), 120, required=False)
    year = line(_("Year"), 20, required=False)
    language = LanguageField(_("Language of the words"))


class QuotationEditForm(QuotationForm):
    """A quotation that has its place among the others."""

    position = IntegerField(_("Place in the order"), default=0, validators=[InputRequired(), NumberRange(0, 9999)])


class ContactForm(Form):
    """A letter to those who run the site."""

    name = line(_("Your name"), 80)
    email = line(_("Your e-mail address"), 254, validators=[Email(_("This is not an e-mail address."))])
    body = prose(_("Your message"), 5000)
