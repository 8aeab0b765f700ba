"""Stamps: what is written on the board, in which order, and that no number comes back."""

import pytest
from sqlalchemy import event

from community import stamps
from community.board import slot_of
from community.db import db, transaction
from tests.web.keeping import as_elsewhere

ANYTHING = slot_of(*stamps.ANYTHING)


@pytest.fixture
def written(app, monkeypatch):
    """The slots that are written, in their order."""
    board, slots = stamps.board(), []
    write = board.write
    monkeypatch.setattr(board, "write", lambda slot, number: (slots.append(slot), write(slot, number)))
    return slots


def same_slot() -> tuple[int, int]:
    """Two topics that share a slot."""
    seen: dict[int, int] = {}
    for number in range(1, 1_000_000):
        slot = slot_of("topic", number)
        if slot in seen:
            return seen[slot], number
        seen[slot] = number
    raise AssertionError


def touches(*ids: int) -> None:
    with transaction(narrow=True):
        for number in ids:
            stamps.touch("topic", number)


def test_that_something_changed_stands_there_before_what_changed(written):
    """Else a reader could find the new number beside "nothing happened" and keep the former page under it."""
    touches(1, 2)
    assert written[0] == ANYTHING
    assert set(written[1:]) == {slot_of("topic", 1), slot_of("topic", 2)}


def test_rows_are_written_last_in_one_order_and_once(app):
    """Two deeds that touch the same things in another order never wait for each other in a ring."""
    kinds, seen = ("member", "topic", "everything"), []

    def note(_connection, _cursor, statement, parameters, *_more):
        if statement.startswith("UPDATE stamp"):
            given = parameters.values() if isinstance(parameters, dict) else parameters
            seen.extend(value for value in given if value in kinds)

    touches(1, 2, 3)
    with transaction():
        stamps.touch("member", 1)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with transaction():
            for kind, number in (("topic", 3), ("member", 1), ("topic", 1), ("topic", 3), ("topic", 2)):
                stamps.touch(kind, number)
            assert not seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert seen == ["member", "topic", "topic", "topic", "everything"]


def test_a_number_never_comes_back_to_a_slot_that_two_things_share(app):
    """A page that was kept while it stood there would be as good as new again."""
    one, other = same_slot()
    slot = slot_of("topic", one)
    touches(one)
    first = stamps.board().number(slot)
    touches(other)
    assert stamps.board().number(slot) != first
    for _process in range(3):
        stamps.Listener().listen()  # that of a process which heard of neither
        assert stamps.board().number(slot) != first


def test_both_of_two_things_that_share_a_slot_are_heard_of_from_afar(app):
    one, other = same_slot()
    listener, slot = stamps.Listener(), slot_of("topic", one)
    stamps.board().write(slot, 0)
    seen = {0}
    for number in (one, other, one):
        as_elsewhere(lambda number=number: touches(number))
        listener._looked -= stamps.PAUSE
        listener.listen()
        assert stamps.board().number(slot) not in seen
        seen.add(stamps.board().number(slot))
