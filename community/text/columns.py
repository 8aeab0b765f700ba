"""What every model with member text has: the source is the truth, the HTML is made of it when it is written."""

from typing import ClassVar

from sqlalchemy import SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community.text.caps import TooMuch
from community.text.render import VERSION, Rendered, render, render_words
from community.text.tidy import tidy


class MemberText:
    """A mixin for models: one text a row. A model whose texts are short notes sets `dialect = "plain"`."""

    dialect: ClassVar[str] = "full"

    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(SmallInteger, default=VERSION)
    language: Mapped[str | None] = mapped_column(String(35))  # BCP 47, as the author said


def write(row: MemberText, source: str) -> Rendered:
    """Put a source and its HTML into the row; answers whom it mentions and what it quotes. Raises TooMuch."""
    rendered = render(source, row.dialect)
    row.source, row.html, row.renderer = tidy(source), rendered.html, VERSION
    return rendered


def write_anyway(row: MemberText, source: str) -> bool:
    """The same for texts that nobody waits for (old or imported ones): what passes a cap is kept as bare words.

    Answers whether the text could be formatted.
    """
    try:
        write(row, source)
    except TooMuch:
        row.source, row.html, row.renderer = tidy(source), render_words(source).html, VERSION
        return False
    return True
