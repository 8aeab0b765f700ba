"""The board of changes: all processes see one, and where the disk has no room for it pages are read all the same."""

import errno
import os

import pytest

from community.board import SIZE, Board, slot_of


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "stamps.board")


def test_what_one_writes_the_other_sees(path):
    one, other = Board(path), Board(path)
    one.write(slot_of("topic", 7), 2**64 - 1)
    assert other.number(slot_of("topic", 7)) == 2**64 - 1
    assert Board(path).number(slot_of("topic", 7)) == 2**64 - 1


def test_its_room_on_the_disk_is_taken_at_once(path):
    """A write into a hole for which the disk has no room left ends the process, not the request."""
    with open(path, "wb") as file:
        file.truncate(SIZE)  # as an earlier version left it
    assert os.stat(path).st_blocks == 0
    Board(path)
    assert os.stat(path).st_blocks * 512 >= SIZE


def _no_room(*_given):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_without_room_for_it_a_process_has_one_of_its_own_and_says_so(path, monkeypatch, caplog):
    monkeypatch.setattr(os, "posix_fallocate", _no_room)
    board = Board(path)
    board.write(slot_of("topic", 7), 5)
    assert board.number(slot_of("topic", 7)) == 5
    assert "No space left" in caplog.text


def test_a_folder_that_cannot_be_written_keeps_nobody_from_reading(tmp_path, caplog):
    board = Board(str(tmp_path / "missing" / "stamps.board"))
    board.write(slot_of("topic", 7), 5)
    assert board.number(slot_of("topic", 7)) == 5
    assert "no board of changes" in caplog.text
