"""The form that sets a vote aside."""

from flask_babel import lazy_gettext as _

from community.web.forms import Form, line


class VoidForm(Form):
    """Why a vote is set aside; the reason is kept and shown to the one who voted."""

    reason = line(_("Reason"), 300)
