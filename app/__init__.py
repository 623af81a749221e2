"""The command line and the review desk. Entry points: ``app.cli``, ``app.serve``."""
