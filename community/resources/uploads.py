"""Files that come with a form: kept as soon as they are sound, so that a refused form does not ask for them again."""

from flask import request
from flask_login import current_user
from sqlalchemy import select

from community.db import db
from community.errors import Refusal
from community.media import commands
from community.media.models import Media
from community.resources.fields import MOST_FILES
from community.resources.forms import ResourceForm
from community.web.paging import number_in


def receive(form: ResourceForm) -> list[Media]:
    """The member's files of this form: those that an earlier send brought, and those of this one, now kept too."""
    kept = _kept()
    for field, given in _sent(form):
        try:
            kept.append(commands.upload(given.stream, given.filename, by=current_user, role=_role(field)))
        except Refusal as refusal:
            form.refused_with = max(form.refused_with, refusal.status)
            field.errors = [*field.errors, str(refusal.reason)]
    return _last_picture_only(kept)[: MOST_FILES + 1]


def chosen_ids(name: str) -> set[int]:
    """The numbers that were ticked under this name."""
    return {number for value in request.form.getlist(name) if (number := number_in(value))}


def _kept() -> list[Media]:
    tokens = [token for token in request.form.getlist("kept") if token.isascii() and token.isalnum()]
    mine = select(Media).where(
        Media.token.in_(tokens[: MOST_FILES + 2]), Media.owner_id == current_user.id, Media.kind.is_(None)
    )
    return list(db.session.scalars(mine.order_by(Media.id)))


def _sent(form: ResourceForm) -> list:
    documents = [] if form.files.errors else [(form.files, given) for given in form.files.data or []]
    picture = [] if form.picture.errors or not form.picture.data else [(form.picture, form.picture.data)]
    return documents + picture


def _role(field) -> str:
    return getattr(field, "role", "file")


def _last_picture_only(kept: list[Media]) -> list[Media]:
    pictures = [media for media in kept if media.role == "picture"]
    return [media for media in kept if media.role != "picture" or media is pictures[-1]]
