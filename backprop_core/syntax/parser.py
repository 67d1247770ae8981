"""Mathematical text as a plain tree: a closed set of names and operators, nothing executed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from backprop_core.functions import ALIASES, READABLE
from backprop_core.syntax.tokens import Token, raised_number, tokens
from backprop_core.syntax.tree import Call, Constant, ExpressionError, Name, Node, Numeral

MAX_LENGTH = 200
MAX_DEPTH = 30
MAX_DIGITS = 30
MAX_EXPONENT = 12
MAX_POWER_OF_TEN = 30

CONSTANTS = ("pi", "e")
ARITIES = {name: function.arity for name, function in READABLE.items()}
"""How many values each function takes."""


def parse(text: str, variables: Sequence[str]) -> Node:
    """Return the tree of an expression in the named variables, such as `x**2 + 2*y**2`.

    A number or a closing bracket directly before a name or a bracket is a product: `2x`, `3(x + 1)`. Where
    such a product may be meant in two ways, as in `1/2x` and `e^2x`, it is refused. `x²` is a power, `|x|`
    an absolute value, and `sin²(x)` and `sin^2(x)` are squares of a sine.

    Raises `ExpressionError` for names that are not known, for text over 200 characters, nesting over 30
    levels, numbers of more than 30 digits or beyond 1e30, and written exponents above 12.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(text, MAX_LENGTH, f"longer than {MAX_LENGTH} characters")
    return _Parser(text, variables).parse()


_SIGNS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}


class _Parser:
    """A recursive-descent parser; its depth is bounded by MAX_DEPTH."""

    def __init__(self, text: str, variables: Sequence[str]) -> None:
        self.text = text
        self.variables = tuple(variables)
        self.tokens = tokens(text)
        self.next = 0
        self.depth = 0
        self.bars = 0
        """Absolute values that are open since the last bracket: what a `|` after a value closes."""

    def parse(self) -> Node:
        """Read the whole text."""
        result = self._sum()
        if self._now.kind != "end":
            raise self._unexpected()
        return result

    @property
    def _now(self) -> Token:
        return self.tokens[self.next]

    @property
    def _last(self) -> Token:
        return self.tokens[self.next - 1]

    def _error(self, reason: str) -> ExpressionError:
        return ExpressionError(self.text, self._now.position, reason)

    def _unexpected(self) -> ExpressionError:
        hints = {",": " (a decimal point is written '.')", "(": " (a product of a name is written x*(...))"}
        return self._error(f"{self._now.written!r} is not expected{hints.get(self._now.text, '')}")

    def _take(self, *signs: str) -> str | None:
        token = self._now
        if token.kind == "sign" and token.text in signs:
            self.next += 1
            return token.text
        return None

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"nested deeper than {MAX_DEPTH} levels")

    def _sum(self) -> Node:
        self._deeper()
        result = self._product()
        while sign := self._take("+", "-"):
            result = _call(_SIGNS[sign], result, self._product())
        self.depth -= 1
        return result

    def _product(self) -> Node:
        result, divided = self._signed(), False
        while True:
            if sign := self._take("*", "/"):
                result, divided = _call(_SIGNS[sign], result, self._signed()), sign == "/"
            elif self._side_by_side():
                if divided:
                    raise self._error("not clear what is divided: write a bracket or '*'")
                result = _call("multiply", result, self._power())
            else:
                return result

    def _side_by_side(self) -> bool:
        """Tell whether a product without a sign goes on here."""
        last, now = self._last, self._now
        begins = now.kind == "name" or (now.kind == "sign" and now.text == "(")
        begins = begins or (now.text == "|" and not self.bars)
        ended = last.kind in ("number", "raised") or last.written in (")", "|", "π")
        return begins and ended

    def _signed(self) -> Node:
        place, negative = self._now.position, False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        result = self._power()
        if not negative:
            return result
        if isinstance(result, Numeral):
            return Numeral(-result.value, f"-{result.written}", place, result.end)
        return Call("negate", (result,), place, result.end)

    def _power(self) -> Node:
        base = self._atom()
        exponent = self._exponent()
        return base if exponent is None else _call("power", base, exponent)

    def _exponent(self) -> Node | None:
        """Read what raises the part before here, if anything does."""
        if self._now.kind == "raised":
            exponent: Node = self._raised()
        elif self._take("**"):
            self._deeper()
            exponent = self._signed()
            self.depth -= 1
            if self._now.kind == "name" and self._last.kind == "number":
                raise self._error("not clear what is in the exponent: write a bracket or '*'")
        else:
            return None
        if isinstance(exponent, Numeral) and abs(exponent.value) > MAX_EXPONENT:
            raise ExpressionError(self.text, exponent.position, f"an exponent beyond {MAX_EXPONENT}")
        return exponent

    def _raised(self) -> Numeral:
        token = self._now
        self.next += 1
        written = raised_number(token)
        return Numeral(Fraction(int(written)), written, token.position, token.end)

    def _atom(self) -> Node:
        token = self._now
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._named(token)
        if self._take("("):
            return replace(self._closed(1)[0], position=token.position, end=self._last.end)
        if self._take("|"):
            self.bars += 1
            inside = self._sum()
            self.bars -= 1
            if not self._take("|"):
                raise self._error("'|' is missing")
            return Call("abs", (inside,), token.position, self._last.end)
        if token.kind == "end":
            raise self._error("a number, a name or '(' is missing")
        raise self._unexpected()

    def _number(self, token: Token) -> Numeral:
        mantissa, _, power = token.text.lower().partition("e")
        if len(mantissa) > MAX_DIGITS:
            raise self._error(f"a number of more than {MAX_DIGITS} digits")
        if len(power) > len("+30") or abs(int(power or 0)) > MAX_POWER_OF_TEN:
            raise self._error(f"a power of ten beyond {MAX_POWER_OF_TEN}")
        self.next += 1
        return Numeral(Fraction(token.text), token.text, token.position, token.end)

    def _named(self, token: Token) -> Node:
        name = token.text
        if name in self.variables:
            self.next += 1
            return Name(name, token.position, token.end)
        if name in CONSTANTS:
            self.next += 1
            return Constant(name, token.position, token.end)
        if name not in ARITIES:
            allowed = ", ".join([*self.variables, *CONSTANTS, *ARITIES, *ALIASES])
            raise self._error(f"{token.written!r} is not a known name (allowed: {allowed})")
        self.next += 1
        exponent = self._exponent_of_function()
        if not self._take("("):
            raise self._error(f"'(' is missing after {token.written}")
        inside = self._closed(ARITIES[name])
        call = Call(name, inside, token.position, self._last.end)
        return call if exponent is None else Call("power", (call, exponent), call.position, call.end)

    def _exponent_of_function(self) -> Numeral | None:
        """Read the 2 of sin²(x); one below zero is refused, for sin⁻¹ may mean two things."""
        if self._now.kind == "raised":
            exponent = self._raised()
        elif self._now.text == "**" and self.tokens[self.next + 1].kind == "number":
            self.next += 1
            exponent = self._number(self._now)
        else:
            return None
        if not 0 < exponent.value <= MAX_EXPONENT:
            raise ExpressionError(
                self.text, exponent.position, f"give a function an exponent from 1 to {MAX_EXPONENT}"
            )
        return exponent

    def _closed(self, count: int) -> tuple[Node, ...]:
        """Read so many values up to the bracket that closes them."""
        outside, self.bars = self.bars, 0
        found = [self._sum()]
        while len(found) < count and self._take(","):
            found.append(self._sum())
        if len(found) < count:
            raise self._error(f"',' and another value are missing: {count} are needed")
        if not self._take(")"):
            raise self._unexpected() if self._now.text == "," else self._error("')' is missing")
        self.bars = outside
        return tuple(found)


def _call(operation: str, *arguments: Node) -> Call:
    return Call(operation, arguments, arguments[0].position, arguments[-1].end)
