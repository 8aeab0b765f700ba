"""Where the words lie: on SQLite in an FTS5 table beside the documents, on PostgreSQL in a column of theirs.

No model can say this, so it stands here as SQL, for `create_all` and for the migration that makes the tables.
"""

# The words arrive folded and parted by spaces: the "ascii" tokenizer takes them as they are.
# `body` and `title` are compared as written, their stems by language; `detail=full` finds phrases.
CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_words USING fts5(title, body, title_stems, body_stems, tokenize='ascii')",
        "CREATE TRIGGER search_forget AFTER DELETE ON search_document "
        "BEGIN DELETE FROM search_words WHERE rowid = old.id; END",
    ),
    "postgresql": (
        "ALTER TABLE search_document ADD COLUMN words tsvector",
        "CREATE INDEX ix_search_document_words ON search_document USING gin (words)",
    ),
}
DROP = {"sqlite": ("DROP TABLE IF EXISTS search_words",), "postgresql": ()}


def is_modelled(name: str | None, kind: str, parents: dict) -> bool:
    """For Alembic's `include_name`: whether the models know of this table, column or index of the database."""
    if kind == "table":
        return not (name or "").startswith("search_words")
    return parents.get("table_name") != "search_document" or name not in ("words", "ix_search_document_words")
