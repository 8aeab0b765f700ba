"""The memory of imports: what of an archive became what here."""

from sqlalchemy import select

from community.imports.models import Origin


class Origins:
    """What has come from one archive so far, read once."""

    def __init__(self, session, source: str):
        self._session, self.source = session, source
        rows = session.execute(select(Origin.kind, Origin.source_id, Origin.object_id).where(Origin.source == source))
        self._objects = {(kind, source_id): object_id for kind, source_id, object_id in rows}

    def find(self, kind: str, source_id) -> int | None:
        """The id here of what was `source_id` there."""
        return self._objects.get((kind, str(source_id)))

    def of_kind(self, kind: str) -> dict[str, int]:
        """{id there: id here} of one kind."""
        return {source_id: object_id for (known, source_id), object_id in self._objects.items() if known == kind}

    def note(self, kind: str, source_id, object_id: int) -> None:
        """Remember what it became, this time if it has been another thing before."""
        self._objects[kind, str(source_id)] = object_id
        self._session.merge(Origin(source=self.source, kind=kind, source_id=str(source_id), object_id=object_id))
