"""Home, the site's own pages, and a letter to those who run it. Writing them is in `desk_views`."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock, mail, settings
from community.db import transaction
from community.members.views import MAILS_A_DAY
from community.pages import policy, queries
from community.pages.forms import ContactForm
from community.pages.ways import ways_for
from community.text.show import dress
from community.web.access import open_to_all
from community.web.keeping import kept_ready
from community.web.limits import address, limit, pay

ONE_SENDERS = "5 per day"  # letters; the mailbox is read by people
LETTERS = "100 per day"  # of all senders: more than that is a flood, not a conversation

bp = Blueprint("pages", __name__)


@bp.get("/")
@open_to_all
@kept_ready(members=False)
def home():
    """What this place is, and what happens in it."""
    shown = queries.home(current_user, clock.now())
    return render_template("pages/home.html", home=shown, ways=ways_for(current_user))


@bp.get("/about", defaults={"slug": "about"})
@bp.get("/pages/<slug>")
@open_to_all
@kept_ready(members=False)
def page(slug: str):
    """One of the site's own texts."""
    if slug == "contact":
        return redirect(url_for("pages.contact"), 301)
    found = queries.find_page(slug)
    return render_template("pages/page.html", **_shown(found))


@bp.get("/keyboard")
@open_to_all
@kept_ready(members=False)
def keyboard():
    """The keys that do something on the pages, and where they are switched off."""
    return render_template("pages/keyboard.html")


@bp.route("/contact", methods=["GET", "POST"])
@limit("30 per hour")  # attempts
@open_to_all
def contact():
    """Whom to write to. Members see the address; everybody may write by form, if there is an address."""
    site, form = settings.site(), ContactForm(data=_known_of(current_user))
    if site.contact_email and form.validate_on_submit():
        pay(ONE_SENDERS, "letters from", address())
        pay(MAILS_A_DAY, "mails from", address())
        pay(LETTERS, "letters")
        with transaction():
            letter = {"name": form.name.data, "email": form.email.data, "body": form.body.data}
            mail.send("pages/mail/letter", to=site.contact_email, letter=letter)
        flash(_("Thank you. Your message is on its way."), "good")
        return redirect(url_for("pages.contact"))
    return render_template("pages/contact.html", form=form, **_shown(queries.find_page("contact"))), form.status


def _known_of(viewer) -> dict:
    return {"name": viewer.name, "email": viewer.email} if viewer.is_authenticated else {}


def _shown(found) -> dict:
    return {"page": found, "html": dress(found.html), "may_edit": policy.may_edit_pages(current_user)}
