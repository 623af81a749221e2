"""Performance, each figure beside the plain way to do the same. Run with ``python -m benchmarks``."""
