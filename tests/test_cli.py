"""The commands an operator types: what they say, and that a second time changes nothing."""

import threading

import pytest
from sqlalchemy import func, select, text, update

import config
from app import create_app
from community import serving, upgrading, versions
from community.cli import bar
from community.db import db, transaction
from community.demo import seed as demo_seed
from community.demo.content import Content
from community.forums.models import Post, Topic
from community.members.models import StakeholderKind
from community.pages.models import Page
from community.places import importing
from community.places.models import Place
from community.resources.models import Category, Dimension
from community.text.render import VERSION
from tests import people, servers
from tests.imports.making import small_archive


@pytest.fixture
def flask(app):
    """flask(*words) runs a command; answers its result."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


@pytest.fixture
def few_words(monkeypatch):
    """A demonstration of one forum, five topics and three resources."""

    class Few(Content):
        @property
        def themes(self) -> list[dict]:
            theme = super().themes[0]
            (forum, *_rest) = theme["forum"]
            return [theme | {"forum": [forum | {"topic": forum["topic"][:5]}]}]

        @property
        def resources(self) -> list[dict]:
            return super().resources[:3]

    monkeypatch.setattr(demo_seed, "Content", Few)


@pytest.fixture(params=servers.engines())
def empty_site(request, tmp_path, monkeypatch):
    """An application on a database without any table, and a world of few places."""
    url = servers.throwaway_database() if request.param == "postgresql" else ""
    given = {"INSTANCE": str(tmp_path), "DATABASE_URL": url, "LIMITS": False}
    monkeypatch.setattr(upgrading, "import_places", lambda tell: importing.import_places(tell, _few_cities(tmp_path)))
    app = create_app(config.from_environment(config.Testing, **given))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _few_cities(folder):
    with importing.CITIES_FILE.open(encoding="utf-8") as cities:
        few = [line for line in cities if line.split("\t")[7] == "PPLC"]
    path = folder / "cities.txt"
    path.write_text("".join(few), encoding="utf-8")
    return path


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_upgrading_makes_tables_and_what_every_site_has_and_a_second_time_nothing(empty_site):
    assert versions.trouble() == versions.BEHIND
    upgrading.upgrade()
    assert versions.trouble() is None
    made = {model: count(model) for model in (StakeholderKind, Page, Category, Dimension, Place)}
    assert made[StakeholderKind] == 7 and made[Dimension] == 3 and min(made.values()) > 0
    db.session.remove()
    upgrading.upgrade()
    assert {model: count(model) for model in made} == made


def test_a_database_of_a_newer_version_is_left_alone(empty_site):
    upgrading.upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_of_tomorrow'"))
    assert versions.trouble() == versions.AHEAD
    for command in ("upgrade", "serve", "work"):
        told = empty_site.test_cli_runner().invoke(args=[command, "--port", "1"] if command == "serve" else [command])
        assert told.exit_code == 1 and told.output.strip() == f"Error: {versions.AHEAD}"


def test_a_database_that_is_behind_is_not_served(empty_site):
    for words in (["serve", "--port", "1"], ["work"]):
        told = empty_site.test_cli_runner().invoke(args=words)
        assert told.exit_code == 1 and told.output.strip() == f"Error: {versions.BEHIND}"


def test_web_processes_do_without_redis_where_the_site_has_none(app, monkeypatch):
    told = []
    monkeypatch.setattr(serving.server, "become", lambda *given: told.append(given[-1]))
    monkeypatch.setattr(serving, "hurry", lambda app: None)
    with app.app_context():
        serving.serve(app, "127.0.0.1", 5000, [])
        app.config["REDIS_URL"] = "redis://127.0.0.1:6379/0"
        serving.serve(app, "127.0.0.1", 5000, [])
    assert told == [["redis"], []]


def test_serving_tells_the_two_sign_ins_exactly(flask, monkeypatch, few_words):
    told: list[str] = []
    monkeypatch.setattr(versions, "trouble", lambda: None)
    monkeypatch.setattr(serving, "is_taken", lambda host, port: False)
    monkeypatch.setattr(serving, "serve", lambda app, host, port, lines: told.extend(lines))
    assert flask("seed", "--once").exit_code == 0
    assert flask("serve").exit_code == 0
    assert [line.rpartition(" ")[0] for line in told] == ["demo sign-in: christine", "demo sign-in: daniel"]
    flask("seed", "--remove")
    told.clear()
    flask("serve")
    assert len(told) == 1 and "/first-administrator" in told[0]


def test_a_port_that_is_taken_is_told_in_one_line(flask, monkeypatch):
    monkeypatch.setattr(serving, "is_taken", lambda host, port: True)
    told = flask("serve", "--port", 5000)
    assert told.exit_code == 1 and "port 5000" in told.output and "Traceback" not in told.output


def test_seeding_once_resetting_and_removing(flask, few_words):
    assert flask("seed", "--once").exit_code == 0
    assert count(Topic) == 5 + 3
    assert flask("seed").output.strip().endswith("Error: The demonstration is here already.")
    again = flask("seed", "--reset")
    assert again.exit_code == 0 and "3 resources" in again.output and count(Topic) == 5 + 3
    assert flask("seed", "--remove").exit_code == 0
    assert count(Topic) == 0
    assert flask("seed", "--once").exit_code == 0
    assert count(Topic) == 0  # it has been a demonstration before


def test_seeding_once_leaves_a_site_with_people_alone(flask):
    people.topic(people.forum(), people.member("Asha"))
    assert flask("seed", "--once").exit_code == 0
    assert count(Topic) == 1


def test_checking_counts_tells_and_fails_and_mends(flask):
    topic = people.topic(people.forum(), people.member("Asha"))
    assert flask("check", "counts").exit_code == 0
    with transaction() as session:
        session.execute(update(Topic).values(posts_count=9))
    told = flask("check", "counts")
    assert told.exit_code == 1 and f"topic {topic.id}: posts_count is 9, counted 1" in told.output
    assert flask("check", "counts", "--fix").exit_code == 0
    told = flask("check", "counts")
    assert told.exit_code == 0 and told.output.strip() == "0 of the stored counts differ."


def test_texts_of_an_older_renderer_are_renewed(flask):
    people.topic(people.forum(), people.member("Asha"), body="**So** it is.")
    with transaction() as session:
        session.execute(update(Post).values(renderer=VERSION - 1, html="old"))
    assert "1 texts renewed" in flask("text", "rerender").output
    assert "<strong>So</strong>" in db.session.scalar(select(Post.html))


def test_an_archive_is_brought_in_and_a_dry_run_is_not(flask, tmp_path):
    folder = small_archive(tmp_path)
    told = flask("import", "discourse", folder, "--dry-run")
    assert told.exit_code == 0 and "nothing has changed" in told.output and count(Post) == 0
    told = flask("import", "discourse", folder)
    assert told.exit_code == 0 and "4 posts" in told.output and count(Post) == 4
    assert flask("import", "discourse", tmp_path / "nowhere").exit_code == 2


def test_a_bar_that_nothing_moves_is_not_shown(capsys):
    with bar("Waiting"):
        pass
    assert capsys.readouterr().out == ""


def test_two_who_upgrade_at_once_make_one_site(empty_site):
    failures: list[Exception] = []

    def go() -> None:
        with empty_site.app_context():
            try:
                upgrading.upgrade()
            except Exception as error:
                failures.append(error)
            finally:
                db.session.remove()

    both = [threading.Thread(target=go) for _each in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert failures == [] and count(StakeholderKind) == 7
