"""Where the words lie: beside the documents, on SQLite in an FTS5 table, on PostgreSQL in a table with a tsvector.

No model can say this, so it stands here as SQL, for `create_all`; migrations hold their own copy.
"""

# The words arrive folded and parted by spaces: the "ascii" tokenizer takes them as they are, with the signs of marks.
_FORGET_SQLITE = (
    "CREATE TRIGGER search_forget AFTER DELETE ON search_document "
    "BEGIN DELETE FROM search_words WHERE rowid = old.id; END"
)
# PostgreSQL's index of words leads to rows, not to numbers: so it stands on the narrow rows of the documents, where
# thousands of hits are a few pages, and takes the words from beside. "Immutable" is true as search uses it: words are
# written before their document, and never changed. Without statistics, and with its cost told, PostgreSQL takes every
# word for a seldom one and never thinks of reading documents one by one.
_WORDS_OF = (
    "CREATE FUNCTION search_words_of(document bigint) RETURNS tsvector IMMUTABLE STRICT LANGUAGE sql COST 1000 "
    "BEGIN ATOMIC SELECT words FROM search_words WHERE id = document; END"
)
_FORGET_POSTGRESQL = (
    "CREATE FUNCTION search_forget() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN DELETE FROM search_words WHERE id = old.id; RETURN NULL; END'"
)
CREATE = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search_words USING fts5(title, body, marks, tokenize="ascii tokenchars '=^'")""",
        _FORGET_SQLITE,
    ),
    "postgresql": (
        "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        _WORDS_OF,
        "CREATE INDEX ix_search_document_words ON search_document USING gin (search_words_of(id)) "
        "WITH (gin_pending_list_limit = 256)",
        "ALTER INDEX ix_search_document_words ALTER COLUMN 1 SET STATISTICS 0",
        _FORGET_POSTGRESQL,
        "CREATE TRIGGER search_forget AFTER DELETE ON search_document FOR EACH ROW EXECUTE FUNCTION search_forget()",
        "ALTER TABLE search_document ENABLE ALWAYS TRIGGER search_forget",
    ),
}
DROP = {
    "sqlite": ("DROP TABLE IF EXISTS search_words",),
    "postgresql": (
        "DROP TABLE IF EXISTS search_words CASCADE",
        "DROP FUNCTION IF EXISTS search_forget CASCADE",
    ),
}


def is_modelled(name: str | None, kind: str, parents: dict) -> bool:
    """For Alembic's `include_name`: whether the models know of this table, column or index of the database."""
    if kind == "table":
        return not (name or "").startswith("search_words")
    return name != "ix_search_document_words"
