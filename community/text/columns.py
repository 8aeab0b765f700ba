"""Member text as columns: the source is the truth, the HTML is made from it once and kept with the renderer's version."""

from sqlalchemy import SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column


class MemberText:
    """Mixin of every table whose rows are a member's text."""

    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(SmallInteger, default=0)
    language: Mapped[str | None] = mapped_column(String(35))  # BCP 47, where the writer said it
