"""Every table of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Where search keeps its words: what no table of ours can say, by engine.
WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_words USING fts5(title, body, title_stems, body_stems, tokenize='ascii')",
        "CREATE TRIGGER search_forget AFTER DELETE ON search_document BEGIN DELETE FROM search_words WHERE rowid = old.id; END",
    ),
    "postgresql": (
        "ALTER TABLE search_document ADD COLUMN words tsvector",
        "CREATE INDEX ix_search_document_words ON search_document USING gin (words)",
    ),
}

# Tables that point to each other. SQLite has these keys in the tables; PostgreSQL gets them when both tables are there.
CIRCLES = [
    ("fk_forum_last_post_id", "forum", "post", "last_post_id", "SET NULL"),
    ("fk_media_owner_id", "media", "member", "owner_id", "SET NULL"),
    ("fk_topic_last_post_id", "topic", "post", "last_post_id", "SET NULL"),
]


def upgrade():
    op.create_table(
        "forum_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_theme")),
        sa.UniqueConstraint("slug", name=op.f("uq_forum_theme_slug")),
    )
    op.create_table(
        "import_origin",
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("source_id", sa.String(length=100), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "kind", "source_id", name=op.f("pk_import_origin")),
    )
    with op.batch_alter_table("import_origin", schema=None) as batch_op:
        batch_op.create_index("ix_import_origin_subject", ["kind", "object_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_due_at"), ["due_at"], unique=False)

    op.create_table(
        "job_turn",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_turn")),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=150), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=True),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["member.id"], name="fk_media_owner_id", ondelete="SET NULL", use_alter=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("token", name=op.f("uq_media_token")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_media_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_media_subject", ["kind", "object_id"], unique=False)

    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("alpha3", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "search_key",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("admin", sa.String(length=20), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind in ('world', 'continent', 'region', 'country', 'city')", name=op.f("ck_place_kind")),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name=op.f("fk_place_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_place_kind_code")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("year", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    op.create_table(
        "rating_prior",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("m", sa.Float(precision=53), nullable=False),
        sa.Column("c", sa.Float(precision=53), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_rating_prior")),
    )
    op.create_table(
        "reserved_name",
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_reserved_name")),
    )
    with op.batch_alter_table("reserved_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reserved_name_until"), ["until"], unique=False)

    op.create_table(
        "resource_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_resource_category_slug")),
    )
    op.create_table(
        "resource_dimension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_dimension")),
        sa.UniqueConstraint("slug", name=op.f("uq_resource_dimension_slug")),
    )
    op.create_table(
        "search_document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index("uq_search_document_subject", ["object_id", "kind"], unique=True)

    op.create_table(
        "site_setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_site_setting")),
    )
    op.create_table(
        "stakeholder_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakeholder_kind")),
        sa.UniqueConstraint("slug", name=op.f("uq_stakeholder_kind_slug")),
    )
    op.create_table(
        "stamp",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "object_id", name=op.f("pk_stamp")),
    )
    op.create_table(
        "forum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("comments_on", sa.String(length=30), nullable=True),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("posting", sa.String(length=10), nullable=False),
        sa.Column("topics_count", sa.Integer(), nullable=False),
        sa.Column("posts_count", sa.Integer(), nullable=False),
        sa.Column("last_post_id", sa.Integer(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["last_post_id"], ["post.id"], name="fk_forum_last_post_id", ondelete="SET NULL", use_alter=True
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["forum_theme.id"], name=op.f("fk_forum_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
        sa.UniqueConstraint("comments_on", name=op.f("uq_forum_comments_on")),
        sa.UniqueConstraint("slug", name=op.f("uq_forum_slug")),
    )
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_theme_id"), ["theme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_visibility"), ["visibility"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("username_key", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pending_email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terms_version", sa.Integer(), nullable=False),
        sa.Column("posts_count", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("country_id", sa.Integer(), nullable=True),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("avatar_id", sa.Integer(), nullable=True),
        sa.Column("locale", sa.String(length=20), nullable=True),
        sa.Column("timezone", sa.String(length=60), nullable=True),
        sa.Column("profile_asked", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["avatar_id"], ["media.id"], name=op.f("fk_member_avatar_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["city_id"], ["place.id"], name=op.f("fk_member_city_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["country_id"], ["place.id"], name=op.f("fk_member_country_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["stakeholder_kind.id"], name=op.f("fk_member_kind_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
        sa.UniqueConstraint("name_key", name=op.f("uq_member_name_key")),
        sa.UniqueConstraint("username", name=op.f("uq_member_username")),
        sa.UniqueConstraint("username_key", name=op.f("uq_member_username_key")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_country_id"), ["country_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_is_demo"), ["is_demo"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_joined_at"), ["joined_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_pending_email"), ["pending_email"], unique=False)

    op.create_table(
        "place_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("precision", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_link_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_link")),
        sa.UniqueConstraint("kind", "object_id", "place_id", name=op.f("uq_place_link_kind_object_id_place_id")),
    )
    with op.batch_alter_table("place_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_link_place_id"), ["place_id"], unique=False)

    op.create_table(
        "place_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.String(length=100).with_variant(sa.String(length=100, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_name_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_name")),
    )
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.create_index("ix_place_name_key", ["key", "rank", "population", "place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_name_place_id"), ["place_id"], unique=False)

    op.create_table(
        "place_within",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["place.id"], name=op.f("fk_place_within_area_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_within_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("area_id", "place_id", name=op.f("pk_place_within")),
    )
    with op.batch_alter_table("place_within", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_within_place_id"), ["place_id"], unique=False)

    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("label_key", sa.String(length=180), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("uses_count", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind in ('theme', 'place', 'group', 'method')", name=op.f("ck_tag_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_tag_place_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("slug", name=op.f("uq_tag_slug")),
    )
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tag_label_key"), ["label_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_tag_place_id"), ["place_id"], unique=False)
        batch_op.create_index("ix_tag_uses", ["uses_count", "id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_audit_entry_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_by_id"), ["by_id"], unique=False)
        batch_op.create_index("ix_audit_entry_subject", ["kind", "object_id"], unique=False)

    op.create_table(
        "forum_alias",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_alias_forum_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_forum_alias")),
    )
    op.create_table(
        "forum_member",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_member_forum_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_forum_member_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("forum_id", "member_id", name=op.f("pk_forum_member")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_login_session_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_session_member_id"), ["member_id"], unique=False)

    op.create_table(
        "member_about",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_about_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_about")),
    )
    op.create_table(
        "member_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("power", sa.String(length=30), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["member.id"], name=op.f("fk_member_grant_given_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_grant_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_grant")),
        sa.UniqueConstraint("member_id", "power", "scope", name=op.f("uq_member_grant_member_id_power_scope")),
    )
    op.create_table(
        "member_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_token_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_member_token_token_hash")),
    )
    with op.batch_alter_table("member_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_token_member_id"), ["member_id"], unique=False)

    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_page_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("slug", name=op.f("uq_page_slug")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_hash", sa.String(length=64), nullable=True),
        sa.Column("is_colleague", sa.Boolean(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_reason", sa.String(length=300), nullable=False),
        sa.Column("voided_with_member", sa.Boolean(), nullable=False),
        sa.CheckConstraint("value between 1 and 5", name=op.f("ck_rating_value")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_rating_member_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["voided_by_id"], ["member.id"], name=op.f("fk_rating_voided_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("member_id", "kind", "object_id", name=op.f("uq_rating_member_id_kind_object_id")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_source_hash"), ["source_hash"], unique=False)
        batch_op.create_index("ix_rating_subject", ["kind", "object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_updated_at"), ["updated_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_waits_until"), ["waits_until"], unique=False)

    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_suspension_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_suspension_member_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.create_index("ix_suspension_member", ["member_id", "lifted_at"], unique=False)

    op.create_table(
        "tag_alias",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("label_key", sa.String(length=180), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_tag_alias_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_tag_alias")),
    )
    with op.batch_alter_table("tag_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tag_alias_label_key"), ["label_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_tag_alias_tag_id"), ["tag_id"], unique=False)

    op.create_table(
        "tag_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_tag_link_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag_link")),
        sa.UniqueConstraint("tag_id", "kind", "object_id", name=op.f("uq_tag_link_tag_id_kind_object_id")),
    )
    with op.batch_alter_table("tag_link", schema=None) as batch_op:
        batch_op.create_index("ix_tag_link_subject", ["kind", "object_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("about_kind", sa.String(length=30), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("posts_count", sa.Integer(), nullable=False),
        sa.Column("last_post_id", sa.Integer(), nullable=True),
        sa.Column("last_post_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_post_by_id", sa.Integer(), nullable=True),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_topic_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_topic_forum_id")),
        sa.ForeignKeyConstraint(
            ["last_post_by_id"], ["member.id"], name=op.f("fk_topic_last_post_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["last_post_id"], ["post.id"], name="fk_topic_last_post_id", ondelete="SET NULL", use_alter=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("author_id", "once", name="uq_topic_once"),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index("ix_topic_about", ["about_kind", "about_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_topic_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_last_post_at"), ["last_post_at"], unique=False)
        batch_op.create_index("ix_topic_list", ["forum_id", "last_post_at", "id"], unique=False)

    op.create_table(
        "page_revision",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_page_revision_page_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["member.id"], name=op.f("fk_page_revision_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("page_id", "revision", name=op.f("pk_page_revision")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.ForeignKeyConstraint(["answers_id"], ["post.id"], name=op.f("fk_post_answers_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["edited_by_id"], ["member.id"], name=op.f("fk_post_edited_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_post_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("author_id", "once", name="uq_post_once"),
        sa.UniqueConstraint("topic_id", "number", name=op.f("uq_post_topic_id_number")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_answers_id"), ["answers_id"], unique=False)
        batch_op.create_index("ix_post_author", ["author_id", "id"], unique=False)

    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("edition_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("excerpt", sa.String(length=300), nullable=False),
        sa.Column("dimension_id", sa.Integer(), nullable=True),
        sa.Column("access", sa.String(length=20), nullable=False),
        sa.Column("document_language", sa.String(length=35), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("authors", sa.String(length=500), nullable=False),
        sa.Column("issued", sa.String(length=10), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("period_from", sa.SmallInteger(), nullable=True),
        sa.Column("period_to", sa.SmallInteger(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("picture_alt", sa.String(length=300), nullable=False),
        sa.Column("picture_credit", sa.String(length=200), nullable=False),
        sa.Column("picture_owner", sa.String(length=200), nullable=False),
        sa.Column("picture_source", sa.String(length=500), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("ratings_n", sa.Integer(), nullable=False),
        sa.Column("ratings_sum", sa.Integer(), nullable=False),
        sa.Column("ratings_1", sa.Integer(), nullable=False),
        sa.Column("ratings_2", sa.Integer(), nullable=False),
        sa.Column("ratings_3", sa.Integer(), nullable=False),
        sa.Column("ratings_4", sa.Integer(), nullable=False),
        sa.Column("ratings_5", sa.Integer(), nullable=False),
        sa.Column("ratings_cautious", sa.Float(precision=53), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.CheckConstraint("access IN ('free', 'sign-in', 'subscription')", name=op.f("ck_resource_access")),
        sa.CheckConstraint("kind IN ('news', 'research', 'tool', 'guideline', 'media')", name=op.f("ck_resource_kind")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_resource_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["dimension_id"], ["resource_dimension.id"], name=op.f("fk_resource_dimension_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["edited_by_id"], ["member.id"], name=op.f("fk_resource_edited_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["scope_id"], ["forum.id"], name=op.f("fk_resource_scope_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_resource_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("author_id", "once", name="uq_resource_once"),
        sa.UniqueConstraint("topic_id", name=op.f("uq_resource_topic_id")),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_dimension_id"), ["dimension_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_document_language"), ["document_language"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_is_demo"), ["is_demo"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_kind"), ["kind"], unique=False)
        batch_op.create_index("ix_resource_newest", ["published_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_scope_id"), ["scope_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_year"), ["year"], unique=False)

    op.create_table(
        "topic_lock",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_topic_lock_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_lock_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_topic_lock")),
    )
    op.create_table(
        "topic_pin",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_topic_pin_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_pin_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_topic_pin")),
    )
    op.create_table(
        "post_alias",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_alias_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_post_alias_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic_id", "number", name=op.f("pk_post_alias")),
    )
    op.create_table(
        "post_quote",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("quoted_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_quote_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["quoted_id"], ["post.id"], name=op.f("fk_post_quote_quoted_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "quoted_id", name=op.f("pk_post_quote")),
    )
    with op.batch_alter_table("post_quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_quote_quoted_id"), ["quoted_id"], unique=False)

    op.create_table(
        "post_removal",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_author", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_post_removal_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_removal_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_post_removal")),
    )
    op.create_table(
        "post_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["member.id"], name=op.f("fk_post_revision_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_revision")),
        sa.UniqueConstraint("post_id", "revision", name=op.f("uq_post_revision_post_id_revision")),
    )
    op.create_table(
        "resource_category_link",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["resource_category.id"],
            name=op.f("fk_resource_category_link_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_category_link_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", "category_id", name=op.f("pk_resource_category_link")),
    )
    with op.batch_alter_table("resource_category_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_category_link_category_id"), ["category_id"], unique=False)

    op.create_table(
        "resource_decision",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_resource_decision_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_decision_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", name=op.f("pk_resource_decision")),
    )
    op.create_table(
        "resource_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_link_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_link")),
    )
    with op.batch_alter_table("resource_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_link_resource_id"), ["resource_id"], unique=False)

    op.create_table(
        "resource_removal",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_author", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_resource_removal_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_removal_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", name=op.f("pk_resource_removal")),
    )
    op.create_table(
        "resource_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_revision_resource_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["member.id"], name=op.f("fk_resource_revision_written_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_revision")),
        sa.UniqueConstraint("resource_id", "revision", name=op.f("uq_resource_revision_resource_id_revision")),
    )

    if op.get_bind().dialect.name == "postgresql":
        for name, table, other, column, deed in CIRCLES:
            op.create_foreign_key(name, table, other, [column], ["id"], ondelete=deed)
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    if op.get_bind().dialect.name == "postgresql":
        for name, table, *_rest in CIRCLES:
            op.drop_constraint(name, table, type_="foreignkey")
    op.drop_table("resource_revision")
    op.drop_table("resource_removal")
    with op.batch_alter_table("resource_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_link_resource_id"))

    op.drop_table("resource_link")
    op.drop_table("resource_decision")
    with op.batch_alter_table("resource_category_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_category_link_category_id"))

    op.drop_table("resource_category_link")
    op.drop_table("post_revision")
    op.drop_table("post_removal")
    with op.batch_alter_table("post_quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_quote_quoted_id"))

    op.drop_table("post_quote")
    op.drop_table("post_alias")
    op.drop_table("topic_pin")
    op.drop_table("topic_lock")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_year"))
        batch_op.drop_index(batch_op.f("ix_resource_scope_id"))
        batch_op.drop_index("ix_resource_newest")
        batch_op.drop_index(batch_op.f("ix_resource_kind"))
        batch_op.drop_index(batch_op.f("ix_resource_is_demo"))
        batch_op.drop_index(batch_op.f("ix_resource_document_language"))
        batch_op.drop_index(batch_op.f("ix_resource_dimension_id"))
        batch_op.drop_index(batch_op.f("ix_resource_author_id"))

    op.drop_table("resource")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index("ix_post_author")
        batch_op.drop_index(batch_op.f("ix_post_answers_id"))

    op.drop_table("post")
    op.drop_table("page_revision")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index("ix_topic_list")
        batch_op.drop_index(batch_op.f("ix_topic_last_post_at"))
        batch_op.drop_index(batch_op.f("ix_topic_author_id"))
        batch_op.drop_index("ix_topic_about")

    op.drop_table("topic")
    with op.batch_alter_table("tag_link", schema=None) as batch_op:
        batch_op.drop_index("ix_tag_link_subject")

    op.drop_table("tag_link")
    with op.batch_alter_table("tag_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tag_alias_tag_id"))
        batch_op.drop_index(batch_op.f("ix_tag_alias_label_key"))

    op.drop_table("tag_alias")
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.drop_index("ix_suspension_member")

    op.drop_table("suspension")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rating_waits_until"))
        batch_op.drop_index(batch_op.f("ix_rating_updated_at"))
        batch_op.drop_index("ix_rating_subject")
        batch_op.drop_index(batch_op.f("ix_rating_source_hash"))

    op.drop_table("rating")
    op.drop_table("page")
    with op.batch_alter_table("member_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_token_member_id"))

    op.drop_table("member_token")
    op.drop_table("member_grant")
    op.drop_table("member_about")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_member_id"))
        batch_op.drop_index(batch_op.f("ix_login_session_expires_at"))

    op.drop_table("login_session")
    op.drop_table("forum_member")
    op.drop_table("forum_alias")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index(batch_op.f("ix_audit_entry_by_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_action"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.drop_index("ix_tag_uses")
        batch_op.drop_index(batch_op.f("ix_tag_place_id"))
        batch_op.drop_index(batch_op.f("ix_tag_label_key"))

    op.drop_table("tag")
    with op.batch_alter_table("place_within", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_within_place_id"))

    op.drop_table("place_within")
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_name_place_id"))
        batch_op.drop_index("ix_place_name_key")

    op.drop_table("place_name")
    with op.batch_alter_table("place_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_link_place_id"))

    op.drop_table("place_link")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_pending_email"))
        batch_op.drop_index(batch_op.f("ix_member_joined_at"))
        batch_op.drop_index(batch_op.f("ix_member_is_demo"))
        batch_op.drop_index(batch_op.f("ix_member_country_id"))

    op.drop_table("member")
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_visibility"))
        batch_op.drop_index(batch_op.f("ix_forum_theme_id"))

    op.drop_table("forum")
    op.drop_table("stamp")
    op.drop_table("stakeholder_kind")
    op.drop_table("site_setting")
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.drop_index("uq_search_document_subject")

    op.drop_table("search_document")
    op.drop_table("resource_dimension")
    op.drop_table("resource_category")
    with op.batch_alter_table("reserved_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reserved_name_until"))

    op.drop_table("reserved_name")
    op.drop_table("rating_prior")
    op.drop_table("quotation")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_parent_id"))

    op.drop_table("place")
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index("ix_media_subject")
        batch_op.drop_index(batch_op.f("ix_media_owner_id"))
        batch_op.drop_index(batch_op.f("ix_media_created_at"))

    op.drop_table("media")
    op.drop_table("job_turn")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_due_at"))

    op.drop_table("job")
    with op.batch_alter_table("import_origin", schema=None) as batch_op:
        batch_op.drop_index("ix_import_origin_subject")

    op.drop_table("import_origin")
    op.drop_table("forum_theme")
