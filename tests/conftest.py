"""Fixtures that several tests share."""

from __future__ import annotations

import pytest

from index.encoder import Encoder, load_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder, loaded once for all tests."""
    return load_encoder()
