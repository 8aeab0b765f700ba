"""Every field that takes words says how many it takes; the server counts, whatever the browser was told."""

from wtforms import PasswordField, StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import Length

from community.members import passwords
from community.places.forms import PlaceField
from community.web.forms import Form
from community.web.languages import LanguagesField
from tests import people

# Fields with a way of their own to count or to understand.
READ_AS_NUMBERS = {"revision", "version", "seen"}
COUNT_THEMSELVES = (LanguagesField, PlaceField, PasswordField)


def forms(kind=Form) -> list[type]:
    """Every form there is."""
    return [form for child in kind.__subclasses__() for form in (child, *forms(child))]


def rules_of(field: UnboundField) -> list:
    """The validators that a field was declared with."""
    return field.kwargs.get("validators") or next(iter(field.args[1:2]), None) or []


def test_every_field_of_words_has_a_limit(app):
    unlimited = []
    for form in forms():
        for name in dir(form):
            field = getattr(form, name)
            if isinstance(field, UnboundField) and issubclass(field.field_class, StringField):
                counts = any(isinstance(rule, Length) and rule.max > 0 for rule in rules_of(field))
                if not counts and not issubclass(field.field_class, COUNT_THEMSELVES) and name not in READ_AS_NUMBERS:
                    unlimited.append(f"{form.__module__}.{form.__name__}.{name}")
    assert not unlimited, "Give these fields a limit (community.web.forms.line or prose):\n" + "\n".join(unlimited)
    assert len(forms()) > 20


def test_fields_with_ways_of_their_own_bear_much(app):
    browser, much = people.signs_in(app, people.member("Asha")), "x" * 100_000
    for field in ("languages", "country_id", "city_id"):
        answer = browser.sends("/settings/profile", **{field: much})
        assert answer.status_code == 422 and len(answer.get_data()) < 60_000, field
    browser.sends("/settings/password", present_password=much, new_password=much)
    asked = {"username": "ben", "email": "ben@example.org", "terms": "y"}
    answer = people.visits(app).sends("/join", password="x" * (passwords.LONGEST + 1), **asked)
    assert answer.status_code == 422
