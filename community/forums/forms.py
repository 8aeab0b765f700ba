"""The forms of forums. Their limits are those of the tables."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectChoice, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from community.forums import kinds
from community.forums.models import ALL_MEMBERS, CLOSED, EVERYONE, MEMBERS, MODERATORS, NAMED, NOBODY
from community.tags.forms import tags_line
from community.text.caps import CHARACTERS
from community.web.forms import Form, MultiCheckboxField, OnceForm, SeenForm, last_day, line, prose
from community.web.languages import LanguageField
from community.web.paging import LARGEST


class ReplyForm(OnceForm):
    """A reply. `seen` is the last number of the topic when the writer's page was made; "" asks for no comparison."""

    body = prose(_("Your reply"), CHARACTERS)
    language = LanguageField(_("Language"), [Optional()])
    seen = HiddenField(default="")


class TopicForm(OnceForm):
    """A new topic with its first post."""

    kind = RadioField(_("What is it?"))
    title = line(_("Title"), 200)
    body = prose(_("Your text"), CHARACTERS)
    tags = tags_line()
    language = LanguageField(_("Language"), [Optional()])

    def offer(self, taken: list[kinds.TopicKind]) -> None:
        """Ask for the kind where there is a choice; the first is proposed, and taken where none is said."""
        if len(taken) < 2:
            del self.kind
            return
        self.kind.choices = [SelectChoice(*choice) for choice in kinds.choices(taken)]
        self.kind.data = self.kind.data or taken[0].name


class EditForm(SeenForm):
    """A post's new text."""

    body = prose(_("Text"), CHARACTERS)
    language = LanguageField(_("Language"), [Optional()])
    reason = line(_("What you changed, and why"), 300, required=False)


class ReasonForm(Form):
    """A deed that may need a reason, which is shown to whom it concerns."""

    reason = line(_("Reason"), 300, required=False)


class GivenReasonForm(Form):
    """A deed that needs a reason."""

    reason = line(_("Reason"), 300)


class PinForm(Form):
    """Keep a topic on top."""

    until = last_day(_("Until the end of"))


class RenameForm(Form):
    """A topic's new title."""

    title = line(_("Title"), 200)


class TagsForm(Form):
    """The words by which a topic is found."""

    tags = tags_line()


class ConclusionForm(SeenForm):
    """A topic's closing word."""

    body = prose(_("Where we stand, and what came of it"), 8_000)
    look_again_on = last_day(_("Look again on"))


class MoveForm(Form):
    """Where a topic goes."""

    forum = SelectField(_("Forum"), coerce=int)


class KindForm(Form):
    """What a topic is."""

    kind = RadioField(_("What is it?"), validators=[InputRequired(_("Please choose."))])


class ThemeForm(Form):
    """A heading of the index."""

    title = line(_("Name of the theme"), 120)
    position = IntegerField(_("Place in the order"), default=0, validators=[InputRequired(), NumberRange(0, 9999)])


class ForumForm(Form):
    """A room."""

    name = line(_("Name of the forum"), 120)
    purpose = line(_("What it is for, in a sentence"), 300, required=False)
    slug = line(_("Word in its address"), 80, required=False)
    theme_id = SelectField(_("Theme"), coerce=int)
    position = IntegerField(_("Place in the order"), default=0, validators=[InputRequired(), NumberRange(0, 9999)])
    visibility = SelectField(
        _("Who may read"),
        choices=[
            SelectChoice(EVERYONE, _("Everyone")),
            SelectChoice(MEMBERS, _("Members")),
            SelectChoice(NAMED, _("Named members")),
            SelectChoice(NOBODY, _("Nobody: hidden")),
        ],
    )
    posting = SelectField(
        _("Who may post"),
        choices=[
            SelectChoice(ALL_MEMBERS, _("Everyone signed in")),
            SelectChoice(MODERATORS, _("Moderators only")),
            SelectChoice(CLOSED, _("Nobody: closed")),
        ],
    )
    kinds = MultiCheckboxField(
        _("What may be begun here"),
        choices=[SelectChoice(name, kind.label) for name, kind in kinds.KINDS.items()],
        default=kinds.every,
        filters=[lambda ticked: ticked or kinds.every()],
        description=_("If nothing is ticked: all of it. What was begun before stays what it is."),
    )
    named = prose(_("User names of named members, one a line"), 20000, required=False)


class ReadForm(Form):
    """How far a member has read a topic: up to a number, on a page that begins with another."""

    number = IntegerField(_("Read up to post"), validators=[InputRequired(), NumberRange(0, LARGEST)])
    first = IntegerField(_("First post of the page"), validators=[Optional(), NumberRange(1, LARGEST)])


class ReadAllForm(Form):
    """All is read that stood there when the page was made."""

    until = line(_("When the page was made"), 40)

    def validate_until(self, field) -> None:
        """A moment of a page of ours."""
        try:
            self.moment = datetime.fromisoformat(field.data).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(_("Please open the page again.")) from None


class DeleteForm(Form):
    """A deed that cannot be undone."""

    sure = BooleanField(_("I am sure"), validators=[InputRequired()])


class DeleteForumForm(DeleteForm):
    """A forum goes; what stands in it goes elsewhere."""

    to = SelectField(_("Its topics go to"), coerce=int)
