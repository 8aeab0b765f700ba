"""Search asks marks where and in which form a word stands; on PostgreSQL the words lie beside their documents.

What is indexed is rewritten here, so that everything is found at once. On the way back the stems are lost: until
`flask search rebuild` has run, words are found as they are written.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TRIGGER = (
    "CREATE TRIGGER search_forget AFTER DELETE ON search_document "
    "BEGIN DELETE FROM search_words WHERE rowid = old.id; END"
)


def _signed(sign, column):
    return f"CASE {column} WHEN '' THEN '' ELSE '{sign}' || replace({column}, ' ', ' {sign}') || ' ' END"


MARKS = " || ".join(
    (_signed("^", "title"), _signed("^=", "title_stems"), _signed("=", "title_stems"), _signed("=", "body_stems"))
)

UP = {
    "sqlite": (
        "DROP TRIGGER search_forget",
        """CREATE VIRTUAL TABLE search_fresh USING fts5(title, body, marks, tokenize="ascii tokenchars '=^'")""",
        # MARKS is a constant of this file.
        f"INSERT INTO search_fresh (rowid, title, body, marks) SELECT rowid, title, body, {MARKS} FROM search_words",  # noqa: S608
        "DROP TABLE search_words",
        "ALTER TABLE search_fresh RENAME TO search_words",
        TRIGGER,
    ),
    "postgresql": (
        "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        # Weights told where a word stood: A title, C body, B and D their stems. A vector holds 2**20 bytes: one that
        # is nearly full leaves its stems behind.
        """
        INSERT INTO search_words (id, words) SELECT id, coalesce((
            SELECT string_agg('''' || sign || lexeme || '''' || coalesce(':' || places, ''), ' ')::tsvector
            FROM (
                SELECT sign, lexeme, CASE WHEN sign IN ('', '^') THEN string_agg(place::text, ',') END AS places
                FROM unnest(document.words) AS word
                CROSS JOIN unnest(word.positions, word.weights) AS stands (place, weight)
                CROSS JOIN (VALUES ('', 'AC'), ('^', 'A'), ('=', 'BD'), ('^=', 'B')) AS marks (sign, meant)
                WHERE strpos(meant, weight) > 0 AND (sign IN ('', '^') OR pg_column_size(document.words) < 900000)
                GROUP BY sign, lexeme
            ) AS pieces
        ), '') FROM search_document AS document
        """,
        "ALTER TABLE search_document DROP COLUMN words",  # and its index
        "CLUSTER search_document USING pk_search_document",  # a dropped column leaves its room only so
        "ALTER TABLE search_document SET WITHOUT CLUSTER",
        "CREATE FUNCTION search_words_of(document bigint) RETURNS tsvector IMMUTABLE STRICT LANGUAGE sql COST 1000 "
        "BEGIN ATOMIC SELECT words FROM search_words WHERE id = document; END",
        "CREATE INDEX ix_search_document_words ON search_document USING gin (search_words_of(id)) "
        "WITH (gin_pending_list_limit = 256)",
        "ALTER INDEX ix_search_document_words ALTER COLUMN 1 SET STATISTICS 0",
        "CREATE FUNCTION search_forget() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN DELETE FROM search_words WHERE id = old.id; RETURN NULL; END'",
        "CREATE TRIGGER search_forget AFTER DELETE ON search_document FOR EACH ROW EXECUTE FUNCTION search_forget()",
        "ALTER TABLE search_document ENABLE ALWAYS TRIGGER search_forget",
    ),
}
DOWN = {
    "sqlite": (
        "DROP TRIGGER search_forget",
        "CREATE VIRTUAL TABLE search_former USING fts5(title, body, title_stems, body_stems, tokenize='ascii')",
        "INSERT INTO search_former (rowid, title, body, title_stems, body_stems) "
        "SELECT rowid, title, body, '', '' FROM search_words",
        "DROP TABLE search_words",
        "ALTER TABLE search_former RENAME TO search_words",
        TRIGGER,
    ),
    "postgresql": (
        "DROP TRIGGER search_forget ON search_document",
        "DROP FUNCTION search_forget",
        "DROP INDEX ix_search_document_words",
        "DROP FUNCTION search_words_of",
        "ALTER TABLE search_document ADD COLUMN words tsvector",
        """
        UPDATE search_document AS document SET words = coalesce((
            SELECT setweight(string_agg('''' || lexeme || ''':' || array_to_string(positions, ','), ' ')::tsvector, 'C')
            FROM search_words CROSS JOIN unnest(search_words.words)
            WHERE search_words.id = document.id AND left(lexeme, 1) NOT IN ('^', '=')
        ), '')
        """,
        "DROP TABLE search_words",
        "CREATE INDEX ix_search_document_words ON search_document USING gin (words)",
    ),
}


def upgrade():
    op.create_index("ix_search_document_language", "search_document", ["language"])
    for statement in UP[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(statement)


def downgrade():
    for statement in DOWN[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(statement)
    op.drop_index("ix_search_document_language", table_name="search_document")
