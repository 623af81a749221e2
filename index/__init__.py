"""From clauses to vectors in a library. Entry point: ``index.library``."""
