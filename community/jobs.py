"""The job queue's face: `later()` hands work over in the transaction that orders it; `tick()` runs what is periodic.

The job is a row first (so it is neither lost nor done for a deed that was undone) and only then goes to huey,
which wakes a worker at once. Should that step fail, the minute's sweep finds the row. A job may run twice.
"""

import json
import logging
from collections.abc import Callable
from datetime import timedelta

from flask import current_app
from huey import PriorityRedisHuey, SqliteHuey, crontab
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community import clock
from community.db import UTCDateTime, after_commit, db, insert_once, transaction

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # a worker that has not finished by then is taken for dead
ATTEMPTS = 6  # with doubling pauses: the last about half an hour after the first


class Job(db.Model):
    """Work that is owed; the row goes when it is done. After the last attempt it stays, for people to see."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    args: Mapped[list] = mapped_column(JSON)
    due_at: Mapped[object] = mapped_column(UTCDateTime, index=True)
    leased_until: Mapped[object | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")


class Turn(db.Model):
    """When a periodic task last began: whoever moves this forward runs it, so it runs once however many workers."""

    __tablename__ = "job_turn"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    began_at: Mapped[object] = mapped_column(UTCDateTime)


_jobs: dict[str, Callable] = {}
_periodic: dict[str, tuple[timedelta, Callable]] = {}


def job(name: str):
    """Decorator: the function can be called later under this name, with JSON-able arguments."""

    def enter(function):
        _jobs[name] = function
        function.job_name = name
        return function

    return enter


def every(pause: timedelta, name: str, function: Callable) -> None:
    """Have the worker call `function()` once in each `pause`."""
    _periodic[name] = (pause, function)


def later(function, *args, delay: timedelta = timedelta()) -> None:
    """Owe a call of a `@job` function, inside the open transaction; it runs after the commit, or never."""
    owed = Job(name=function.job_name, args=list(args), due_at=clock.now() + delay)
    db.session.add(owed)
    db.session.flush()
    if not delay:
        after_commit(lambda: _wake(owed.id))


def is_owed(function, *args) -> bool:
    """Whether this very call of a `@job` function still waits, or is under way."""
    owed = db.select(Job.args).where(Job.name == function.job_name, Job.attempts < ATTEMPTS)
    return list(args) in db.session.scalars(owed).all()


def run(job_id: int) -> bool:
    """Do one job if nobody else is at it; True if it was done. A failure is kept and tried again later."""
    if not _lease(job_id):
        return False
    owed = db.session.get_one(Job, job_id)
    try:
        _jobs[owed.name](*owed.args)
    except Exception as error:
        log.exception("job %s failed", owed.name)
        db.session.rollback()
        _postpone(job_id, error)
        return False
    with transaction(narrow=True) as session:
        session.execute(db.delete(Job).where(Job.id == job_id))
    return True


def run_due() -> int:
    """Do every job that is due, oldest first; answers how many were done."""
    now = clock.now()
    due = db.select(Job.id).where(Job.due_at <= now, Job.attempts < ATTEMPTS).order_by(Job.id)
    return sum(run(job_id) for job_id in db.session.scalars(due).all())


def tick() -> None:
    """What happens each minute: periodic tasks whose time has come, then jobs that nobody woke."""
    for name, (pause, function) in list(_periodic.items()):
        if _take_turn(name, pause):
            try:
                function()
            except Exception:
                db.session.rollback()
                log.exception("periodic task %s failed", name)
    run_due()


def _lease(job_id: int) -> bool:
    now = clock.now()
    free = db.or_(Job.leased_until.is_(None), Job.leased_until < now)
    with transaction(narrow=True) as session:
        # Counted when it begins: a job that takes its worker down with it is given up like any other.
        taken = {"leased_until": now + LEASE, "attempts": Job.attempts + 1}
        lease = db.update(Job).where(Job.id == job_id, free).values(taken)
        return session.execute(lease).rowcount == 1


def _postpone(job_id: int, error: Exception) -> None:
    with transaction(narrow=True) as session:
        owed = session.get(Job, job_id, populate_existing=True)
        owed.error = f"{type(error).__name__}: {error}"[:2000]
        owed.due_at = clock.now() + timedelta(minutes=2**owed.attempts / 2)
        owed.leased_until = None


def _take_turn(name: str, pause: timedelta) -> bool:
    now = clock.now()
    with transaction(narrow=True) as session:
        if insert_once(Turn, name=name, began_at=now):
            return True
        turn = db.update(Turn).where(Turn.name == name, Turn.began_at <= now - pause).values(began_at=now)
        return session.execute(turn).rowcount == 1


class Plain(Serializer):
    """What waits in the queue is JSON: huey would unpickle it, and so run whatever somebody put there."""

    def _serialize(self, data) -> bytes:
        return json.dumps(data._asdict()).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(**json.loads(data))


def init_app(app) -> None:
    """Give the app its queue: SQLite beside the database, or Redis by setting."""
    redis, instance = app.config["REDIS_URL"], app.config["INSTANCE"]
    if app.testing:
        return  # tests run jobs themselves, by `run_due()`
    how = {"serializer": Plain(), "results": False}
    queue = (
        PriorityRedisHuey("ibis", url=redis, **how) if redis
        else SqliteHuey("ibis", filename=f"{instance}/jobs.sqlite", **how)
    )  # fmt: skip
    in_app = _inside(app)
    app.extensions["queue"] = queue
    app.extensions["run_job"] = queue.task(name="run")(in_app(run))
    queue.periodic_task(crontab(minute="*"), name="tick")(in_app(tick))


def _inside(app):
    def wrap(function):
        def call(*args):
            with app.app_context():
                function(*args)

        return call

    return wrap


def _wake(job_id: int) -> None:
    wake = current_app.extensions.get("run_job")
    if wake is None:
        return
    try:
        wake(job_id)
    except Exception:  # the row is safe: the sweep will find it
        log.warning("job %s waits for the sweep", job_id, exc_info=True)


def work(app) -> None:
    """Be a worker until told to stop; the job that is under way is finished first."""
    told = {"workers": 1, "worker_type": "thread", "check_worker_health": True, "graceful_signal": "TERM"}
    app.extensions["queue"].create_consumer(**told).run()
