"""From clauses to proposed correspondences and people's judgements. Entry points: ``matcher.compare``, ``matcher.retrieve``."""
