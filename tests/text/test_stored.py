"""A text in a row: source, HTML and the renderer that made it; old ones are made anew."""

import pytest
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from community.db import db, transaction
from community.text import rerender
from community.text.caps import CHARACTERS
from community.text.columns import MemberText, write
from community.text.render import VERSION


class Apart(DeclarativeBase):
    """A base of its own, so that the site's tables stay as they are."""


class Note(MemberText, Apart):
    __tablename__ = "text_note"
    id: Mapped[int] = mapped_column(primary_key=True)


class Remark(MemberText, Apart):
    __tablename__ = "text_remark"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialect = "plain"


@pytest.fixture
def notes(app, monkeypatch):
    monkeypatch.setattr(rerender, "text_models", lambda: [Note, Remark])
    monkeypatch.setattr(rerender, "BATCH", 2)
    Apart.metadata.create_all(db.engine)
    yield
    db.session.remove()
    Apart.metadata.drop_all(db.engine)


def old(model, source):
    return model(source=source, html="old", renderer=VERSION - 1)


def test_writing_keeps_source_html_and_version():
    note, remark = Note(), Remark()
    rendered = write(note, "*a*\r\n@ana")
    write(remark, "*a*")
    assert (note.source, note.renderer, rendered.mentions) == ("*a*\n@ana", VERSION, ("ana",))
    assert note.html == rendered.html
    assert remark.html == '<p dir="auto">*a*</p>\n'


def test_old_texts_are_renewed_in_their_dialect_and_new_ones_left_alone(notes):
    with transaction() as session:
        session.add_all([old(Note, f"*{number}*") for number in range(5)])
        session.add_all([old(Remark, "*a*"), Note(source="new", html="kept", renderer=VERSION)])
    steps = []
    assert rerender.count_old() == 6
    assert rerender.rerender_all(steps.append) == {"renewed": 6, "as words": 0}
    assert sum(steps) == 6 and max(steps) == 2
    htmls = [note.html for note in db.session.query(Note).order_by(Note.id)]
    assert htmls[4:] == ['<p dir="auto"><em>4</em></p>\n', "kept"]
    assert rerender.rerender_all() == {"renewed": 0, "as words": 0}


def test_a_text_that_is_too_much_today_is_still_readable(notes):
    with transaction() as session:
        session.add(old(Note, "<b>" + "word " * CHARACTERS))
    assert rerender.rerender_all() == {"renewed": 0, "as words": 1}
    note = db.session.query(Note).one()
    assert note.html.startswith('<p dir="auto">&lt;b&gt;word') and note.source.startswith("<b>")


def test_no_model_with_member_text_is_forgotten(app):
    having = {mapper.class_ for mapper in db.Model.registry.mappers if "renderer" in mapper.columns}
    assert having and set(rerender.text_models()) == having
    assert rerender.rerender_all() == {"renewed": 0, "as words": 0}
