"""The clauses of a standard as they were parsed, kept beside those that people mended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table; nothing was mended before there was one."""
    op.create_table(
        "parses",
        sa.Column("standard_id", sa.Integer, sa.ForeignKey("standards.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
