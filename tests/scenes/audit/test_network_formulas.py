"""Formulas of any network, as they are typeset: every row of activations and losses, indices, vectors."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from backprop_core.quantity import Piece
from scenes.audit.figures.proof import Prover
from scenes.audit.figures.scope import Scope, functions_of
from scenes.audit.figures.typst_reader import formula_of, statements_of
from scenes.audit.figures.typst_tokens import UnreadableError
from scenes.audit.truth.feedforward import Drawn, Example, Layer, Net, numbers_of
from scenes.audit.truth.network import claims_of
from scenes.audit.truth.precision import Claim, Real, big


def row(*written: str) -> tuple[Fraction, ...]:
    """Return decimals as exact numbers."""
    return tuple(Fraction(one) for one in written)


def truth(
    widths: Sequence[int], activations: Sequence[str], loss: str
) -> tuple[dict[str, Claim], dict[str, Real]]:
    """Return the claims of a network, and what it is given: numbers that are all different."""
    spread = iter(Fraction(place * place % 37 - 18, 10) for place in range(5, 500, 3))

    def some(count: int) -> tuple[Fraction, ...]:
        return tuple(next(spread) for _ in range(count))

    layers = [
        Layer([some(before) for _ in range(after)], some(after), activation)
        for before, after, activation in zip(widths, widths[1:], activations, strict=False)
    ]
    target = tuple(Fraction(int(place == 1), 1) for place in range(widths[-1]))
    given = Drawn([Example(some(widths[0]), target)], layers, loss, is_chain=max(widths) == 1)
    net = Net.of(given)
    return claims_of(net), numbers_of(net, given)


def wrong(line: str, known: tuple[dict[str, Claim], dict[str, Real]]) -> list[tuple[str, str]]:
    """Return what the audit has against an equation."""
    claims, at = known
    return Prover(claims, [at]).contradictions(statements_of([Piece(line, "literal")], functions_of(claims)))


VALUES = {
    "sigmoid": "sigma(z_1)",
    "tanh": "tanh(z_1)",
    "relu": "max(0, z_1)",
    "leaky_relu": "max(0.01 z_1, z_1)",
    "elu": 'op("elu")(z_1)',
    "softplus": "ln(1 + e^(z_1))",
    "silu": "z_1 thin sigma(z_1)",
    "gelu": "z_1 thin Phi(z_1)",
    "identity": "z_1",
}
SLOPES = {
    "sigmoid": "a_1 thin (1 - a_1)",
    "tanh": "1 - a_1^2",
    "relu": 'op("relu")\'(z_1)',
    "leaky_relu": 'op("leaky")\'(z_1)',
    "elu": 'op("elu")\'(z_1)',
    "softplus": "sigma(z_1)",
    "silu": 'op("silu")\'(z_1)',
    "gelu": 'op("gelu")\'(z_1)',
    "identity": "1",
}


@pytest.mark.parametrize("activation", VALUES)
def test_values_and_slopes_of_activations_are_read_and_proved(activation: str) -> None:
    known = truth((1, 1, 1), (activation, "identity"), "squared")
    assert wrong(f"a_1 = {VALUES[activation]}", known) == []
    assert wrong(f"(partial a_1)/(partial z_1) = {SLOPES[activation]}", known) == []
    assert wrong(f"a_1 = {VALUES[activation]} + 0.001", known) != []
    assert wrong(f"(partial a_1)/(partial z_1) = 1.001 {SLOPES[activation]}", known) != []


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_the_convention_at_a_kink_holds_in_formulas(activation: str) -> None:
    net = Net((1, 1), (activation,), "squared", indexed=False)
    at = dict(zip(net.given, map(big, (1, 2, -2, 0)), strict=True))
    slope = "0" if activation == "relu" else "0.01"
    assert wrong(f"(partial a_1)/(partial z_1) = {SLOPES[activation]} = {slope}", (claims_of(net), at)) == []


TWO = truth((2, 3, 2), ("tanh", "sigmoid"), "squared")
CLASSES = truth((2, 2, 3), ("relu", "softmax"), "cross_entropy")


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (TWO, "z_(1,2) = w_(1,2,1) thin x_1 + w_(1,2,2) thin x_2 + b_(1,2)"),
        (TWO, "L = (a_(2,1) - y_1)^2 + (a_(2,2) - y_2)^2"),
        (TWO, "(partial L)/(partial a_(2,1)) = 2 (a_(2,1) - y_1)"),
        (TWO, "delta_(2,1) = (partial L)/(partial a_(2,1)) dot.op a_(2,1) (1 - a_(2,1))"),
        (TWO, "(partial L)/(partial w_(2,1,3)) = delta_(2,1) thin a_(1,3)"),
        (
            TWO,
            "frac(partial L, partial a_(1,2)) = w_(2,1,2) delta_(2,1) + w_(2,2,2) delta_(2,2)",
        ),
        (TWO, "(partial z_(2,1))/(partial a_(1,3)) = w_(2,1,3)"),
        (TWO, "(partial z_(1,1))/(partial x_2) = w_(1,1,2)"),
        (TWO, "frac(partial L, partial x_2) = sigma(0) 2 dot.op frac(partial L, partial x_2)"),
        (TWO, "bold(z_1) = bold(W_1) bold(x) + bold(b_1)"),
        (TWO, "bold(a_1) = tanh(bold(z_1))"),
        (TWO, "bold(a_2) = sigma(bold(W_2) bold(a_1) + bold(b_2))"),
        (TWO, "bold(delta_1) = (bold(W_2)^T bold(delta_2)) dot.o (1 - bold(a_1) dot.o bold(a_1))"),
        (TWO, "bold(delta_2) = 2 (bold(a_2) - bold(y)) dot.o bold(a_2) dot.o (1 - bold(a_2))"),
        (TWO, "(partial L)/(partial bold(W_1)) = bold(delta_1) bold(x)^T"),
        (TWO, "(partial L)/(partial bold(x)) = (partial L)/(partial bold(z_1)) bold(W_1)"),
        (TWO, "(partial bold(a_1))/(partial bold(x)) = (partial bold(a_1))/(partial bold(z_1)) bold(W_1)"),
        (TWO, "(partial L)/(partial bold(b_1)) = bold(delta_1)"),
        (CLASSES, "a_(2,1) = frac(e^(z_(2,1)), e^(z_(2,1)) + e^(z_(2,2)) + e^(z_(2,3)))"),
        (CLASSES, "L = -(y_1 thin ln(a_(2,1)) + y_2 thin ln(a_(2,2)) + y_3 thin ln(a_(2,3)))"),
        (CLASSES, "(partial L)/(partial a_(2,2)) = -frac(y_2, a_(2,2))"),
        (CLASSES, "(partial a_(2,1))/(partial z_(2,2)) = -a_(2,1) thin a_(2,2)"),
        (CLASSES, "(partial L)/(partial z_(2,2)) = a_(2,2) - y_2"),
        (CLASSES, 'bold(a_2) = op("softmax")(bold(z_2))'),
        (CLASSES, "bold(delta_2) = bold(a_2) - bold(y)"),
    ],
)
def test_lines_of_wide_networks_are_proved(
    known: tuple[dict[str, Claim], dict[str, Real]], line: str
) -> None:
    assert wrong(line, known) == []
    left, _, right = line.partition(" = ")
    assert wrong(f"{left} = 1.001 dot.op ({right})", known) != []


@pytest.mark.parametrize(
    "line",
    [
        "-(y * ln(a_1) + (1 - y) * ln(1 - a_1))",
        "-ln(a_1) y - (1 - y) ln(1 - a_1)",
    ],
)
def test_cross_entropy_of_one_answer(line: str) -> None:
    known = truth((1, 1), ("sigmoid",), "cross_entropy")
    assert wrong(f"L = {line}", known) == []
    assert wrong("(partial L)/(partial a_1) = frac(a_1 - y, a_1 (1 - a_1))", known) == []
    assert wrong("(partial L)/(partial z_1) = a_1 - y", known) == []


@pytest.mark.parametrize(
    "line",
    [
        "bold(z_1) = bold(x) bold(W_1)",
        "bold(a_1) = bold(z_2)",
        "bold(a_2) = bold(a_1) dot.o bold(a_2)",
        "bold(z_1) = 2 bold(z_1)",
        "a_(1,4) = a_(1,4)",
        "bold(c_1) = bold(c_1)",
    ],
)
def test_shapes_that_do_not_fit_and_names_of_nothing_are_no_proof(line: str) -> None:
    assert wrong(line, TWO) != []


def test_averages_over_examples_are_read() -> None:
    given = Drawn(
        [Example(row("1"), row("1")), Example(row("3"), row("0"))],
        [Layer([row("2")], row("0.5"), "identity")],
        "squared",
        is_chain=True,
    )
    known = claims_of(Net.of(given), 2), numbers_of(Net.of(given), given)
    assert wrong("overline(L) = 1/2 (1.5^2 + 6.5^2)", known) == []
    assert (
        wrong("(partial overline(L))/(partial w_1) = 1/2 (2 dot.op 1.5 + 2 dot.op 6.5 dot.op 3)", known) == []
    )
    assert wrong("overline(L) = L", known) != []


def test_larger_and_smaller_of_two_are_read() -> None:
    scope = Scope({}, {})
    assert float(formula_of("max(2, 5 - 1) - min(3, -1)").value(scope)) == 5
    with pytest.raises(UnreadableError):
        formula_of('op("unheard")(2)').value(scope)
