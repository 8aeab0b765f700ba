"""What a visitor sends makes no line of its own in the log, and none of it stands there."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
STRANGE = 'zqx\x1b[2J\u2028\u0085{"event": "forged"}'
VISITS = f"""
import config
from app import create_app
from community.db import db

site = create_app(config.from_environment(config.Development))
with site.app_context():
    db.create_all()
visitor = site.test_client()
strange = {STRANGE!r}
sent = strange.encode().decode("latin-1")
told = {{"User-Agent": sent, "X-Request-Id": sent, "Referer": sent}}
for path in ("/search", "/never-was/" + strange, "/" + "%0d%0aforged"):
    visitor.get(path, query_string={{"q": strange}}, headers=told)
visitor.post("/sign-in", data={{"username": strange, "password": strange}}, headers=told)
site.view_functions["pages.home"] = lambda: int(strange)  # a fault whose words are a visitor's
visitor.get("/")
"""


def test_a_visitors_words_make_no_line_and_stand_in_none(tmp_path):
    given = {"IBIS_ENV": "development", "IBIS_INSTANCE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    ended = subprocess.run([sys.executable, "-c", VISITS], cwd=ROOT, env=given, capture_output=True, timeout=120)
    lines = ended.stderr.decode().split("\n")
    assert ended.returncode == 0, ended.stderr
    told = [json.loads(line) for line in lines if line]
    assert len([line for line in told if line["logger"] == "ibis.request"]) == 5
    assert any(line["level"] == "error" for line in told), "the fault itself is told"
    assert "zqx" not in ended.stderr.decode() and "forged" not in ended.stderr.decode()
    assert all(character.isprintable() for line in lines for character in line)
