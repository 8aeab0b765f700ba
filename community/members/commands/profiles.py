"""A member's profile: what they say of themselves, and their picture."""

from community import audit, stamps
from community.db import db, transaction
from community.media import commands as media
from community.media.models import Media
from community.members import finding, names
from community.members.models import About, Member
from community.members.policy import may_edit_profile
from community.policy import require
from community.text.columns import write

FIELDS = ("display_name", "kind_id", "organisation", "country_id", "city_id", "languages")


def edit_profile(member: Member, *, by, about: str, avatar=None, remove_avatar: bool = False, **values) -> None:
    """Change the profile. `avatar` is an upload (stream, filename) or None. Raises Invalid, NotAllowed."""
    require(may_edit_profile(by, member))
    names.check_display(values["display_name"])
    face = media.upload(avatar.stream, avatar.filename, by=by, role="avatar") if avatar else None
    with transaction() as session:
        session.refresh(member, ["profile_asked"], with_for_update=True)  # two saves at once come one after the other
        for field in FIELDS:
            setattr(member, field, values[field])
        member.profile_asked = True
        _write_about(session, member, about)
        if face or remove_avatar:
            _change_face(member, face)
        finding.index_member(member.id)
        stamps.touch("member", member.id)
        audit.record("member.edit_profile", member, by=by)


def put_off(member: Member) -> None:
    """The member would rather do it later: they are not asked again."""
    with transaction():
        member.profile_asked = True


def forget_face(member: Member, **_how) -> None:
    """What leaving means for the picture: it goes."""
    with transaction():
        _change_face(member, None)


def _write_about(session, member: Member, source: str) -> None:
    about = session.get(About, member.id)
    if about is None and not source:
        return
    if about is None:
        about = About(member_id=member.id)
        session.add(about)
    write(about, source)


def _change_face(member: Member, face: Media | None) -> None:
    old = db.session.get(Media, member.avatar_id) if member.avatar_id else None
    member.avatar_id = face.id if face else None
    db.session.flush()
    if face:
        media.attach(face, "member", member.id)
    if old:
        media.delete(old)
