"""Pieces that were compressed apart are one gzip file together, whatever they hold."""

import gzip
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.board import Board, slot_of
from community.web.packing import STORED, join, pack, unpack, wrap
from community.web.shelf import Kept, Shelf

parts = st.lists(st.tuples(st.booleans(), st.binary(max_size=4000)), max_size=12)


@given(parts)
def test_any_pieces_in_a_row_are_what_they_stand_for(parts):
    pieces = [pack(data) if packed else wrap(data) for packed, data in parts]
    assert gzip.decompress(join(pieces)) == b"".join(data for _packed, data in parts)


def test_a_long_page_is_smaller_than_its_words():
    page = b"<p>The same words again and again.</p>" * 2000
    assert len(join([pack(page), wrap(b"token"), pack(page)])) < len(page) / 20
    assert unpack(join([pack(page)])) == page


def test_what_stands_in_one_piece_does_not_show_in_the_length_of_another():
    secret = b"9f86d081884c7d659a2feaa0c55ad015"
    guesses = [pack(b"<p>searched: " + guess + b"</p>") for guess in (secret, secret[::-1])]
    lengths = {len(join([guess, wrap(secret)])) for guess in guesses}
    assert len(lengths) == 1


def test_only_what_is_short_is_wrapped():
    assert unpack(join([wrap(os.urandom(STORED))]))
    with pytest.raises(ValueError, match="too long"):
        wrap(b"x" * (STORED + 1))


def test_the_least_asked_for_page_goes_first_when_the_shelf_is_full(tmp_path):
    board, shelf = Board(str(tmp_path / "board")), Shelf(room=10_000)
    page = {name: Kept((pack(os.urandom(1000)),), {}) for name in "abcd"}
    for name in "abc":
        shelf.put((name,), page[name])
    shelf.get(("a",), board)
    shelf.put(("d",), page["d"])
    kept = {name for name in "abcd" if shelf.get((name,), board)}
    assert {"a", "d"} <= kept < {"a", "b", "c", "d"}


def test_every_process_sees_what_one_wrote_on_the_board(tmp_path):
    mine, theirs = (Board(str(tmp_path / "board")) for _process in range(2))
    slot = slot_of("topic", 7)
    mine.write(slot, 2**64 - 1)
    assert theirs.number(slot) == 2**64 - 1
    assert theirs.number(slot_of("topic", 8)) == 0
