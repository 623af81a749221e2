"""The first schema: sources, standards, clauses, comparisons with their proposals, and the append-only log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

REFUSAL = "the log is append-only"
OUT_OF_ORDER = (
    "NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM log) "
    "OR NEW.previous <> COALESCE((SELECT hash FROM log ORDER BY number DESC LIMIT 1), '')"
)


def upgrade() -> None:
    """Make the tables, and the triggers that keep the log as it was written."""
    _library_tables()
    _comparison_tables()
    _log_tables()
    if op.get_context().dialect.name == "postgresql":
        _postgresql_triggers()
    else:
        _sqlite_triggers()


def _library_tables() -> None:
    op.create_table(
        "sources",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("extension", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    texts = ("lang", "title", "titles", "publisher", "country", "edition", "ics", "ccs")
    more_texts = ("replaces", "published", "effective", "source", "file_name")
    op.create_table(
        "standards",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("designation", sa.Text, nullable=False, unique=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("adopts", sa.Text),
        sa.Column("degree", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in more_texts),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("ix_standards_source", "standards", ["source"])
    op.create_table(
        "clauses",
        sa.Column("standard_id", sa.Integer, sa.ForeignKey("standards.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("clause_id", "label", "lang", "title", "text")),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("parent", sa.Text, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("provision", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("boxes", "origins", "text_hash")),
        sa.UniqueConstraint("standard_id", "clause_id", name="uq_clauses_clause_id"),
    )


def _comparison_tables() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("a_standard", "b_standard", "model", "made", "content")),
        sa.UniqueConstraint("a_standard", "b_standard", name="uq_comparisons_pair"),
    )
    op.create_table(
        "proposals",
        sa.Column("comparison_id", sa.Integer, sa.ForeignKey("comparisons.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )


def _log_tables() -> None:
    op.create_table(
        "log",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "author", "kind", "topic")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("subjects", "payload", "previous", "hash")),
    )
    op.create_index("ix_log_topic", "log", ["topic", "number"])
    op.create_table(
        "log_subjects",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, sa.ForeignKey("log.number"), primary_key=True),
    )
    op.create_index("ix_log_subjects_number", "log_subjects", ["number"])


def _sqlite_triggers() -> None:
    for table in ("log", "log_subjects"):
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    # REPLACE deletes without a DELETE trigger, so the place of a new row is checked as well
    op.execute(
        f"CREATE TRIGGER log_in_order BEFORE INSERT ON log WHEN {OUT_OF_ORDER} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgresql_triggers() -> None:
    op.execute(f"CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$")
    for table in ("log", "log_subjects"):
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION log_refuse()"
        )
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION log_refuse()")
    op.execute(
        "CREATE FUNCTION log_in_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {OUT_OF_ORDER} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$"
    )
    op.execute("CREATE TRIGGER log_in_order BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION log_in_order()")
