"""What a WSGI server loads, for one web process: `gunicorn web_process:app`."""

from app import create_app
from community.web import batch

app = create_app()
batch.start(app)
