"""Whatever the lecture is made to compute, the audit holds: configurations that once failed, and random ones.

Some that once failed run always, each on the chapter that failed. `AUDIT_EXAMPLES=20 make test` runs all
of them, and draws 20 of each kind besides, which takes an hour.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from config import Settings
from scenes.audit.inspector import inspect
from scenes.audit.rules import all_rules
from scenes.course import COURSE
from tests.scenes.audit.any_config import Table, configured, decimals
from tests.scenes.audit.chapter_truths import chapter_truth
from tests.scenes.audit.kept_configs import KEPT, KEPT_TOO

EXAMPLES = int(os.environ.get("AUDIT_EXAMPLES", "0"))
# Ends a test that hangs; no test is green or red because of it.
pytestmark = pytest.mark.timeout(1800 + 240 * EXAMPLES)
drawn = settings(
    max_examples=max(1, EXAMPLES),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
at_length = pytest.mark.skipif(not EXAMPLES, reason="AUDIT_EXAMPLES=n draws n configurations of each kind")


def failures(chapter: str, made: Settings) -> list[str]:
    """Return what the audit has against a chapter."""
    (entry,) = COURSE.chosen([chapter])
    report = inspect(entry.load(), made, all_rules(chapter_truth(chapter, made)))
    return [
        f"{chapter}, {one.beat} at {one.time:.2f}: {one.rule}: {one.found} (allowed: {one.allowed})"
        for one in report.failures
    ]


def audited(kind: str, table: Table, *chapters: str) -> list[str]:
    """Return what the audit has against chapters with one table of the settings overridden."""
    made = configured(kind, table)
    if made is None:
        reject()
    return [line for chapter in chapters for line in failures(chapter, made)]


def tables(**keys: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    """Draw the keys of a table."""
    return st.fixed_dictionaries(keys)


def one_of(*texts: str) -> st.SearchStrategy[str]:
    """Draw one of some expressions, in quotes."""
    return st.sampled_from([f'"{text}"' for text in texts])


def numbers(*written: str) -> st.SearchStrategy[str]:
    """Draw one of some numbers."""
    return st.sampled_from(written)


NETWORKS = tables(
    **{key: decimals(-4, 4) for key in ("x", "w1", "b1", "w2", "b2")},
    target=numbers("0", "1", "0.25", "-0.5"),
    learning_rate=numbers("0.5", "40", "0.001", "1000", "0.123456789"),
)
CURVES = tables(
    expression=one_of(
        *("x^3 - 3*x", "sin(3*x)", "exp(-x)*x", "1/(1 + x^2)", "x^4/1000 - 20*x", "sigmoid(4*x)"),
        *("log(x^2 + 1)", "cos(x)*x^2", "pi*x - e", "x^2", "1000*x^3"),
    ),
    low=numbers("-2", "-0.5", "-31.4", "-1"),
    high=numbers("2", "0.75", "12.345", "1"),
    start=numbers("0.123", "-0.25", "0.5", "0"),
    nudge=numbers("0.1", "-0.2", "0.015", "0.2", "-0.5"),
)
SURFACES = tables(
    expression=one_of(
        *("x*y", "x^2 - y^2", "sin(x)*cos(y)", "x^2 + x*y + 3*y^2", "1000*x + y^3", "exp(x - y)/100"),
        *("x/(2 + y^2)", "sqrt(x^2 + y^2 + 1)", "(x + y)^3", "x*exp(y^2/2)", "-x*y/1000"),
    ),
    x_low=numbers("-1.5", "-3", "-0.2"),
    x_high=numbers("1.5", "0.6", "2.25"),
    y_low=numbers("-1.5", "-0.75", "-2"),
    y_high=numbers("1.5", "0.5", "3"),
    point_x=numbers("0.5", "-0.125", "0"),
    point_y=numbers("0.3", "-0.6", "0", "0.1234"),
)
OUTER = one_of("2*u^2", "u^3", "sin(u)", "exp(u)", "sigmoid(u)", "u", "-u^2", "sqrt(u + 20)")
INNER = one_of("x^2 + x", "1 - x/2", "3*x + 1", "x^2", "sin(x)", "exp(x)", "-2*x", "x^3 - x")
CHAINS = tables(
    outer=OUTER,
    inner=INNER,
    at=numbers("0.5", "-1", "2", "0.25"),
    nudge=numbers("0.05", "0.1", "-0.1", "0.3"),
)
WORKED = tables(
    outer=OUTER,
    inner=INNER,
    at=numbers("0.5", "-1", "2", "0", "1.234567"),
    step=numbers("0.01", "0.1", "-0.1", "0.3", "-0.001", "1"),
)
WIDE = tables(
    widths=st.lists(st.integers(1, 6), min_size=2, max_size=6).map(str),
    seed=st.integers(0, 10**6).map(str),
)


@pytest.mark.parametrize("name", KEPT)
def test_a_config_that_once_failed(name: str) -> None:
    kind, table, chapter = KEPT[name]
    assert audited(kind, table, chapter) == []


@at_length
@pytest.mark.parametrize("name", KEPT_TOO)
def test_another_config_that_once_failed(name: str) -> None:
    kind, table, chapter = KEPT_TOO[name]
    assert audited(kind, table, chapter) == []


@at_length
@given(NETWORKS)
@drawn
def test_any_network(table: Table) -> None:
    walked = "premise", "sigmoid", "forward_pass", "backward_pass", "chain_product", "three_rules"
    assert audited("network", table, *walked) == []


@at_length
@given(NETWORKS)
@drawn
def test_any_learning_rate(table: Table) -> None:
    assert audited("network", table, "update_step", "recap") == []


@at_length
@given(CURVES)
@drawn
def test_any_curve(table: Table) -> None:
    assert audited("tangent", table, "tangent_slider", "update_step") == []


@at_length
@given(SURFACES)
@drawn
def test_any_surface(table: Table) -> None:
    assert audited("surface", table, "heatmap_cross_sections", "two_ds") == []


@at_length
@given(CHAINS)
@drawn
def test_any_chain(table: Table) -> None:
    assert audited("chain_rule", table, "chain_rule") == []


@at_length
@given(WORKED)
@drawn
def test_any_worked_example(table: Table) -> None:
    assert audited("worked_example", table, "worked_example") == []


@at_length
@given(WIDE)
@drawn
def test_any_wide_network(table: Table) -> None:
    assert audited("wide", table, "jacobians") == []
