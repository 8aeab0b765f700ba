"""A form field for a file: what is wrong with it is said beside the field, before anything is stored."""

from flask_wtf.file import FileField
from wtforms.validators import Optional, StopValidation

from community.errors import Invalid
from community.media import checks, images


class UploadField(FileField):
    """One file of a role ("avatar", "picture", "file"). `data` is the upload or None; pass it on with `upload`:

    `commands.upload(field.data.stream, field.data.filename, by=…, role=field.role)`.
    """

    def __init__(self, label=None, validators=None, *, role: str, **kwargs):
        kwargs.setdefault("render_kw", {"accept": ",".join(checks.ALLOWED[role])})
        super().__init__(label, validators or [Optional()], **kwargs)
        self.role = role

    def pre_validate(self, form) -> None:
        """Refuse a file that is not what it should be."""
        if not self.data:
            return
        try:
            checks.check(self.data.stream, self.data.filename, self.role)
            if self.role != "file":
                images.measure(self.data.stream)
        except Invalid as error:
            raise StopValidation(str(error.reason)) from error
