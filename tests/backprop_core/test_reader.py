"""Reading mathematical text: what is read is right, what is refused is refused with its place."""

import contextlib

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.functions.kept import sigmoid
from backprop_core.notation import to_plain, to_typst
from backprop_core.reader import ExpressionError, read_expression
from tests.effort import calls_in

MOST_CALLS = 50_000
"""Calls that any text may take to be read or refused."""

X = sympy.Symbol("x", real=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x**2", X**2),
        ("-x^2", -(X**2)),
        ("2**3**2*x", 512 * X),
        ("1 - 2 - 3 + x", X - 4),
        ("6/3/2*x", X),
        ("sin(x)*exp(-x)", sympy.sin(X) * sympy.exp(-X)),
        ("0.1*x", X / 10),
        ("sigmoid(x)", sigmoid(X)),
        ("ln(x) - log(x)", sympy.S.Zero),
        ("2x + 3(x+1)", 5 * X + 3),
        ("2sin(x)", 2 * sympy.sin(X)),
        ("(x+1)(x-1)", X**2 - 1),
        ("x² + x⁻¹", X**2 + 1 / X),
        ("sin²(x) + sin^2(x)", 2 * sympy.sin(X) ** 2),
        ("−x·2×3÷4", -3 * X / 2),
        ("1e-3*x^2 + 2.5e2x", X**2 / 1000 + 250 * X),
        ("2e + 2e*x + 2πx", 2 * sympy.E + 2 * sympy.E * X + 2 * sympy.pi * X),
        ("||x| - 1|", sympy.Abs(sympy.Abs(X) - 1)),
        ("6.8813735870195432x", sympy.Rational(68813735870195432, 10**16) * X),
        ("sqrt(x)+pi*e", sympy.sqrt(X) + sympy.pi * sympy.E),
    ],
)
def test_text_is_read_as_mathematics_reads_it(text: str, expected: sympy.Expr) -> None:
    assert sympy.simplify(read_expression(text, ["x"]) - expected) == 0


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("__import__('os').system('true')", 11),
        ("x**9**9**9", 6),
        ("(" * 50 + "x", 30),
        ("x +", 3),
        ("foo(x)", 0),
        ("x.real", 1),
        ("x²³", 1),
        ("lambda", 0),
        ("x + 9999999999999999999999999999999", 4),
        ("1/2x", 3),
        ("e^2x", 3),
        ("x(x + 1)", 1),
        ("2 3", 2),
        ("(x)2", 3),
        ("sin^-1(x)", 3),
        ("max(x)", 5),
        ("relu(x, 1)", 6),
        ("0,5*x", 1),
        ("|x", 2),
        ("(|x)|", 3),
        ("1e31", 0),
        ("floor(x)", 0),
        ("gamma(x)", 0),
        ("lambda: 1", 6),
        ("x/0", 3),
        ("sin x", 4),
        ("(x", 2),
        ("x" * 300, 200),
        ("", 0),
        ("x; x", 1),
        ("ｘ", 0),
        ("x + log(0)", 4),
        ("x**sqrt(-2)", 3),
        ("(-8)**(1/3)", 6),
        ("((x**12)**12)**12", 10),
        ("(((((9**12)**12)**12)**12)**12)**12", 18),
        ("x**exp(exp(exp(9)))", 3),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        read_expression(text, ["x"])
    assert caught.value.position == position
    assert "\n" not in str(caught.value)


def test_a_megabyte_is_refused_at_once() -> None:
    """Before it is looked at: as little is done as for any text that is too long."""

    def read(text: str) -> None:
        with pytest.raises(ExpressionError, match="longer than"):
            read_expression(text, ["x"])

    assert calls_in(lambda: read("x+" * 500_000)) < 1_000


@pytest.mark.parametrize(
    "text", ["(" * 25 + "9" + "**12)" * 25, "9**(9**(9*x))", "exp(" * 28 + "x" + ")" * 28, "-" * 200]
)
def test_a_hostile_text_is_answered_at_once(text: str) -> None:
    def answer() -> None:
        with contextlib.suppress(ExpressionError):
            read_expression(text, ["x"])

    assert calls_in(answer) < MOST_CALLS


@given(st.text(alphabet="x0123456789.+-*/^() \t\nesincolgqrtp_'\\\u2212\u200b", max_size=60))
@settings(max_examples=150)
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        read_expression(text, ["x"])
    except ExpressionError as error:
        assert 0 <= error.position <= len(text)
        assert len(str(error).splitlines()) == 1


_EXPRESSIONS = st.recursive(
    st.sampled_from(["x", "2", "3", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda t: f"sin({t})"),
        inner.map(lambda t: f"({t})**2"),
    ),
    max_leaves=6,
)


@given(_EXPRESSIONS)
@settings(max_examples=60, deadline=None)
def test_reading_agrees_with_python_arithmetic(text: str) -> None:
    import math

    ours = float(read_expression(text, ["x"]).subs(X, sympy.Rational(3, 7)))
    theirs = eval(text, {"__builtins__": {}}, {"sin": math.sin, "x": 3 / 7})
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "plain", "typst"),
    [
        ("x**2", "x²", "x^(2)"),
        ("x**3/3 - x", "x³/3 − x", "frac(x^(3), 3) - x"),
        ("-2*x", "−2x", "-2 x"),
        ("exp(-x)", "e^(−x)", "e^(-x)"),
    ],
)
def test_expressions_are_written_as_in_a_book(text: str, plain: str, typst: str) -> None:
    expression = read_expression(text, ["x"])
    assert (to_plain(expression), to_typst(expression)) == (plain, typst)
