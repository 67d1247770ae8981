"""The audit's truth: independent of the core, complete for its chapters, and in agreement with the core."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from backprop_core.curve import Curve
from backprop_core.network import Network
from backprop_core.surface import Surface
from config import Settings, load_settings
from scenes.audit.figures.digits import same
from scenes.audit.truth import Truth, truth_of
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import claims_of_curve
from scenes.audit.truth.precision import big, derivative, mp
from scenes.course import COURSE
from tests.configs import two_sigmoids
from tests.scenes.audit.chapter_truths import chapter_truth

NETWORKS: tuple[dict[str, str], ...] = (
    {},
    {"x": "-0.7", "w1": "-1.3", "b1": "0.4", "w2": "-2.1", "b2": "0.3", "target": "0"},
    {"x": "2", "w1": "3.1", "b1": "2.5", "w2": "-4", "b2": "-3", "target": "0"},
)


def configured(folder: Path, table: str, values: dict[str, str]) -> Settings:
    """Return the settings with one table overridden."""
    file = folder / "other.toml"
    file.write_text("\n".join([f"[{table}]", *(f"{key} = {value}" for key, value in values.items())]))
    return load_settings(file)


def test_the_truth_loads_nothing_of_the_core() -> None:
    """Not one module of `backprop_core` or SymPy is imported by the truth of any chapter, even indirectly."""
    code = (
        "import importlib, pkgutil, sys, scenes.audit.truth as truth\n"
        "for module in pkgutil.iter_modules(truth.__path__): "
        "importlib.import_module(f'{truth.__name__}.{module.name}')\n"
        "assert 'scenes.audit.truth.network' in sys.modules\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('backprop_core', 'sympy')])"
    )
    root = Path(__file__).parents[3]
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("given", NETWORKS, ids=["default", "negative", "saturated"])
def test_the_networks_truth_is_near_the_cores_floats(given: dict[str, str], tmp_path: Path) -> None:
    made = configured(tmp_path, "network", given)
    core = Network.from_values(made.lecture.network)
    truth = chapter_truth("backward_pass", made).claims
    compared = [*core.quantity.values(), *core.local.values(), *core.gradient.values()]
    assert len(compared) > 20
    for quantity in compared:
        claim = truth[quantity.name]
        assert float(claim({})) == pytest.approx(float(quantity.value), rel=1e-9), quantity.name


def test_the_gradient_is_the_product_of_its_chain_to_thirty_digits() -> None:
    truth = chapter_truth("chain_product", two_sigmoids()).claims
    product = mp.mpf(1)
    for name in ("∂L/∂a₂", "∂a₂/∂z₂", "∂z₂/∂a₁", "∂a₁/∂z₁", "∂z₁/∂w₁"):
        product *= truth[name]({})
    assert abs(product - truth["∂L/∂w₁"]({})) < mp.mpf(10) ** -40


def test_variables_claim_themselves_and_default_to_the_chapters_place() -> None:
    truth = chapter_truth("tangent_slider", two_sigmoids()).claims
    assert truth["x"]({"x": 0.3}) == mp.mpf(3) / 10
    assert same(truth["f(x)"]({"x": 0.3}), mp.mpf("0.09"))
    assert (truth["x"]({}), truth["Δx"]({}), truth["gap"]({})) == (1, mp.mpf("0.5"), mp.mpf("0.25"))


def test_frozen_variables_of_the_loss_do_not_mix_with_the_surfaces() -> None:
    settings = two_sigmoids()
    heatmap, network = (
        chapter_truth(name, settings).claims for name in ("heatmap_cross_sections", "forward_pass")
    )
    assert heatmap["L"]({"x": 0.1, "y": 0.2}) == network["L"]({})
    assert heatmap["L"]({"w₁": 2.0}) == network["L"]({"w₁": 2.0}) != network["L"]({})
    assert heatmap["∂f/∂y"]({"x": 0.1, "y": 0.25}) == pytest.approx(1.0)


@pytest.mark.parametrize(("index", "chapter"), list(enumerate(scene.id for scene in COURSE.scenes)))
def test_the_chapters_number_is_claimed(index: int, chapter: str) -> None:
    truth = chapter_truth(chapter, two_sigmoids())
    assert truth.claims["chapter"] == index + 1
    assert len(truth.variable_values) >= 1


def test_nothing_is_known_of_a_chapter_outside_the_course() -> None:
    assert truth_of(None, None, two_sigmoids()) == Truth({}, ({},))


def test_a_truth_that_is_missing_or_cannot_be_imported_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "broken_truth.py").write_text("import no_such_arithmetic\n")
    for module, missing in (("broken_truth", "no_such_arithmetic"), ("no_such_truth", "no_such_truth")):
        with pytest.raises(ModuleNotFoundError, match=missing):
            truth_of(module, None, two_sigmoids())


TEXTS = (
    "x^2",
    "-x**2 + 3*x",
    "2^-x",
    "sin(2*x)/x - pi",
    "exp(-x)*e",
    "sigmoid(3*x - 1)",
    "((x))",
    "0.1*x + .2",
)


TYPED = (
    "1/3*x",
    "3(x+1)(x-2) − 2x·x×3",
    "2sin(x)sin²(x) + cos^2(x)x²",
    "x⁻² + 1e-3x + 2e + 2πx",
    "||x| - 1||x - 1| + 2|x|",
    "max(x, 1/2)/min(2, x)",
    "ln(x) + log2(x + 3) - log10(x)",
    "asin(x/2) + acos(x/3)*atan(x)",
    "sinh(x)*cosh(x) - asinh(x) + acosh(x + 1) + atanh(x/2)",
    "erf(x) + sign(x - 1) + step(x)",
    "relu(x - 1) + leaky_relu(1 - x) + elu(-x)",
    "softplus(x) + silu(x)*gelu(-x)",
)


@pytest.mark.parametrize("text", [*TEXTS, *TYPED, "x^2^0.5", "tanh(x)^2 + log(x) - sqrt(x)", "+-x"])
def test_expressions_mean_what_the_lecture_draws(text: str) -> None:
    f, curve = function_of(text, "x"), Curve.from_text(text)
    for x in (Fraction(1, 3), Fraction(17, 10)):
        assert float(f(big(x))) == pytest.approx(float(curve.value(x)), rel=1e-13)
        assert float(derivative(f, big(x))) == pytest.approx(float(curve.derivative(x)), rel=1e-12)


def test_surfaces_mean_what_the_lecture_draws() -> None:
    text = "sin(x)*y^2 - x/y"
    f, surface = function_of(text, "x", "y"), Surface.from_text(text)
    assert float(f(big(Fraction(1, 3)), big(2))) == pytest.approx(
        float(surface.value(Fraction(1, 3), Fraction(2)))
    )


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "x.real",
        "[x]",
        "x if x else 0",
        "lambda: x",
        "max(x)",
        "relu(x, 1)",
        "floor(x)",
        "x @ x",
        "z",
        "'a'",
        "True",
        "sin",
    ],
)
def test_nothing_but_arithmetic_is_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|expression"):
        function_of(text, "x")


@pytest.mark.parametrize(
    ("text", "at", "left", "right"),
    [("|x|", 0, -1, 1), ("max(x^2, 2x)", 2, 2, 4), ("|sin(x) - cos(x)|", math.pi / 4, -(2**0.5), 2**0.5)],
)
def test_a_kink_has_a_slope_from_either_side(text: str, at: float, left: float, right: float) -> None:
    claims = claims_of_curve(function_of(text, "x"))
    for name, slope in (("f'(x⁻)", left), ("f'(x⁺)", right)):
        claim = claims[name]
        assert callable(claim)
        assert float(claim({"x": big(at)})) == pytest.approx(slope, abs=1e-12)


def test_decimals_are_read_exactly() -> None:
    assert same(function_of("0.1 + 0.2", "x")(0), mp.mpf(3) / 10)
    assert big(0.3) == mp.mpf(3) / 10


def test_precision_does_not_depend_on_mpmaths_own() -> None:
    import mpmath

    square: Callable[[object], object] = lambda x: x * x  # type: ignore[operator]  # noqa: E731
    with mpmath.workdps(5):
        assert mp.dps == 50
        assert abs(derivative(square, big(Fraction(1, 3))) - big(Fraction(2, 3))) < mp.mpf(10) ** -45
