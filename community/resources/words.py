"""What the codes of resources are called on pages."""

from flask_babel import lazy_gettext as _

from community.resources import models

KINDS = {
    models.NEWS: _("News"),
    models.RESEARCH: _("Research"),
    models.TOOL: _("Tool"),
    models.GUIDELINE: _("Guideline"),
    models.MEDIA: _("Media"),
}
SEVERAL = {  # as headings over many
    models.NEWS: _("News"),
    models.RESEARCH: _("Research"),
    models.TOOL: _("Tools"),
    models.GUIDELINE: _("Guidelines"),
    models.MEDIA: _("Media"),
}
ACCESS = {
    models.FREE: _("Free to read"),
    models.SIGN_IN: _("Sign-in needed"),
    models.SUBSCRIPTION: _("Subscription needed"),
}
SORTS = {"newest": _("Newest"), "top": _("Top rated"), "discussed": _("Most discussed")}

PLURAL = _("Resources")

WAITS = _("Waits for approval")
REFUSED = _("Not accepted")
WITHDRAWN = _("Withdrawn")
REMOVED = _("Removed")
