"""How far members have read, a row for member and topic and one for member and forum; topics that nobody answered."""

import sqlalchemy as sa
from alembic import op

import community.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ALONE = sa.text("posts_count = 1")


def upgrade():
    op.create_table(
        "topic_mark",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", community.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_topic_mark_member_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_mark_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_topic_mark")),
    )
    op.create_index(op.f("ix_topic_mark_topic_id"), "topic_mark", ["topic_id"])
    op.create_index(op.f("ix_topic_mark_at"), "topic_mark", ["at"])
    op.create_table(
        "forum_mark",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("read_to", community.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_forum_mark_member_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_mark_forum_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "forum_id", name=op.f("pk_forum_mark")),
    )
    op.create_index(op.f("ix_forum_mark_forum_id"), "forum_mark", ["forum_id"])
    op.create_index("ix_topic_unanswered", "topic", ["last_post_at", "id"], sqlite_where=ALONE, postgresql_where=ALONE)
    op.execute("UPDATE topic SET slug = slug || '-1' WHERE slug IN ('read', 'unread')")  # these are verbs now


def downgrade():
    op.drop_index("ix_topic_unanswered", "topic")
    op.drop_table("forum_mark")
    op.drop_table("topic_mark")
