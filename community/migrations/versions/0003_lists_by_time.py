"""What a member wrote is read by time, and no list gathers all topics in order to sort them: see `forums/models.py`."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.drop_index("ix_topic_about", "topic")
    op.create_index("ix_topic_about", "topic", ["about_id", "about_kind"], unique=True)
    op.drop_index("ix_topic_author_id", "topic")
    op.create_index("ix_topic_author", "topic", ["author_id", "created_at", "id"])
    op.drop_index("ix_post_author", "post")
    op.create_index("ix_post_author", "post", ["author_id", "created_at", "id"])


def downgrade():
    op.drop_index("ix_post_author", "post")
    op.create_index("ix_post_author", "post", ["author_id", "id"])
    op.drop_index("ix_topic_author", "topic")
    op.create_index("ix_topic_author_id", "topic", ["author_id"])
    op.drop_index("ix_topic_about", "topic")
    op.create_index("ix_topic_about", "topic", ["about_kind", "about_id"], unique=True)
