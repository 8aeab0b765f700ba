"""Fill a site with invented members, forums, topics and posts, in bulk, true to its own checks.

.venv/bin/python -m bench.fill --engine sqlite --folder DIR --posts 100000 --topics 5000 --long 20000
.venv/bin/python -m bench.fill --engine postgresql [--url postgresql+psycopg://…] --folder DIR
"""

import argparse
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from sqlalchemy import Insert, bindparam, func, insert, select, text, update

from bench import indexing, postgres, rows
from bench.instance import ENGINES, FACTS, Instance, Size, opened
from bench.words import Texts
from community import upgrading
from community.admin.nightly import CHECKS
from community.db import db, transaction
from community.forums.models import Forum, Post, Theme, Topic
from community.members.models import About, Member, StakeholderKind
from community.places.models import Place

BATCH = 5_000  # rows of one statement


def main() -> None:
    """Fill the site that the options name, and say where it is."""
    given = _options()
    size = Size(given.posts, given.topics, given.long)
    folder = Path(given.folder or tempfile.mkdtemp(prefix="ibis-bench-"))
    filled = fill(ready(folder, given.engine, size, given.url), print)
    print(f"IBIS_INSTANCE={filled.folder}" + f" IBIS_DATABASE_URL={filled.database_url}" * bool(filled.database_url))


def _options() -> argparse.Namespace:
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    whole.add_argument("--engine", choices=ENGINES, default="sqlite")
    whole.add_argument("--url", default="", help="an empty PostgreSQL database; without it one is made")
    whole.add_argument("--folder", help="the instance folder; without it a temporary one is made")
    for name, default in vars(Size()).items():
        whole.add_argument(f"--{name}", type=int, default=default)
    return whole.parse_args()


def ready(folder: Path, engine: str, size: Size, url: str = "") -> Instance:
    """The site of that size in the folder, filled or not; a PostgreSQL one gets a database if none is given."""
    if engine == "postgresql" and not url and not (folder / FACTS).exists():
        url = postgres.make_database()
    return opened(folder, url, size)


def fill(instance: Instance, tell=lambda words: None) -> Instance:
    """Fill the site unless it was filled before. `tell` hears of each step."""
    with instance.app():
        upgrading.upgrade()
        if instance.is_full:
            tell("The site was filled before.")
            return instance
        if db.session.scalar(select(func.count()).select_from(Member)):
            raise SystemExit("The database is not empty, and was not filled for measuring.")
        pour(instance.size, tell)
        _settle()
    return instance.keep(is_full=True)


def pour(size: Size, tell=lambda words: None) -> None:
    """Fill the database of the current app, which has nobody in it yet."""
    began = time.monotonic()
    kinds: list[int | None] = list(db.session.scalars(select(StakeholderKind.id)))
    made = rows.make(size, Texts(), _homes() or [(None, None)], kinds or [None])
    tell(f"{time.monotonic() - began:5.1f} s: {len(made.posts)} posts are invented")
    _insert_all(made)
    tell(f"{time.monotonic() - began:5.1f} s: and inserted")
    indexing.index_all()
    tell(f"{time.monotonic() - began:5.1f} s: and can be found")
    different = [one for check in CHECKS for one in check.compare()]
    if different:
        raise SystemExit(f"{len(different)} stored counts differ from what they count, such as {different[0]}.")
    tell(f"{time.monotonic() - began:5.1f} s: all stored counts are true")


def _homes() -> list[tuple[int | None, int | None]]:
    """Where members live: the largest cities, with their countries."""
    largest = select(Place.parent_id, Place.id).where(Place.kind == "city").order_by(Place.population.desc()).limit(60)
    return [(row.parent_id, row.id) for row in db.session.execute(largest)]


def _insert_all(made: rows.Rows) -> None:
    for model, values in (
        (Member, made.members), (About, made.abouts), (Theme, made.themes), (Forum, made.forums),
        (Topic, made.topics), (Post, made.posts),
    ):  # fmt: skip
        _insert(insert(model.__table__), values)
    for model, values in ((Topic, made.topics), (Forum, made.forums)):
        table = model.__table__
        newest = [{"row": row["id"], "newest": row["newest"]} for row in values if "newest" in row]
        with transaction() as session:  # what points to each other is joined at the end
            connection = session.connection()
            connection.execute(
                update(table).where(table.c.id == bindparam("row")).values(last_post_id=bindparam("newest")), newest
            )
    if db.engine.dialect.name == "postgresql":
        _count_on()


def _insert(statement: Insert, values: list[dict]) -> None:
    for batch in batches(values):
        with transaction() as session:
            columns = statement.table.c.keys()
            session.connection().execute(statement, [{k: v for k, v in row.items() if k in columns} for row in batch])


def batches(values: Iterable) -> Iterable[list]:
    """The values in lists of at most BATCH."""
    ahead = iter(values)
    while batch := list(islice(ahead, BATCH)):
        yield batch


def _count_on() -> None:
    """Rows came with their numbers: the next ones come after them."""
    with transaction() as session:
        for model in (Member, Theme, Forum, Topic, Post):
            table = model.__tablename__
            session.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608 - tables of ours
            )


def _settle() -> None:
    """What a database does by itself sooner or later: PostgreSQL's autovacuum, SQLite's checkpoint."""
    word = "VACUUM ANALYZE" if db.engine.dialect.name == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(word)


if __name__ == "__main__":
    main()
