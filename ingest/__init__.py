"""From a file to a standard and its clauses. Entry point: ``ingest.read``."""
