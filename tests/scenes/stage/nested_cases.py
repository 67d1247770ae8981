"""Two functions in one another at a point, with a nudge: the core's, and the audit's arithmetic for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.nested import claims_of_nested
from scenes.audit.truth.precision import Claim, Real, big
from scenes.stage.nudges.chain_slopes import U


@dataclass(frozen=True)
class Nested:
    """Two functions, where they are looked at, and a nudge."""

    inner: str
    outer: str
    at: Fraction
    nudge: Fraction

    @property
    def chain(self) -> Composition:
        """The functions as the core reads them."""
        stages = Curve.from_text(self.inner), Curve.from_text(self.outer, U.plain)
        return Composition(stages, self.at)

    def truth(self, name: str, nudge: Fraction | None = None) -> Real:
        """Return what a name stands for, by the audit's arithmetic."""
        f, g = function_of(self.outer, "u"), function_of(self.inner, "x")
        claim: Claim = claims_of_nested(f, g)[name]
        step = big(self.nudge if nudge is None else nudge)
        return claim({"x": big(self.at), "u": g(big(self.at)), "Δx": step})


CASES = {
    "default": Nested("x^2 + x", "2*u^2", Fraction(1, 2), Fraction(1, 20)),
    "other": Nested("1 - x^2/2", "exp(u)/4", Fraction(1), Fraction(1, 20)),
    "backward": Nested("-2*x + 0.5", "sin(u) - u^2", Fraction(7, 10), Fraction(-1, 10)),
    "lines": Nested("2*x - 5", "-3*u", Fraction(1), Fraction(1, 10)),
    "curly": Nested("sin(3*x)*exp(x/2) + 2.3456", "log(u)*sqrt(u)", Fraction("1.2345"), Fraction(1, 100)),
    "close": Nested("-2*x + 0.5", "sin(u) - u^2", Fraction(3, 10), Fraction(-1, 50)),
}
