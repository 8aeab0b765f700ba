"""A back-up of an older version, brought to the present form away from the site: in a database of its own.

So the site itself is only ever written to once, in one transaction, whatever the age of the file.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask, current_app
from flask_migrate import Migrate
from flask_migrate import upgrade as migrate_up

from community.backup import loading, reading, snapshot, writing
from community.backup.reading import Backup
from community.db import db, transaction

PREFIX = "older-back-up-"


@contextmanager
def present(backup: Backup) -> Iterator[Backup]:
    """The tables of the back-up in the present form; the back-up itself if it has that already."""
    if backup.manifest.revision == snapshot.head():
        yield backup
        return
    instance = Path(current_app.config["INSTANCE"])
    for left in instance.glob(f"{PREFIX}*"):  # by one that was killed
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=instance, prefix=PREFIX) as folder:
        path = Path(folder) / "present"
        with _elsewhere(Path(folder)).app_context():
            migrate_up(revision=backup.manifest.revision)
            with transaction() as session:
                loading.load(session.connection(), backup)
            db.session.remove()
            migrate_up()
            with path.open("x+b") as file:
                writing.write(file, with_files=False)
            db.engine.dispose()
        with reading.opened(path) as renewed:
            yield renewed


def _elsewhere(folder: Path) -> Flask:
    """An application that has a database and nothing else."""
    here = current_app.extensions["migrate"]
    app = Flask("older_back_up", root_path=current_app.root_path, instance_path=str(folder))
    app.config.update(current_app.config, INSTANCE=str(folder))
    app.config.update(DATABASE_URL="", REDIS_URL="", SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder}/older.sqlite")
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}  # not those of a server
    db.init_app(app)
    Migrate(app, db, directory=here.directory, **here.configure_args)
    return app
