"""Forms of the administrators' pages about members."""

from flask_babel import gettext as now_
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, PasswordField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange

from community.members import scopes
from community.members.cards import ROLES
from community.members.commands.kinds import all_kinds
from community.members.forms import is_address
from community.members.models import StakeholderKind
from community.web.forms import Form, last_day, line


def _choices(pairs) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class ReasonForm(Form):
    """A deed that others will ask about."""

    reason = line(_("Reason"), 300)


class RoleForm(ReasonForm):
    """Administrator or member."""

    role = SelectField(_("Role"), choices=_choices(ROLES.items()))


class PowerForm(ReasonForm):
    """One power, everywhere or somewhere."""

    power = SelectField(_("Power"), choices=_choices(scopes.POWER_NAMES.items()))
    scope = SelectField(_("Where"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.scope.choices = _choices(scopes.choices())


class SuspendForm(ReasonForm):
    """Until the end of a day, or for good."""

    until = last_day(_("Until the end of"))


class KindForm(Form):
    """A stakeholder kind and its place in the list."""

    label = line(_("Name"), 80)
    position = IntegerField(_("Place in the list"), validators=[InputRequired(), NumberRange(1, 999)], default=999)


class DeleteKindForm(Form):
    """Which kind the members shall have instead."""

    replacement = SelectField(_("Its members get"), coerce=lambda text: int(text) if text else None)

    def __init__(self, *args, without: StakeholderKind, **kwargs):
        super().__init__(*args, **kwargs)
        others = [(str(kind.id), kind.label) for kind in all_kinds() if kind is not without]
        self.replacement.choices = _choices([("", now_("– nobody has it –")), *others])


class ClaimForm(Form):
    """What makes an account from an archive one's own."""

    email = line(_("E-mail address"), 254, validators=[is_address], render_kw={"type": "email", "dir": "ltr"})
    password = PasswordField(_("Password"), validators=[InputRequired(_("Please fill this in."))])
    terms = BooleanField(_("I agree to the terms of use"), validators=[InputRequired(_("Please agree to the terms."))])
