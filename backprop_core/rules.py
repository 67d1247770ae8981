"""The rules of differentiation that backpropagation needs, each with its derivation from the limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DerivationLine:
    """One line of a derivation: Typst mathematics, why it follows, and its right side to be checked.

    `checked` is the right side in the reader's grammar, or None where it holds a limit or a sign `d/dz`.
    `where` is the condition, as Typst, under which the line holds, such as `z > 0`, or what else it rests on.
    """

    typst: str
    reason: str
    checked: str | None
    where: str = ""


@dataclass(frozen=True)
class DerivativeRule:
    """A rule: its name, how it is written, the function and its derivative in the reader's grammar, its
    derivation, its use.

    The right side of `typst` is the last line of the derivation.
    """

    name: str
    typst: str
    function: str
    derivative: str
    lines: tuple[DerivationLine, ...]
    used_for: str


RULES: tuple[DerivativeRule, ...] = (
    DerivativeRule(
        "constant",
        "dif / (dif x) c = 0",
        "c",
        "0",
        (
            DerivationLine("frac(f(x + h) - f(x), h)", "rise over run", None),
            DerivationLine("frac(c - c, h)", "the function is the same everywhere", None),
            DerivationLine("0", "nothing rises", "0"),
        ),
        "the target, a number that no weight moves",
    ),
    DerivativeRule(
        "scaling",
        "dif / (dif x) (c x) = c",
        "c*x",
        "c",
        (
            DerivationLine("frac(f(x + h) - f(x), h)", "rise over run", None),
            DerivationLine("frac(c (x + h) - c x, h)", "put the function in", None),
            DerivationLine("frac(c h, h)", "the x parts cancel", None),
            DerivationLine("c", "the step cancels", "c"),
        ),
        "the weighted sums",
    ),
    DerivativeRule(
        "sum",
        "dif / (dif x) (f + g) = f' + g'",
        "x**2 + c*x",
        "2*x + c",
        (
            DerivationLine("frac(f(x + h) + g(x + h) - f(x) - g(x), h)", "rise over run of both", None),
            DerivationLine(
                "frac(f(x + h) - f(x), h) + frac(g(x + h) - g(x), h)", "one fraction for each", None
            ),
            DerivationLine("f' + g'", "each has its own limit", None),
        ),
        "the bias that is added, and every place where paths meet",
    ),
    DerivativeRule(
        "power of an inside",
        "dif / (dif x) u^2 = 2 u dot.op u'",
        "(c*x + 1)**2",
        "2*(c*x + 1)*c",
        (
            DerivationLine("frac(u(x + h)^2 - u(x)^2, h)", "rise over run of a square", None),
            DerivationLine(
                "(u(x + h) + u(x)) dot.op frac(u(x + h) - u(x), h)", "a difference of squares", None
            ),
            DerivationLine("2 u dot.op u'", "let the step shrink", None),
        ),
        "the squared loss",
    ),
)
