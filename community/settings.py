"""What an administrator can change while the site runs: its name, its rules, its words. One statement a request."""

from dataclasses import dataclass, field, fields, replace

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from community.db import db


class Setting(db.Model):
    """One changed setting; what is not here has its default from `Site`."""

    __tablename__ = "site_setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[object] = mapped_column(JSON)


@dataclass(frozen=True)
class Site:
    """The site's settings with their defaults, as the founding community had them."""

    line1: str = "MIGRATION & INTEGRATION"  # the wordmark's two lines
    line2: str = "Building Inclusive Societies"
    name: str = "Integration: Building Inclusive Societies (IBIS)"
    tagline: str = "Online Community on Migration and Integration"
    owner: str = ""
    statement: str = "Where people who build inclusive towns compare notes"  # home's first sentence
    contact_name: str = ""
    contact_organisation: str = ""
    contact_email: str = ""
    terms_version: int = 1  # raised when the terms change; members agree to the present one
    edit_window_days: int = 7  # how long authors may edit and remove their posts
    posts_per_page: int = 20
    unread_days: int = 30  # what is older counts as read
    helpful_names: str = "members"  # who sees the names behind helpful marks: everyone, members or nobody
    resources_need_approval: bool = False
    rating_min_account_days: int = 0  # votes of younger accounts wait with weight 0; for a site under attack
    rating_hide_mean: bool = False  # show the mean only to those who have rated
    rating_keep_departed: bool = True  # votes of members who left stay, without their name
    rating_cautious_order: bool = False  # sort by a lower bound instead of the Bayesian average
    date_forms: dict = field(default_factory=lambda: {"en": "MMMM d, yyyy, HH:mm"})  # by language, CLDR patterns


NAMES = {f.name for f in fields(Site)}


def site() -> Site:
    """The settings as they stand, read once for each database session."""
    info = db.session().info
    if "site" not in info:
        rows = db.session.execute(db.select(Setting.name, Setting.value))
        info["site"] = replace(Site(), **{name: value for name, value in rows if name in NAMES})
    return info["site"]


def change(**values) -> dict:
    """Store changed settings inside the open transaction; answers {name: (old, new)} of what really changed."""
    before, changed = site(), {}
    for name, value in values.items():
        old = getattr(before, name)
        if value != old:
            changed[name] = (old, value)
            db.session.merge(Setting(name=name, value=value))
    db.session().info.pop("site", None)
    return changed
