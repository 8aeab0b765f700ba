"""What comes from a cookie, a queue, a cache or a file is data: nothing in it is ever run."""

import ast
import base64
import pickle
import zlib

import pytest
from huey.registry import Message

import config
from app import create_app
from community import jobs
from community.db import db
from tests import people, servers
from tests.test_architecture import modules, shown, tree

RUNNING = {
    "pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "jsonpickle", "yaml",
    "code", "codeop", "xml", "lxml", "pdb",
}  # fmt: skip
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "breakpoint"}


def imports(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    return {(node.module or "").split(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def test_nobody_imports_what_makes_objects_or_code_out_of_data():
    found = [shown(path, node) for path in modules() for node in ast.walk(tree(path)) if imports(node) & RUNNING]
    assert found == [], "JSON is what we keep and send."


def test_nobody_runs_text_or_asks_a_shell():
    found = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                shell = any(word.arg == "shell" for word in node.keywords)
                found += [shown(path, node)] if shell or ast.unparse(node.func) in CALLS else []
    assert found == []


class Trap:
    """Whoever unpickles it has run what a stranger wrote."""

    def __reduce__(self):
        return _spring, ()


def _spring():
    raise AssertionError("it was unpickled")


def queues():
    """The embedded queue, and Redis where there is one."""
    redis = servers.redis_url()
    return ["", f"{redis}/9"] if redis else [""]  # a room of its own there


@pytest.fixture(params=queues(), ids=lambda url: "redis" if url else "embedded")
def site(request, tmp_path):
    """A site with a queue of its own."""
    given = {"INSTANCE": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": request.param, "LIMITS": False}
    app = create_app(config.from_environment(config.Development, **given))
    with app.app_context():
        db.create_all()
        yield app
        app.extensions["queue"].storage.flush_all()
        db.session.remove()
        db.engine.dispose()


def test_what_waits_in_the_queue_is_plain(site):
    queue = site.extensions["queue"]
    site.extensions["run_job"](7)
    (waiting,) = queue.storage.enqueued_items()
    assert waiting.startswith(b"{") and b'"args": [7]' in waiting
    task = queue.dequeue()
    assert (task.name, task.args) == ("run", [7])


@pytest.mark.parametrize(
    "planted", [pickle.dumps(Trap()), b"\x80\x04.", b"[]", b"{}", b'{"id": 1, "name": "os.system"}']
)
def test_what_somebody_planted_in_the_queue_is_not_run(site, planted):
    queue = site.extensions["queue"]
    queue.storage.enqueue(planted)
    with pytest.raises(Exception) as refused:
        queue.dequeue()
    assert not isinstance(refused.value, AssertionError)


def test_a_job_goes_through_the_queue_and_back():
    message = Message("an id", "run", None, 0, 0, None, [7], {}, None, None, None, None, None, None, None)
    plain = jobs.Plain()
    assert plain.deserialize(plain.serialize(message)) == message


def test_a_planted_cookie_is_thrown_away(app):
    trap = pickle.dumps(Trap())
    for value in (
        trap,
        zlib.compress(trap),
        base64.b64encode(trap),
        b"." + base64.urlsafe_b64encode(zlib.compress(trap)),
    ):
        visitor = people.visits(app)
        visitor.client.set_cookie("ibis", value.decode("latin-1"))
        assert visitor.get("/join").status_code == 200
