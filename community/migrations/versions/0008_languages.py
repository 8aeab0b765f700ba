"""A topic has a language, and a member may say which languages they read."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("topic", sa.Column("language", sa.String(length=35), nullable=True))
    op.add_column("member", sa.Column("reads", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    op.drop_column("member", "reads")
    op.drop_column("topic", "language")
