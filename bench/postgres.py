"""A PostgreSQL database made for measuring, on the server that the tests would use, with that server's own settings."""

import json
import secrets
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bench.instance import FACTS
from tests import servers


def make_database() -> str:
    """The URL of a new, empty database."""
    name = f"ibis_bench_{secrets.token_hex(4)}"
    administer(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return make_url(_server()).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """The database goes, and who is connected to it is sent away."""
    administer(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def drop_databases_of(folder: Path) -> None:
    """The databases of all sites in the folder go."""
    for path in folder.glob(f"*/{FACTS}"):
        if url := json.loads(path.read_text(encoding="utf-8"))["database_url"]:
            drop_database(url)


def administer(statement: str) -> None:
    """Run a statement outside of any transaction."""
    engine = create_engine(_server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _server() -> str:
    url = servers.postgres_server_url()
    if url is None:
        raise SystemExit("No PostgreSQL server was found: set IBIS_TEST_POSTGRES_URL, or measure --engine sqlite only.")
    return url
