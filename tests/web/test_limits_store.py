"""Where counts cannot be written down, each process counts for itself: a limit is never off."""

from community.web.limits import SQLiteStorage


def test_without_its_file_a_limit_still_counts(tmp_path):
    store = SQLiteStorage(f"ibis-sqlite://{tmp_path}/nowhere/limits.sqlite")
    assert [store.incr("ana", 60) for _time in range(3)] == [1, 2, 3]
    assert store.get("ana") == 3 and store.get("ben") == 0
    store.clear("ana")
    assert store.get("ana") == 0
