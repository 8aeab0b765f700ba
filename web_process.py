"""What a WSGI server loads, for one web process: `gunicorn web_process:app`."""

from app import create_app
from community import db, orphans
from community.web import batch, bodies, headers

orphans.end_with_server()
app = create_app(commands=False)
app.wsgi_app = bodies.InTurn(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"], headers.of_refusals(app.config))
db.hurry(app)
batch.start(app)
