"""Fixtures that several tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from index.encoder import Encoder, load_encoder

# Examples are judged by what they show, never by how long a busy machine takes for them, and are the same in every run.
settings.register_profile("steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder, loaded once for all tests."""
    return load_encoder()
