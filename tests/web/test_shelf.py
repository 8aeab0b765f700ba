"""The shelf: its measure of what it holds stays true, whoever puts and takes at the same moment."""

from threading import Thread

from community.web.packing import pack
from community.web.shelf import Kept, Shelf, _size


def page(words: str = "Words.") -> Kept:
    return Kept((pack(words.encode()),), {})


def test_two_who_put_the_same_page_at_one_moment_leave_the_measure_true():
    shelf, key = Shelf(10_000_000), ("/", "", "en", "visitor")
    drop = shelf.drop
    others = [page()]

    def drop_slowly(key):  # the other comes just between the forgetting and the putting
        drop(key)
        if others:
            shelf.put(key, others.pop())

    shelf.drop = drop_slowly
    shelf.put(key, page())
    drop(key)
    assert shelf._used == 0


def test_many_at_once_leave_the_measure_true():
    shelf = Shelf(40_000)

    def work(start: int) -> None:
        for turn in range(300):
            shelf.put(("/", str((start + turn) % 30), "en", "visitor"), page("x" * turn))
            if turn % 7 == 0:
                shelf.drop(("/", str(turn % 30), "en", "visitor"))

    threads = [Thread(target=work, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shelf._used == sum(_size(key, kept) for key, kept in shelf._pages.items()) <= shelf.room


def test_long_addresses_take_room_too():
    shelf = Shelf(100_000)
    for number in range(100):
        shelf.put(("/", f"page=1{'&' * 10_000}{number}", "en", "visitor"), page())
    assert sum(len(query) for _path, query, *_like in shelf._pages) <= shelf.room


def test_a_page_too_large_for_the_shelf_leaves_it_empty_and_true():
    shelf = Shelf(1_000)
    shelf.put(("/", "", "en", "visitor"), page())
    assert (shelf._used, len(shelf._pages)) == (0, 0)
