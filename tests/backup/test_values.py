"""What a table holds comes out of the file as it went in, on either engine."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Interval, LargeBinary

from community.backup import values
from community.db import db

EAST = datetime(2010, 7, 14, 22, 59, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
KINDS = ["number", "decimal", "truth", "moment", "bytes", "json", "text", "day"]
ROW = [-(2**63), 0.1 + 0.2, True, EAST, b"\0\xff\n", '{"b": null, "a": 1e400}', "a\tb\nc\\N\u2028 ﷺ", date(2010, 7, 14)]


@pytest.mark.parametrize("engine, moment", [("sqlite", "2010-07-14 17:29:00.000001"),
                                            ("postgresql", "2010-07-14T17:29:00.000001+00:00")])  # fmt: skip
def test_every_kind_of_value_comes_out_as_it_went_in(engine, moment):
    line = values.line(ROW)
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert values.reader(KINDS, engine)(line) == [*ROW[:3], moment, *ROW[4:-1], "2010-07-14"]
    assert values.reader(KINDS, engine)(values.line([None] * len(ROW))) == [None] * len(ROW)


def test_a_row_of_another_length_is_none_of_ours():
    with pytest.raises(ValueError, match="too few or too many"):
        values.reader(KINDS, "sqlite")(values.line(ROW[1:]))


def test_a_moment_is_the_same_text_wherever_it_was_read():
    assert json.loads(values.line([EAST])) == json.loads(values.line([EAST.astimezone(UTC)]))


def test_every_column_of_every_table_can_be_carried():
    for table in db.metadata.tables.values():
        assert {values.kind_of(column) for column in table.columns} <= set(values.KINDS), table.name


def test_a_type_that_nobody_has_thought_of_is_told():
    assert values.kind_of(Column("blob", LargeBinary)) == "bytes"
    with pytest.raises(TypeError, match="say in community/backup/values.py"):
        values.kind_of(Column("wait", Interval))
