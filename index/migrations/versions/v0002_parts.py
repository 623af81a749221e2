"""What belongs to a clause (aspect, parts, references, sentences), and status, sector and field of a standard."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NOTHING = {
    "standards": {"status": "", "sector": "", "field": ""},
    "clauses": {"aspect": "unsure", "parts": "[]", "refs": "[]", "sentences": "[]"},
}
"""The new columns, and what rows that were written before say in them: nothing. ``index.rows`` leaves that out of its hashes."""


def upgrade() -> None:
    """Add the columns, and the index by which the log is asked for entries of one kind."""
    for table, columns in NOTHING.items():
        for name, value in columns.items():
            op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=value))
    op.create_index("ix_log_kind", "log", ["kind", "number"])
