"""A topic may have a closing word: where it stands, what came of it, when to look again."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _key(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade():
    op.create_table(
        "topic_conclusion",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        _key("topic_conclusion", "topic_id", "topic", "CASCADE"),
        _key("topic_conclusion", "by_id", "member", "SET NULL"),
        _key("topic_conclusion", "withdrawn_by_id", "member", "SET NULL"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_topic_conclusion")),
    )
    op.create_index("ix_topic_conclusion_look_again", "topic_conclusion", ["look_again_on"])
    op.create_index("ix_topic_conclusion_by_id", "topic_conclusion", ["by_id"])
    op.create_table(
        "topic_conclusion_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        _key("topic_conclusion_revision", "topic_id", "topic", "CASCADE"),
        _key("topic_conclusion_revision", "by_id", "member", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_conclusion_revision")),
        sa.UniqueConstraint("topic_id", "revision", name=op.f("uq_topic_conclusion_revision_topic_id_revision")),
    )
    op.create_index("ix_topic_conclusion_revision_by_id", "topic_conclusion_revision", ["by_id"])
    op.create_table(
        "topic_look_again",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("topic_look_again", "member_id", "member", "CASCADE"),
        _key("topic_look_again", "topic_id", "topic", "CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_topic_look_again")),
    )
    op.create_index("ix_topic_look_again_topic_id", "topic_look_again", ["topic_id"])


def downgrade():
    op.drop_table("topic_look_again")
    op.drop_table("topic_conclusion_revision")
    op.drop_table("topic_conclusion")
