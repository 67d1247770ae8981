"""Configurations that tests draw and audit."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from config import Settings, load_settings


@lru_cache(maxsize=1)
def two_sigmoids() -> Settings:
    """Return the settings with the network of `two_sigmoids.toml`."""
    return load_settings(Path(__file__).parent / "two_sigmoids.toml")
