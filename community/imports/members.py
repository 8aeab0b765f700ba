"""Authors of an archive become members who cannot sign in; an administrator's link lets them claim what they wrote."""

import re
from collections import Counter
from datetime import datetime

from sqlalchemy import select

from community.errors import Invalid
from community.imports.origins import Origins
from community.members import finding, names, queries
from community.members.models import Member


class Members:
    """Finds or makes the member for each name there."""

    def __init__(self, session, origins: Origins, made: Counter, notes: list[str]):
        self._session, self._origins, self._made, self._notes = session, origins, made, notes
        ids = origins.of_kind("member")
        here = dict(session.execute(select(Member.id, Member.username).where(Member.id.in_(ids.values()))).all())
        self._usernames = {there: here[number] for there, number in ids.items() if number in here}

    def username(self, there: str) -> str | None:
        """What somebody is called here, if they came along."""
        return self._usernames.get(there)

    def id_of(self, there: str, name: str, first_seen: datetime) -> int | None:
        """The member's id; None for one who came with an earlier import and is gone."""
        known = self._origins.find("member", there)
        if known is not None:
            return known if there in self._usernames else None
        member = Member(
            username=self._free(there), display_name=name[:80] if name != there else "", joined_at=first_seen, grants=[]
        )
        member.name_key = names.key(member.username)
        self._session.add(member)
        self._session.flush()
        finding.index_member(member.id)
        self._origins.note("member", there, member.id)
        self._usernames[there] = member.username
        self._made["members"] += 1
        if member.username != there:
            self._notes.append(f"{there} is called {member.username} here.")
        return member.id

    def _free(self, there: str) -> str:
        """The name itself if it may be one and nobody has it, else the nearest that is free."""
        plain = re.sub(r"[._-]{2,}", "-", re.sub(r"[^\w.-]|_(?=_)", "", there)).strip("._-")[:32] or "member"
        for name in (there, plain, *(f"{plain}-{number}" for number in range(2, 10_000))):
            try:
                names.check(name)
            except Invalid:
                continue
            if not queries.is_taken(name):
                return name
        raise AssertionError("the numbers ended")
