"""Members keep things on a shelf: bookmarks of anything, in folders that can be shared by link."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "shelf_folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=True),
        sa.Column("shares_notes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_shelf_folder_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_folder")),
        sa.UniqueConstraint("token", name=op.f("uq_shelf_folder_token")),
    )
    op.create_index("ix_shelf_folder_member", "shelf_folder", ["member_id", "position", "id"])
    op.create_table(
        "shelf_bookmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_by_mail", sa.Boolean(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["folder_id"], ["shelf_folder.id"], name=op.f("fk_shelf_bookmark_folder_id_shelf_folder"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_shelf_bookmark_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_bookmark")),
        sa.UniqueConstraint("member_id", "kind", "object_id", name=op.f("uq_shelf_bookmark_member_id_kind_object_id")),
    )  # fmt: skip
    op.create_index("ix_shelf_bookmark_order", "shelf_bookmark", ["member_id", "folder_id", "position", "id"])
    op.create_index("ix_shelf_bookmark_subject", "shelf_bookmark", ["kind", "object_id"])
    for column in ("folder_id", "removed_at", "remind_at"):
        op.create_index(op.f(f"ix_shelf_bookmark_{column}"), "shelf_bookmark", [column])


def downgrade():
    op.drop_table("shelf_bookmark")
    op.drop_table("shelf_folder")
