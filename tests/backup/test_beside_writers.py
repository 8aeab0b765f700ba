"""A back-up is made while the site lives: people post, files go, and what comes out is one moment, true to itself."""

import threading

import pytest
from sqlalchemy import select

from community.db import db, transaction
from community.forums.commands import posts
from community.forums.models import Post, Topic
from community.media import store
from community.media.models import Media
from community.members.models import Member
from tests import servers


class Writer(threading.Thread):
    """Somebody who replies again and again, and notes down what the site has acknowledged."""

    def __init__(self, app):
        super().__init__()
        self.app, self.acknowledged, self.enough, self.failed = app, [], threading.Event(), None
        self.some = threading.Event()

    def run(self) -> None:
        with self.app.app_context():
            try:
                by = db.session.scalars(select(Member).where(Member.username == "ben")).one()
                topic = db.session.scalars(select(Topic).where(Topic.title.startswith("Who waits"))).one()
                while not self.enough.is_set():
                    self.acknowledged.append(posts.reply(topic, by=by, body=f"Word {len(self.acknowledged)}").id)
                    if len(self.acknowledged) > 5:
                        self.some.set()
            except Exception as error:
                self.failed = error
                self.some.set()
            finally:
                db.session.remove()


@pytest.mark.parametrize("engine", servers.engines())
def test_every_post_acknowledged_before_it_began_is_in_it(site, filled, tmp_path, engine):
    former, present = filled(engine), site(engine)
    writer = Writer(former.app)
    writer.start()
    assert writer.some.wait(60)
    before, during = list(writer.acknowledged), []
    former.backs_up(tmp_path / "site.zip", tell=lambda done, total: during.append(len(writer.acknowledged)))
    writer.enough.set()
    writer.join()
    assert writer.failed is None and during[-1] > len(before), "nobody wrote meanwhile"
    assert present.restores(tmp_path / "site.zip").differences == []
    with present.inside():
        kept = set(db.session.scalars(select(Post.id)))
    assert set(before) <= kept
    late = [number for number in writer.acknowledged if number not in kept]
    assert writer.acknowledged[len(writer.acknowledged) - len(late) :] == late  # one moment: nothing later is in it


def test_a_file_that_goes_meanwhile_is_told_and_one_that_comes_is_not_half_in_it(filled, site, tmp_path):
    former, present = filled(), site()
    with former.inside():
        gone, *_rest = db.session.scalars(select(Media.token).order_by(Media.id)).all()
    new = "f" * 32

    def meanwhile(done, total):
        with former.inside():
            store.delete(gone)
            store.path_of(new).parent.mkdir(exist_ok=True)
            store.path_of(new).write_text("not in the database yet")

    made = former.backs_up(tmp_path / "site.zip", tell=meanwhile)
    assert made.missing == [gone]
    assert [file.member for file in made.files if new in file.member or gone in file.member] == []
    present.restores(tmp_path / "site.zip")
    assert set(former.files()) - set(present.files()) == {new}


def test_a_file_that_goes_between_its_name_and_its_bytes_is_no_fault(filled, tmp_path, monkeypatch):
    former = filled()
    names = store.files_of

    def and_gone(token):
        found = names(token)
        store.delete(token)
        return found

    monkeypatch.setattr(store, "files_of", and_gone)
    made = former.backs_up(tmp_path / "site.zip")
    with former.inside(), transaction() as session:
        assert made.missing == list(session.scalars(select(Media.token).order_by(Media.id)))
