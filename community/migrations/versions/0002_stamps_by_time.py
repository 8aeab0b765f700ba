"""What changed lately is found by its time: see `community/stamps.py`."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_stamp_at", "stamp", ["at"])


def downgrade():
    op.drop_index("ix_stamp_at", "stamp")
