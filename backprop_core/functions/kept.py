"""SymPy functions that keep their names: a sigmoid stays σ(x) and its slope σ(x) (1 − σ(x)).

A slope that has no formula of its own is a function too, named with a prime. At a kink it has the value that
PyTorch gives it: 0 for ReLU, 0.01 for the leaky one, a half for each of two values that are equal.
"""

from __future__ import annotations

from typing import Any

import sympy

_LEAK = sympy.Rational(1, 100)


class KeptFunction(sympy.Function):  # type: ignore[misc]
    """A function of real numbers that is real and finite."""

    is_real = True

    @classmethod
    def eval(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return the value where it is exact, None where the function stays as written."""
        return cls.known(*arguments) if all(argument.is_number for argument in arguments) else None

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return the exact value at numbers, if there is one."""
        return None


class sigmoid(KeptFunction):
    """1 / (1 + e^(-z))."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return σ(0) = 1/2."""
        return sympy.Rational(1, 2) if arguments[0].is_zero else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return σ (1 − σ)."""
        return self * (1 - self)


class step(KeptFunction):
    """1 above 0, else 0."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 0 or 1."""
        return _chosen(arguments[0], sympy.S.One, sympy.S.Zero)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 0, the slope on both sides of the jump."""
        return sympy.S.Zero


class relu_slope(step):
    """ReLU': 1 above 0, else 0."""


class larger_share(KeptFunction):
    """The slope of the larger of two by one of them, from how much larger it is: 1, 0, or a half at 0."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 0, a half or 1."""
        return sympy.Rational(1, 2) if arguments[0].is_zero else step.known(*arguments)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 0, the bend on both sides of the kink."""
        return sympy.S.Zero


class relu(KeptFunction):
    """max(0, z)."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 0 or z."""
        return _chosen(arguments[0], arguments[0], sympy.S.Zero)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return ReLU'."""
        return relu_slope(self.args[0])


class leaky_relu_slope(KeptFunction):
    """The slope of the leaky ReLU: 1 above 0, else 0.01."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 0.01 or 1."""
        return _chosen(arguments[0], sympy.S.One, _LEAK)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 0, the bend on both sides of the kink."""
        return sympy.S.Zero


class leaky_relu(KeptFunction):
    """max(0.01 z, z)."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 0.01 z or z."""
        return _chosen(arguments[0], arguments[0], _LEAK * arguments[0])

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope, 0.01 or 1."""
        return leaky_relu_slope(self.args[0])


class elu_bend(KeptFunction):
    """The second slope of the ELU: 0 above 0, else e^z."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 0 or e^z."""
        return _chosen(arguments[0], sympy.S.Zero, sympy.exp(arguments[0]))

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the same again."""
        return self


class elu_slope(KeptFunction):
    """The slope of the ELU: 1 above 0, else e^z."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return 1 or e^z."""
        return _chosen(arguments[0], sympy.S.One, sympy.exp(arguments[0]))

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the second slope."""
        return elu_bend(self.args[0])


class elu(KeptFunction):
    """z above 0, else e^z − 1."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return z or e^z − 1."""
        return _chosen(arguments[0], arguments[0], sympy.exp(arguments[0]) - 1)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the slope."""
        return elu_slope(self.args[0])


class softplus(KeptFunction):
    """ln(1 + e^z)."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return σ(z)."""
        return sigmoid(self.args[0])


class silu(KeptFunction):
    """z σ(z)."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return silu(0) = 0."""
        return sympy.S.Zero if arguments[0].is_zero else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return σ + z σ (1 − σ)."""
        share = sigmoid(self.args[0])
        return share + self.args[0] * share * (1 - share)


class normal_share(KeptFunction):
    """Φ(z): the share of a normal distribution that lies below z."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return Φ(0) = 1/2."""
        return sympy.Rational(1, 2) if arguments[0].is_zero else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the bell curve."""
        return sympy.exp(-(self.args[0] ** 2) / 2) / sympy.sqrt(2 * sympy.pi)


class gelu(KeptFunction):
    """z Φ(z)."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return gelu(0) = 0."""
        return sympy.S.Zero if arguments[0].is_zero else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return Φ plus z times the bell curve."""
        share = normal_share(self.args[0])
        return share + self.args[0] * share.fdiff()


class maximum(KeptFunction):
    """The larger of two."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return the larger."""
        return _chosen(arguments[0] - arguments[1], *arguments)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 1 for the larger, 0 for the other, a half for each of two that are equal."""
        first, second = self.args
        return larger_share(first - second if argindex == 1 else second - first)


class minimum(KeptFunction):
    """The smaller of two."""

    @classmethod
    def known(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Return the smaller."""
        return _chosen(arguments[1] - arguments[0], *arguments)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 1 for the smaller, 0 for the other, a half for each of two that are equal."""
        first, second = self.args
        return larger_share(second - first if argindex == 1 else first - second)


class _Logarithm(sympy.Function):  # type: ignore[misc]
    """A logarithm to a whole base; exact at that base's powers."""

    base = 10

    @classmethod
    def eval(cls, argument: sympy.Expr) -> sympy.Expr | None:
        """Return the power of the base that a number is."""
        if argument.is_zero:
            return sympy.zoo
        if not argument.is_Rational or argument <= 0:
            return None
        power, rest = 0, argument
        while rest > 1 and rest.q == 1 and rest.p % cls.base == 0:
            power, rest = power + 1, rest / cls.base
        while rest < 1 and rest.q % cls.base == 0:
            power, rest = power - 1, rest * cls.base
        return sympy.Integer(power) if rest == 1 else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 1 / (z ln base)."""
        return 1 / (self.args[0] * sympy.log(self.base))


class log10(_Logarithm):
    """The logarithm to base 10."""


class log2(_Logarithm):
    """The logarithm to base 2."""

    base = 2


def _chosen(of: sympy.Expr, above: Any, otherwise: Any) -> sympy.Expr | None:
    """Return one value where a number is above 0, the other where it is not, None where SymPy cannot tell."""
    if of.is_positive:
        return above
    return otherwise if of.is_nonpositive else None
