"""What the chapter counts and reads: the names that numbers on screen stand under, and the two counts."""

from __future__ import annotations

from backprop_core.counting import naive, one_pass, sigmoid_chain
from backprop_core.quantity import Role, Symbol


def _worded(words: str, plain: str, role: Role = "ink") -> Symbol:
    return Symbol(f'#text(font: "Source Sans Pro")[{words}]', plain, words, role)


DEPTH = _worded("gradients", "n")
FROM_SCRATCH = _worded("multiplications", "multiplications starting over")
IN_ONE_SWEEP = _worded("in one sweep", "multiplications in one sweep", "gradient")
PASSED = _worded("passed", "passed")
STEEPEST = _worded("steepest slope", "slope let through", "gradient")
THERE = _worded("slope", "slope let through", "gradient")
LEFT_OVER = _worded("slope left", "left", "gradient")


def counts(deepest: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the multiplications of a chain of depth 1 to `deepest`, starting over and in one pass."""
    chain = sigmoid_chain(deepest)
    depths = range(1, deepest + 1)
    return (
        tuple(naive(chain[:depth]).multiplications for depth in depths),
        tuple(one_pass(chain[:depth]).multiplications for depth in depths),
    )
