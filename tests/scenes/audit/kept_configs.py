"""Configurations on which the audit failed once: the table, its keys, and the chapter that failed."""

from __future__ import annotations

from tests.scenes.audit.any_config import Table

SATURATED = {
    **{"x": "2.394468", "w1": "3.833", "b1": "5.1", "w2": "-3.142457", "b2": "-0.000937"},
    **{"target": "0", "learning_rate": "0.5"},
}
LARGE_RATE = {
    **{"x": "0.912345", "w1": "-0.734567", "b1": "-0.2", "w2": "2.345678", "b2": "-0.5"},
    **{"target": "0.25", "learning_rate": "40"},
}
LEAP = {
    **{"x": "3.5", "w1": "0", "b1": "-3.8", "w2": "2.9", "b2": "0.8"},
    **{"target": "1", "learning_rate": "1000"},
}
LONG_TARGET = {
    **{"x": "-0.000905", "w1": "-5", "b1": "6", "w2": "-6", "b2": "-2"},
    **{"target": "-0.000628", "learning_rate": "7.5"},
}
TINY_WEIGHTS = {
    **{"x": "4", "w1": "0.000009705", "b1": "0.000007246", "w2": "2.033", "b2": "0.000001196"},
    **{"target": "2.8", "learning_rate": "0.000001"},
}
LONG_INPUT = {
    **{"x": "0.000007743", "w1": "6", "b1": "0.134", "w2": "1.196", "b2": "-4"},
    **{"target": "-0.000925", "learning_rate": "0.000001"},
}
LEAPING = {
    **{"x": "-0.000008591", "w1": "-0.000919", "b1": "-0.5", "w2": "20", "b2": "-9.8"},
    **{"target": "0.390", "learning_rate": "250"},
}
TINY_SECOND_WEIGHT = {
    **{"x": "-0.11068", "w1": "-0.3", "b1": "-0.5", "w2": "-0.000009904", "b2": "-1"},
    **{"target": "1", "learning_rate": "40"},
}
SMALL_NUMBERS = {
    **{"x": "-2.742743", "w1": "-3.4", "b1": "-2.4", "w2": "0.000786", "b2": "-0.00087"},
    **{"target": "-0.5", "learning_rate": "3"},
}


def curve(expression: str, low: str, high: str, start: str, nudge: str) -> Table:
    """Return a table of a curve."""
    return {"expression": f'"{expression}"', "low": low, "high": high, "start": start, "nudge": nudge}


def surface(expression: str, x: tuple[str, str, str], y: tuple[str, str, str]) -> Table:
    """Return a table of a surface; of each variable the ends of its range and the place of the point."""
    keys = ("low", "high")
    ends = {
        f"{name}_{key}": end
        for name, ways in (("x", x), ("y", y))
        for key, end in zip(keys, ways[:2], strict=True)
    }
    return {"expression": f'"{expression}"', **ends, "point_x": x[2], "point_y": y[2]}


def nested(outer: str, inner: str, **rest: str) -> Table:
    """Return a table of two functions in one another."""
    return {"outer": f'"{outer}"', "inner": f'"{inner}"', **rest}


RIDGE = surface("x*exp(y^2/2)", ("-3", "0.6", "0.5"), ("-0.75", "3", "0.1234"))
KEPT: dict[str, tuple[str, Table, str]] = {
    "saturated": ("network", SATURATED, "chain_product"),
    "leap": ("network", LEAP, "recap"),
    "small numbers": ("network", SMALL_NUMBERS, "premise"),
    "step at the end": ("tangent", curve("1/(1 + x^2)", "-0.5", "12.345", "0", "-0.5"), "tangent_slider"),
    "tall formula": ("surface", RIDGE, "two_ds"),
    "long ticks": (
        "surface",
        surface("1000*x + y^3", ("-0.2", "1.5", "0.333"), ("-0.75", "1.5", "0.1234")),
        "heatmap_cross_sections",
    ),
    "passing line": (
        "chain_rule",
        nested("u^2/(1 + u^2)", "exp(x)", at="-0.333", nudge="0.3"),
        "chain_rule",
    ),
    "thin gap": (
        "worked_example",
        nested("u^2/(1 + u^2)", "sin(x)", at="0.5", step="0.01"),
        "worked_example",
    ),
    "crowded layer": ("wide", {"widths": "[2, 6]", "seed": "98418"}, "jacobians"),
}
"""Run always: the table, its keys, and the chapter that failed."""

KEPT_TOO: dict[str, tuple[str, Table, str]] = {
    **{f"saturated {name}": ("network", SATURATED, name) for name in ("forward_pass", "backward_pass")},
    **{f"large rate {name}": ("network", LARGE_RATE, name) for name in ("update_step", "recap")},
    "leap update_step": ("network", LEAP, "update_step"),
    **{f"small numbers {name}": ("network", SMALL_NUMBERS, name) for name in ("forward_pass", "recap")},
    **{f"long target {name}": ("network", LONG_TARGET, name) for name in ("premise", "backward_pass")},
    **{f"tiny weights {name}": ("network", TINY_WEIGHTS, name) for name in ("forward_pass", "chain_product")},
    "long input": ("network", LONG_INPUT, "premise"),
    "leaping": ("network", LEAPING, "update_step"),
    "tiny second weight": ("network", TINY_SECOND_WEIGHT, "premise"),
    "straight and inexact": ("tangent", curve("3*x", "3.82", "19.74", "3.82", "4.78"), "tangent_slider"),
    "fading": ("tangent", curve("exp(-x)*x", "-0.5", "2", "0.25", "0.5"), "tangent_slider"),
    "bending": ("tangent", curve("cos(x)*x^2", "-1", "3", "-0.25", "-0.5"), "tangent_slider"),
    "straight": ("tangent", curve("pi*x - e", "-1", "0.75", "0.123", "-0.557"), "tangent_slider"),
    "long slopes": ("tangent", curve("exp(-x)*x", "-2", "12.345", "0.123", "0.2"), "tangent_slider"),
    "tiny gap": ("tangent", curve("-x^2/7 + 0.3333*x", "-2", "2", "0.123", "0.015"), "tangent_slider"),
    "ridge": ("surface", RIDGE, "heatmap_cross_sections"),
    "root": (
        "surface",
        surface("sqrt(x^2 + y^2 + 1)", ("-3", "2.25", "0.5"), ("-0.75", "1.5", "0.1234")),
        "heatmap_cross_sections",
    ),
    "at the back": (
        "surface",
        surface("sin(x)*cos(y)", ("-1.5", "1.5", "0"), ("-1.5", "0.5", "0.3")),
        "two_ds",
    ),
    "formula under the slopes": (
        "surface",
        surface("exp(x^3)*y/2", ("-8", "0", "-7.0944"), ("0", "1", "0")),
        "heatmap_cross_sections",
    ),
    "tall names and a point in the corner": (
        "surface",
        surface("x/3.1 - (y/7)/(5 + x^2)", ("0.6", "2.6", "0.6"), ("-1.1", "0.1", "-1.1")),
        "heatmap_cross_sections",
    ),
    "rounded point": (
        "surface",
        surface("sin(y) + x^2", ("1.38", "4.48", "1.750261"), ("0.925", "1.563", "0.925")),
        "heatmap_cross_sections",
    ),
    "long function": (
        "worked_example",
        nested("((u + 0.7))/(2 + u^2) - ((u + 0.7))*(u/7)", "x^2", at="-1", step="0.0001"),
        "worked_example",
    ),
    "tall heading": (
        "worked_example",
        nested("sigmoid(u)", "(x^2 - 250*x)/(5 + x^2)", at="0", step="0.1"),
        "worked_example",
    ),
    "no inner bend": ("worked_example", nested("u", "x^2", at="0.5", step="0.3"), "worked_example"),
    "promise of the wrong sign": (
        "worked_example",
        nested("u^3 + u^2", "cos(x/2)", at="0.2277", step="-1"),
        "worked_example",
    ),
    "peak": (
        "surface",
        surface("sqrt(20 + y^6)/(5 + x^2)", ("-2.8", "7.87", "6.3758"), ("-2.2", "2.6", "1.75")),
        "two_ds",
    ),
    "unreadable": (
        "surface",
        surface("sqrt(20 + ((x - 0.7)/(5 + y^2))^2)", ("-1", "2", "0.5"), ("-1", "2", "0.25")),
        "heatmap_cross_sections",
    ),
    "large matrix": ("wide", {"widths": "[6, 6]", "seed": "516955619"}, "jacobians"),
    "rounded branch": ("wide", {"widths": "[2, 2, 3, 4, 1, 5]", "seed": "490688051"}, "jacobians"),
    "many layers": ("wide", {"widths": "[4, 4, 6, 4, 2]", "seed": "98418"}, "jacobians"),
}
"""Run with the drawn ones."""
