"""Words that stand nearly everywhere, as PostgreSQL counted them: for these it opens documents instead of sorting all.

A word of every second document is found 1,200 times among the newest 2,400; the index would bring all there are.
"""

import time

from flask import current_app
from sqlalchemy import text

from community.db import db

OFTEN = 0.15  # of all documents; with this many the newest hits of a search are among the newest 8,000 documents
KEPT = 3600  # seconds; ANALYZE, which PostgreSQL runs by itself, counts anew now and then
_COUNTED = text(  # two more frequencies than words: PostgreSQL adds the least and the greatest
    "SELECT word FROM pg_stats, "
    "unnest(most_common_elems::text::text[], most_common_elem_freqs) AS counted (word, share) "
    "WHERE schemaname = current_schema() AND tablename = 'search_words' AND attname = 'words' "
    "AND word IS NOT NULL AND share >= :often"
)


def is_common(word: str) -> bool:
    """Whether about every seventh document has the word, or more, when they were last counted."""
    known = current_app.extensions.get("common_words")
    now = time.monotonic()
    if known is None or known[0] < now:
        found = frozenset(db.session.scalars(_COUNTED, {"often": OFTEN}))
        known = current_app.extensions["common_words"] = (now + KEPT, found)
    return word in known[1]
