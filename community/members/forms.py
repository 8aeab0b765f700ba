"""The forms of accounts. Fields have plain names, so that password managers know them."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from community.members import names
from community.web.forms import Form, line
from community.web.languages import LanguagesField

REQUIRED = _("Please fill this in.")
NAME = {"autocapitalize": "none", "spellcheck": "false", "dir": "auto"}  # phones shall not better a name


def is_address(_form, field) -> None:
    """Validator: the text has the form of an e-mail address. Nobody is asked whether it exists."""
    try:
        field.data = validate_email(field.data, check_deliverability=False, test_environment=True).normalized
        if "=?" in field.data:  # mail programs read coded letters in it, and so another address
            raise EmailNotValidError
    except EmailNotValidError:
        raise ValidationError(_("This does not look like an e-mail address.")) from None


def _secret(label) -> PasswordField:
    # No limit in the browser: it would cut a long password without a word.
    return PasswordField(label, validators=[InputRequired(REQUIRED)])


def _address(label):
    return line(label, 254, validators=[is_address], render_kw={"type": "email", "dir": "ltr"})


def _username():
    return line(_("User name"), names.LONGEST, render_kw=NAME)


def _login():
    return line(_("User name or e-mail address"), 254, render_kw=NAME)


class JoinForm(Form):
    """Four answers, no more."""

    username = _username()
    email = _address(_("E-mail address"))
    password = _secret(_("Password"))
    terms = BooleanField(_("I agree to the terms of use"), validators=[InputRequired(_("Please agree to the terms."))])
    next = HiddenField(validators=[Length(max=2000)])


class SignInForm(Form):
    """By user name or e-mail address. What somebody had typed elsewhere comes along in `carried`."""

    username = _login()
    password = _secret(_("Password"))
    stay = BooleanField(_("Stay signed in on this device"))
    next = HiddenField(validators=[Length(max=2000)])
    carried = HiddenField(validators=[Length(max=1_000_000)])


class AskResetForm(Form):
    """Who has forgotten the password."""

    username = _login()


class ResetForm(Form):
    """The new password, by a mailed link."""

    new_password = _secret(_("New password"))


class PasswordForm(Form):
    """The new password, by who knows the present one."""

    present_password = _secret(_("Present password"))
    new_password = _secret(_("New password"))


class EmailForm(Form):
    """Another address."""

    email = _address(_("New e-mail address"))
    password = _secret(_("Your password"))


class PreferencesForm(Form):
    """Language of the interface, zone of its times, languages of lists."""

    locale = SelectField(_("Language"))
    timezone = SelectField(_("Time zone"))
    reads = LanguagesField(_("Languages I read"), [Optional()])


class LeaveForm(Form):
    """What becomes of the posts, and the password so that nobody else decides it."""

    posts = RadioField(
        _("What shall become of your posts?"),
        choices=[
            SelectChoice("keep", _("They stay, under “former member”: discussions remain readable")),
            SelectChoice("remove", _("They are removed; where they stood, a line says so")),
        ],
        validators=[InputRequired(_("Please choose."))],
    )
    password = _secret(_("Your password"))


class FirstAdministratorForm(Form):
    """The first account of an empty site, for whoever started it."""

    code = line(_("Code"), 60, render_kw={"spellcheck": "false", "dir": "ltr"})
    username = _username()
    email = _address(_("E-mail address"))
    password = _secret(_("Password"))


class TermsForm(Form):
    """Agreement to one version of the terms."""

    version = HiddenField()
    next = HiddenField(validators=[Length(max=2000)])
