"""The schema of the library's database, step by step (alembic)."""
