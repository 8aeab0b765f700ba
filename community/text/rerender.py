"""After a change of the renderer: make the HTML of every stored text anew from its source."""

from collections.abc import Callable, Iterator

from sqlalchemy import func, inspect, select

from community.db import Base, db, transaction
from community.text.columns import MemberText, write_anyway
from community.text.render import VERSION

BATCH = 50  # texts a transaction: short enough that nobody who writes has to wait


def text_models() -> list[type]:
    """Every model with member text. They need not be registered: the mixin is what makes them one."""
    models = (mapper.class_ for mapper in Base.registry.mappers)
    return sorted((model for model in models if issubclass(model, MemberText)), key=lambda model: model.__name__)


def count_old() -> int:
    """How many stored texts an older renderer has made."""
    return sum(db.session.scalar(_count(model)) or 0 for model in text_models())


def rerender_all(progress: Callable[[int], object] = lambda done: None) -> dict[str, int]:
    """Renew all texts of older renderers; `progress` hears after each batch how many it held.

    Answers with counts: "renewed", and "as words" for texts that today's caps refuse (they are shown unformatted).
    """
    counts = {"renewed": 0, "as words": 0}
    for model in text_models():
        for kinds in _renew(model):
            for kind in kinds:
                counts[kind] += 1
            progress(len(kinds))
    return counts


def _renew(model) -> Iterator[list[str]]:
    (number,) = inspect(model).primary_key
    last = 0
    while True:
        with transaction() as session:
            query = select(model).where(model.renderer < VERSION, number > last).order_by(number).limit(BATCH)
            rows = session.scalars(query).unique().all()
            kinds = ["renewed" if write_anyway(row, row.source) else "as words" for row in rows]
        if not rows:
            return
        last = inspect(rows[-1]).identity[0]
        yield kinds


def _count(model):
    return select(func.count()).select_from(model).where(model.renderer < VERSION)
