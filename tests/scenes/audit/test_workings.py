"""Everything that a network works out on screen can be redone with the digits shown, whatever the network is.

The lines are read as the audit reads them, without drawing, so that many networks can be tried.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from backprop_core.network import Network
from backprop_core.network.batch import Batch
from backprop_core.quantity import Piece, Quantity
from config import Settings
from scenes.audit.figures.equations import Equations
from scenes.audit.figures.numbers import Numbers
from scenes.stage.formulas.comparison import rivals
from scenes.stage.formulas.equation import name_piece, number_piece, sign
from scenes.stage.formulas.update_rule import Update
from scenes.stage.lettering.typesetting import shown_number
from tests.scenes.audit.any_config import Table, configured, decimals
from tests.scenes.audit.chapter_truths import chapter_truth

WIDE = tuple(decimals(-limit, limit) for limit in (1, 4, 20, 100))
LARGEST = 20
NETWORKS = st.fixed_dictionaries(
    {
        **{key: st.one_of(*WIDE) for key in ("x", "w1", "b1", "w2", "b2")},
        "target": st.one_of(st.sampled_from(["0", "1", "0.25", "0.731059"]), *WIDE),
        "learning_rate": st.sampled_from(["0.5", "40", "1000", "0.000001", "0.123456789"]),
    }
)


def table(x: str, w1: str, b1: str, w2: str, b2: str, target: str, rate: str = "0.5") -> Table:
    """Return a network's settings."""
    keys = ("x", "w1", "b1", "w2", "b2", "target", "learning_rate")
    return dict(zip(keys, (x, w1, b1, w2, b2, target, rate), strict=True))


def line_of(quantity: Quantity, *, named: bool = True) -> list[Piece]:
    """Return `symbol = formula ≈ numbers put in ≈ result`, or the last two alone."""
    assert quantity.formula is not None
    put_in = quantity.formula.pieces(substituted=True)
    pieces: list[Piece | str] = [name_piece(quantity), "=", *quantity.formula.pieces()] if named else []
    if named and len(put_in) > 1:
        exact = all(piece.quantity is None or piece.quantity.relation == "=" for piece in put_in)
        pieces.append(sign("=" if exact else "≈"))
    pieces += put_in if len(put_in) > 1 or not named else []
    pieces += [sign(quantity.relation), number_piece(quantity)]
    return [Piece(piece, "literal") if isinstance(piece, str) else piece for piece in pieces]


def lines(network: Network) -> Iterator[list[Piece]]:
    """Yield every working of the forward and of the backward pass."""
    for group in (network.quantity, network.local, network.gradient):
        yield from (line_of(one) for one in group.values() if one.formula is not None)


def wrong(chapter: str, made: Settings, shown: list[list[Piece]]) -> list[str]:
    """Return what the audit has against lines of a chapter: numbers and equations."""
    truth = chapter_truth(chapter, made)
    equations, numbers = Equations(truth.claims, truth.variable_values), Numbers(truth.claims)
    found = [f"{a} (allowed: {b})" for line in shown for a, b in equations.contradictions(line)]
    pieces = (piece for line in shown for piece in line if piece.kind == "number")
    claims = {shown_number(piece.quantity) for piece in pieces if piece.quantity is not None}
    return found + [
        f"{one.found} (allowed: {one.allowed})" for claim in claims for one in numbers.wrong(claim)
    ]


def drawable(numbers: Table) -> bool:
    """Tell whether the sigmoids are not driven too far."""
    x, w1, b1, w2, b2 = (float(numbers[key]) for key in ("x", "w1", "b1", "w2", "b2"))
    z1 = w1 * x + b1
    return abs(z1) <= LARGEST and abs(w2 / (1 + math.exp(-z1)) + b2) <= LARGEST


@given(NETWORKS)
@example(table("2.9", "0.8", "3.752325202353", "1.105", "17.567", "0.731059"))
@example(table("2.394468", "7.833", "-1.1", "-3.142457", "-0.000937", "0"))
@example(table("-3.2", "2.3", "-1.110", "-1.4", "-3.7", "-0.5"))
@example(table("0.838", "2.2", "-1.227", "3.8", "-0.698247", "100"))
@example(table("0", "0.292617", "0.000339", "0.03616942227937", "0.068", "0.731059", "1000"))
@example(table("-0.2", "-0.000601", "-0.1", "0.58186948658860", "-3.830", "0", "0.05"))
@example(table("1", "3", "9", "5", "8", "1"))
@example(table("0.912345", "-0.734567", "-0.2", "2.345678", "-0.5", "0.25", "40"))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_every_working_can_be_redone(numbers: Table) -> None:
    assume(drawable(numbers))
    made = configured("network", numbers)
    assert made is not None
    given_ = made.lecture.network
    network = Network.from_values(given_)
    step = made.lecture.check.step
    measured = [[number_piece(rival)] for rival in rivals(network, step)]
    assert wrong("chain_product", made, [*lines(network), *measured]) == []
    update = Update(Batch((network,)), given_.learning_rate)
    updates = [update.new(key) for key in network.graph.parameters]
    assert wrong("update_step", made, [line_of(update, named=False) for update in updates]) == []


def test_a_working_that_contradicts_itself_is_caught() -> None:
    """With four decimals each, a saturated unit's slope cannot be worked out."""
    made = configured("network", table("1", "3", "9", "5", "8", "0.25"))
    assert made is not None
    given_ = made.lecture.network
    network = Network.from_values(given_)
    slope = network.local["a1", "z1"]
    assert slope.formula is not None
    plain = replace(slope, formula=replace(slope.formula, put_in=""))
    assert wrong("chain_product", made, [line_of(plain)])
    assert wrong("chain_product", made, [line_of(slope)]) == []
