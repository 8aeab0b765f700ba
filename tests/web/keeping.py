"""What the stories of kept pages need: a shelf, and a way to see whether a page was made or handed out."""

from contextlib import contextmanager

from community import stamps
from community.board import NUMBER, SIZE
from community.db import db
from tests.conftest import counted


@contextmanager
def shelf_of(app, room: int = 4_000_000):
    """For a while the app keeps pages ready."""
    shelf = app.extensions["shelf"]
    shelf.room = room
    forget(app)
    try:
        yield shelf
    finally:
        shelf.room = 0
        forget(app)


def forget(app) -> None:
    """As if the process had just begun, with an empty board: in frozen time an earlier story's numbers come again."""
    with app.app_context():
        for slot in range(0, SIZE, NUMBER.size):
            stamps.board().write(slot, 0)
    app.extensions["shelf"].clear()
    for name in ("memory", "listener"):
        app.extensions.pop(name, None)


def looks(person, url: str, **headers) -> tuple:
    """The answer, and how many statements it took; as in a request of its own."""
    db.session.remove()
    with counted() as seen:
        answer = person.get(url, headers=headers)
    db.session.remove()
    return answer, len([statement for statement in seen if "FROM stamp" not in statement])


def is_handed_out(person, url: str) -> bool:
    """Whether the page comes from the shelf: not one statement, but for the look at what was committed elsewhere."""
    answer, statements = looks(person, url)
    assert answer.status_code == 200
    return statements == 0


def as_elsewhere(deed) -> None:
    """Do something as another host would: its commit does not reach this host's board."""
    board, known = stamps.board(), {}
    published = board.write
    board.write = lambda slot, number: known.update({slot: number})
    try:
        deed()
    finally:
        board.write = published
