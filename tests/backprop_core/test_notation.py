"""Expressions as they are written and spoken."""

import re

import pytest
import sympy
import typst
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from backprop_core.curve import Curve
from backprop_core.notation import to_plain, to_spoken, to_typst
from backprop_core.reader import ExpressionError, read_expression

WRITTEN = [
    ("x**2 + 2*y**2", "x² + 2y²", "x^(2) + 2 y^(2)", "x squared plus two y squared"),
    ("y - x", "y − x", "y - x", "y minus x"),
    ("sin(x)*exp(-x)", "sin(x) e^(−x)", "sin(x) e^(-x)", "sine of x times e to the power minus x"),
    ("exp(-x)/x", "e^(−x)/x", "frac(e^(-x), x)", "e to the power minus x over x"),
    ("1/(2*sqrt(x))", "1/(2√(x))", "frac(1, 2 sqrt(x))", "one over two the square root of x"),
    ("(-2)**x", "(−2)^(x)", "(-2)^(x)", "the quantity minus two to the power x"),
    ("(x**3)**y", "(x³)^(y)", "(x^(3))^(y)", "the quantity x cubed to the power y"),
    ("sin(x)**2", "sin²(x)", "sin^(2)(x)", "sine squared of x"),
    ("x*sin(y)", "x sin(y)", "x sin(y)", "x sine of y"),
    ("2*3**x", "2·3^(x)", "2 dot.op 3^(x)", "two three to the power x"),
    ("-x/2", "−x/2", "-frac(x, 2)", "minus x over two"),
    ("sigmoid(2x)", "σ(2x)", "sigma(2 x)", "sigma of two x"),
    ("ln(x)/x", "ln(x)/x", "frac(ln(x), x)", "natural log of x over x"),
    ("log10(x + 3)", "log₁₀(x + 3)", "log_(10)(x + 3)", "log to base ten of x plus three"),
    ("asin(x)", "arcsin(x)", "arcsin(x)", "arc sine of x"),
    ("max(x, y)", "max(x, y)", "max(x, y)", "the maximum of x and y"),
    ("relu(-x)", "relu(−x)", 'op("relu")(-x)', "relu of minus x"),
    ("sqrt(x**2)", "abs(x)", "abs(x)", "absolute value of x"),
]


@pytest.mark.parametrize(("text", "plain", "typst_source", "spoken"), WRITTEN)
def test_an_expression_is_written_and_spoken(text: str, plain: str, typst_source: str, spoken: str) -> None:
    expression = read_expression(text, ["x", "y"])
    assert to_plain(expression) == plain
    assert to_typst(expression) == typst_source
    assert to_spoken(expression) == spoken


@pytest.mark.parametrize(
    ("text", "slope"),
    [
        ("(x^2 + 1)/(x^2 + 2)", "2x/((x² + 2)²)"),
        ("sin(x)/x", "(x cos(x) − sin(x))/x²"),
        ("ln(x)/x", "(1 − ln(x))/x²"),
        ("sigmoid(2x)", "2σ(2x)(1 − σ(2x))"),
        ("softplus(3x)", "3σ(3x)"),
        ("silu(x)", "xσ(x)(1 − σ(x)) + σ(x)"),
        ("tanh(x)", "1 − tanh²(x)"),
        ("relu(x^2 - 1)", "2x relu'(x² − 1)"),
        ("abs(x) + abs(ln(x))", "sign(x) + sign(ln(x))/x"),
        ("max(x, 0)", "step(x)"),
        ("log2(x)", "1/(x ln(2))"),
        ("x*exp(-x)", "e^(−x) − xe^(−x)"),
    ],
)
def test_a_slope_is_written_as_a_teacher_would(text: str, slope: str) -> None:
    assert to_plain(Curve.from_text(text).derivative_expression) == slope


def test_names_with_an_index_and_long_names_are_sound_typst() -> None:
    w1, rate = sympy.symbols("w1 rate", real=True)
    assert (to_typst(w1), to_plain(w1), to_spoken(w1)) == ("w_(1)", "w₁", "w one")
    assert to_typst(rate) == '"rate"'


_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def read_back(plain: str) -> sympy.Expr:
    """Read plain text by the conventions of books: raised digits, products side by side."""
    text = re.sub(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"**({m.group().translate(_SUPER)})", plain)
    text = re.sub(r"(sin|cos|exp)\*\*\((\d+)\)(\([xy]\))", r"\1\3**(\2)", text)
    text = text.replace("−", "-").replace("√", "sqrt").replace("·", "*")
    text = re.sub(r"(?<=[0-9xye)])[ ]?(?=[(a-z])", "*", text)
    for name in ("sin", "cos", "sqrt"):
        text = text.replace(re.sub(r"(?<=[xye])(?=[a-z])", "*", name), name).replace(f"{name}*(", f"{name}(")
    return read_expression(text, ["x", "y"])


_EXPRESSIONS = st.recursive(
    st.sampled_from(["x", "y", "2", "3", "1/2"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(
            lambda t: f"(({t[0]}) {t[1]} ({t[2]}))"
        ),
        st.tuples(inner, st.sampled_from(["2", "3"])).map(lambda t: f"({t[0]})**{t[1]}"),
        st.tuples(inner, st.sampled_from(["x", "y", "3"])).map(lambda t: f"(({t[0]})/{t[1]})"),
    ),
    max_leaves=5,
)


@given(_EXPRESSIONS)
@settings(max_examples=80, deadline=None)
def test_plain_text_says_the_same_as_the_expression(text: str) -> None:
    try:
        expression = read_expression(text, ["x", "y"])
    except ExpressionError:
        reject()
    at = dict(
        zip(sympy.symbols("x y", real=True), (sympy.Rational(5, 7), sympy.Rational(11, 3)), strict=True)
    )
    assert read_back(to_plain(expression)).subs(at) == expression.subs(at)


def test_typst_takes_every_source() -> None:
    sources = []
    x, y = sympy.symbols("x y", real=True)
    for text, *_ in WRITTEN:
        expression = read_expression(text, ["x", "y"])
        sources += [to_typst(e) for e in (expression, sympy.diff(expression, x), sympy.diff(expression, y))]
    page = "\n\n".join(f"$ {source} $" for source in sources if "I" not in source)
    assert typst.compile(page.encode(), format="svg")
