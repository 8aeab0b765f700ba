"""What a page costs the database, counted and not timed: the same on a busy machine as on an idle one.

SQLite tells its virtual machine's steps to the connection's progress handler, here one by one. PostgreSQL tells the
pages of 8 kB ("buffers") that a statement touched, in memory or on disk, through EXPLAIN (ANALYZE, BUFFERS): each
statement of the request is explained right after it ran, on the same connection, in the same transaction, with the
same parameters. That needs no extension, which pg_stat_statements and auto_explain would; what planning touches is
left out, since it hangs on what the connection has planned before.

PostgreSQL reads a table whole while it is so small that this is cheaper than to look up each of twenty rows. Then the
count says how small the table is today. So each statement is explained twice: as it is `planned`, and row by row,
which is the `cost` that must stay the same; and no plan may ever cost more than that.
"""

import sqlite3
from contextlib import contextmanager

from sqlalchemy import Engine, event

from tests.conftest import UNCOUNTED


class Work:
    """The statements that ran while a block was metered, each with its cost."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.costs: list[int] = []
        self.planned = 0
        self.watched: set[sqlite3.Connection] = set()

    @property
    def total(self) -> int:
        """The cost of all of them."""
        return sum(self.costs)

    def begin(self, statement: str) -> None:
        """What is counted from now on belongs to this statement."""
        self.statements.append(" ".join(statement.split()))
        self.costs.append(0)

    def add(self, cost: int = 1) -> None:
        """More work for the statement that runs."""
        self.costs[-1] += cost

    def growth(self, larger: "Work") -> list[str]:
        """The statements that cost more in `larger`, the worst first, for the message of a failure."""
        if len(self.costs) != len(larger.costs):
            return [f"{len(self.costs)} statements became {len(larger.costs)}"]
        rows = zip(self.costs, larger.costs, larger.statements, strict=True)
        grown = sorted((row for row in rows if row[0] != row[1]), key=lambda row: row[0] - row[1])
        return [f"{before} -> {after}: {_told(text)}" for before, after, text in grown[:3]]


def _told(statement: str) -> str:
    """Where the statement reads: its columns say little and are many."""
    return "… FROM" + statement.partition(" FROM")[2][:300] if " FROM" in statement else statement[:300]


@contextmanager
def metered(engine: Engine):
    """Counts what the block's statements cost on this engine; yields the Work."""
    work = Work()
    name, count = METERS[engine.dialect.name]

    def note(connection, cursor, statement, parameters, *_rest) -> None:
        if not statement.lstrip().upper().startswith(UNCOUNTED):
            work.begin(statement)
            count(work, connection, cursor, statement, parameters)

    event.listen(engine, name, note)
    try:
        yield work
    finally:
        event.remove(engine, name, note)
        for connection in work.watched:
            connection.set_progress_handler(None, 0)


def _steps(work: Work, _connection, cursor, *_statement) -> None:
    cursor.connection.set_progress_handler(work.add, 1)
    work.watched.add(cursor.connection)


def _buffers(work: Work, connection, _cursor, statement: str, parameters) -> None:
    with connection.connection.cursor() as cursor:
        planned = _explained(cursor, statement, parameters)
        cursor.execute(_by_the_lot("off"))
        by_rows = _explained(cursor, statement, parameters)
        cursor.execute(_by_the_lot("on"))
    work.planned += _touched(planned)
    finds_by_key = "WHERE topic.id = " in statement and by_rows["Total Cost"] >= FORBIDDEN
    work.add(_touched(planned if finds_by_key else by_rows))


def _by_the_lot(switch: str) -> str:
    return ";".join(f"SET LOCAL enable_{way} = {switch}" for way in BY_THE_LOT)


def _explained(cursor, statement: str, parameters) -> dict:
    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING off, FORMAT JSON) {statement}", parameters)
    return cursor.fetchone()[0][0]["Plan"]


def _touched(plan: dict) -> int:
    """Of the topmost step of a plan, which holds what those below it touched."""
    kinds = ("Shared Hit Blocks", "Shared Read Blocks", "Temp Read Blocks", "Temp Written Blocks")
    return sum(plan[kind] for kind in kinds)


# What PostgreSQL adds to the cost of a way that is switched off. Where none other is left (it never reads the few
# forums by an index that no condition names), this drowns all differences: for a row that is found by its key the plan
# that comes out then is any plan, and what it would really do is counted instead.
FORBIDDEN = 1e10
BY_THE_LOT = ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "memoize", "material")
METERS = {"sqlite": ("before_cursor_execute", _steps), "postgresql": ("after_cursor_execute", _buffers)}
