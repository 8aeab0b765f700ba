"""Fields that only the form of a resource has: its links, its files, its categories."""

from collections.abc import Sequence

from flask_babel import gettext as _
from wtforms import Field, MultipleFileField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from community.errors import Invalid
from community.media import checks
from community.resources.facts import LinkFacts, is_web_address
from community.web.forms import one_line

MOST_LINKS = 12
MOST_FILES = 6
LONGEST = {"url": 1000, "title": 200, "language": 35, "note": 200}


class LinksField(Field):
    """Rows of four inputs, named link_url, link_title, link_language, link_note; rows without any text are left out."""

    languages: Sequence[tuple[str, str]] = ()  # (code, name) on offer; the form sets them

    def process(self, formdata, data=unset_value, extra_filters=None):
        """Take the rows from the form that was sent, else from the entry."""
        self.process_errors = []
        self.object_data = [] if data is unset_value else list(data or [])
        self.data: list[LinkFacts] = list(self.object_data)
        if formdata and "link_url" in formdata:
            given = [formdata.getlist(f"link_{name}") for name in LONGEST]
            rows = (LinkFacts(*map(one_line, texts)) for texts in zip(*given, strict=False))
            self.data = [row for row in rows if _is_filled(row)]

    def rows(self) -> list[LinkFacts]:
        """What the form shows: the rows so far and an empty one."""
        return [*self.data, LinkFacts("")][:MOST_LINKS]

    def further(self) -> list[LinkFacts]:
        """Empty rows that the form folds away."""
        return [LinkFacts("")] * max(0, min(3, MOST_LINKS - len(self.data) - 1))

    def pre_validate(self, form) -> None:
        """Every link has a full address, and nothing is too long."""
        if len(self.data) > MOST_LINKS:
            raise StopValidation(_("Please give at most %(most)d links.", most=MOST_LINKS))
        for number, row in enumerate(self.data, 1):
            if trouble := self._trouble(row):
                raise StopValidation(_("Link %(number)d: %(trouble)s", number=number, trouble=trouble))

    def _trouble(self, row: LinkFacts) -> str:
        if not is_web_address(row.url):
            return _("please give a full address that begins with https:// or http://.")
        for name, longest in LONGEST.items():
            if len(getattr(row, name)) > longest:
                return _("please use at most %(most)d characters.", most=longest)
        if row.language and row.language not in dict(self.languages):
            return _("please choose a language of the list.")
        return ""


class FilesField(MultipleFileField):
    """Several documents; each is looked at before anything is stored."""

    data: list

    def pre_validate(self, form) -> None:
        """Refuse what may not be uploaded, naming the file."""
        self.data = [given for given in self.data or [] if getattr(given, "filename", None)]  # words are no file
        if len(self.data) > MOST_FILES:
            raise StopValidation(_("Please give at most %(most)d files.", most=MOST_FILES))
        for given in self.data:
            try:
                checks.check(given.stream, given.filename, "file")
            except Invalid as error:
                name = checks.clean_name(given.filename)
                raise StopValidation(f"{name}: {error.reason}") from error


def _is_filled(row: LinkFacts) -> bool:
    return any((row.url, row.title, row.note))
