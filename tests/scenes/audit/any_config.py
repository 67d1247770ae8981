"""Configurations made up by tests: one table overridden, numbers as people write them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import strategies as st

from config import ConfigError, Settings, load_settings

Table = dict[str, str]


def configured(name: str, table: Table) -> Settings | None:
    """Return the settings with one table overridden, None where they are refused."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "drawn.toml"
        file.write_text("\n".join([f"[{name}]", *(f"{key} = {value}" for key, value in table.items())]))
        try:
            return load_settings(file)
        except ConfigError:
            return None


def decimals(low: int, high: int) -> st.SearchStrategy[str]:
    """Draw numbers as a config writes them: round ones, long ones, small ones, of both signs."""
    round_ones = st.integers(low * 10, high * 10).map(lambda tenths: f"{tenths / 10}")
    long_ones = st.integers(low * 10**6, high * 10**6).map(lambda millionths: f"{millionths / 10**6:.6f}")
    small_ones = st.integers(-999, 999).map(lambda digits: f"{digits / 10**6:.6f}")
    return st.one_of(round_ones, long_ones, small_ones)
