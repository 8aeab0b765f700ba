"""Topics have a kind, questions a solution, posts the marks of those whom they helped."""

import sqlalchemy as sa
from alembic import op

from community.db import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

VERBS = "'helpful', 'kind', 'mine', 'solve', 'unsolve'"  # they stand after a topic's number now, as its slug does
MARKED = {"sqlite_where": sa.text("helpful_count > 0"), "postgresql_where": sa.text("helpful_count > 0")}


def upgrade():
    # Each default is for the rows that are there, and makes adding the column a matter of a moment.
    op.add_column("forum", sa.Column("kinds", sa.JSON(), nullable=False, server_default='["discussion", "question"]'))
    op.add_column("topic", sa.Column("kind", sa.String(20), nullable=False, server_default="discussion"))
    for table in ("topic", "post"):
        op.add_column(table, sa.Column("helpful_count", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_topic_kind", "topic", ["forum_id", "kind", "last_post_at", "id"])
    op.create_index("ix_topic_helpful", "topic", ["forum_id", "helpful_count", "last_post_at", "id"], **MARKED)
    op.create_index("ix_post_helpful_of_author", "post", ["author_id", "helpful_count", "id"], **MARKED)
    op.create_index("ix_post_helpful_in_topic", "post", ["topic_id", "helpful_count", "id"], **MARKED)
    op.create_table(
        "topic_solution",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], op.f("fk_topic_solution_topic_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], op.f("fk_topic_solution_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], op.f("fk_topic_solution_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_topic_solution")),
        sa.UniqueConstraint("post_id", name=op.f("uq_topic_solution_post_id")),
    )
    op.create_table(
        "helpful_mark",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], op.f("fk_helpful_mark_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], op.f("fk_helpful_mark_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_helpful_mark")),
    )
    op.create_index("ix_helpful_mark_member", "helpful_mark", ["member_id", "at", "post_id"])
    op.execute(f"UPDATE topic SET slug = slug || '-1' WHERE slug IN ({VERBS})")  # noqa: S608 - words of this file


def downgrade():
    op.drop_table("helpful_mark")
    op.drop_table("topic_solution")
    op.drop_index("ix_post_helpful_in_topic", "post")
    op.drop_index("ix_post_helpful_of_author", "post")
    op.drop_index("ix_topic_helpful", "topic")
    op.drop_index("ix_topic_kind", "topic")
    for table, column in (("post", "helpful_count"), ("topic", "helpful_count"), ("topic", "kind"), ("forum", "kinds")):
        op.drop_column(table, column)
