"""Whatever the lecture is made to compute, the audit holds: configurations drawn at random.

They take minutes, so they run when asked for: `AUDIT_EXAMPLES=20 make test` draws 20 of each kind.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from config import ConfigError, Settings, load_settings
from scenes.production.audit.inspector import inspect
from scenes.production.audit.run import all_rules
from scenes.production.catalogue import chosen

EXAMPLES = int(os.environ.get("AUDIT_EXAMPLES", "0"))
pytestmark = pytest.mark.skipif(EXAMPLES == 0, reason="draws configurations when AUDIT_EXAMPLES is set")
drawn = settings(
    max_examples=max(1, EXAMPLES), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
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


def failures(chapter: str, made: Settings) -> list[str]:
    """Return what the audit has against a chapter."""
    (entry,) = chosen([chapter])
    report = inspect(entry.load(), made, all_rules(chapter, made))
    return [
        f"{chapter}, {one.beat} at {one.time:.2f}: {one.rule}: {one.found} (allowed: {one.allowed})"
        for one in report.failures
    ]


def decimals(low: int, high: int) -> st.SearchStrategy[str]:
    """Draw numbers as a config writes them: round ones, long ones, small ones, of both signs."""
    round_ones = st.integers(low * 10, high * 10).map(lambda tenths: f"{tenths / 10}")
    long_ones = st.integers(low * 10**6, high * 10**6).map(lambda millionths: f"{millionths / 10**6:.6f}")
    small_ones = st.integers(-999, 999).map(lambda digits: f"{digits / 10**6:.6f}")
    return st.one_of(round_ones, long_ones, small_ones)


NETWORKS = st.fixed_dictionaries(
    {
        **{key: decimals(-4, 4) for key in ("x", "w1", "b1", "w2", "b2")},
        "target": st.sampled_from(["0", "1", "0.25", "-0.5"]),
    }
)
CURVES = st.fixed_dictionaries(
    {
        "expression": st.sampled_from(
            [
                '"x^3 - 3*x"',
                '"sin(3*x)"',
                '"exp(-x)*x"',
                '"1/(1 + x^2)"',
                '"x^4/1000 - 20*x"',
                '"sigmoid(4*x)"',
            ]
        ),
        "low": st.sampled_from(["-2", "-0.5", "-31.4", "-1"]),
        "high": st.sampled_from(["2", "0.75", "12.345", "1"]),
        "start": st.sampled_from(["0.123", "-0.25", "0.5", "0"]),
        "nudge": st.sampled_from(["0.1", "-0.2", "0.015", "0.2"]),
    }
)
SURFACES = st.fixed_dictionaries(
    {
        "expression": st.sampled_from(
            [
                '"x*y"',
                '"x^2 - y^2"',
                '"sin(x)*cos(y)"',
                '"x^2 + x*y + 3*y^2"',
                '"1000*x + y^3"',
                '"exp(x - y)/100"',
            ]
        ),
        "x_low": st.sampled_from(["-1.5", "-3", "-0.2"]),
        "x_high": st.sampled_from(["1.5", "0.6", "2.25"]),
        "y_low": st.sampled_from(["-1.5", "-0.75", "-2"]),
        "y_high": st.sampled_from(["1.5", "0.5", "3"]),
        "point_x": st.sampled_from(["0.5", "-0.125", "0"]),
        "point_y": st.sampled_from(["0.3", "-0.6", "0"]),
    }
)
NETWORK_CHAPTERS = ("forward_pass", "backward_pass", "chain_product")


@given(NETWORKS)
@drawn
def test_any_network(table: Table) -> None:
    made = configured("network", table)
    assume(made is not None)
    assert made is not None
    assert [line for chapter in NETWORK_CHAPTERS for line in failures(chapter, made)] == []


@given(CURVES)
@drawn
def test_any_curve(table: Table) -> None:
    made = configured("tangent", table)
    assume(made is not None)
    assert made is not None
    assert failures("tangent_slider", made) == []


@given(SURFACES)
@drawn
def test_any_surface(table: Table) -> None:
    made = configured("surface", table)
    assume(made is not None)
    assert made is not None
    assert failures("heatmap_cross_sections", made) == []
