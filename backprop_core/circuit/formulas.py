"""A gate's formula and its local slopes as Typst templates, whose holes are the gate's wires."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add, mul, neg, pow, sub, truediv

import sympy

from backprop_core.circuit.gates import Gate, is_constant
from backprop_core.functions import FUNCTIONS
from backprop_core.notation import to_typst
from backprop_core.number import decimals_of, show
from backprop_core.syntax import Call, Constant, Name, Node, Numeral

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_MOST_DIGITS = 17
_LONGEST_SLOPE = 8
"""Operations in a slope's formula beyond which nobody reads it."""

OfValue = Callable[[Fraction], Fraction]

SLOPES: Mapping[str, tuple[str, OfValue | None]] = {
    "sigmoid": ("{a} * (1 - {a})", lambda a: a * (1 - a)),
    "tanh": ("1 - {a}^2", lambda a: 1 - a * a),
    "exp": ("{a}", lambda a: a),
    "sqrt": ("frac(1, 2 * {a})", lambda a: 1 / (2 * a)),
    "tan": ("1 + {a}^2", lambda a: 1 + a * a),
    "log": ("frac(1, {0})", None),
    "sin": ("cos({0})", None),
    "cos": ("-sin({0})", None),
    "sinh": ("cosh({0})", None),
    "cosh": ("sinh({0})", None),
    "softplus": ("sigma({0})", None),
}
"""Slopes of functions of one value by what enters ({0}) or by what comes out ({a}), then as functions too."""

_ARITHMETIC: Mapping[str, Callable[..., sympy.Expr]] = {
    "add": add,
    "subtract": sub,
    "multiply": mul,
    "divide": truediv,
    "power": pow,
    "negate": neg,
}


def written(gate: Gate) -> str:
    """Return a gate's formula as it was written; the holes are the places of its wires."""
    return _written(gate.tree, _SUM)


def slope(gate: Gate, place: int) -> str:
    """Return the formula of a gate's local slope by one wire; `{a}` is what comes out.

    "" where it is a mere number, or has no formula that is worth being read.
    """
    if not isinstance(gate.tree, Call) or not gate.operation:
        return _differentiated(gate, place)
    arguments = gate.tree.arguments
    index = next(i for i, part in enumerate(arguments) if isinstance(part, Name) and part.name == str(place))
    other = arguments[1 - index] if len(arguments) == 2 else None
    match gate.operation:
        case "multiply" if other is not None and not is_constant(other):
            return _written(other, _SUM)
        case "divide" if index == 1:
            return f"-frac({_written(arguments[0], _SUM)}, {{{place}}}^2)"
        case "divide" if other is not None and not is_constant(other):
            return f"frac(1, {_written(other, _SUM)})"
        case "power":
            return _power_slope(arguments[0], arguments[1], index)
    return SLOPES.get(gate.operation, ("", None))[0]


def _power_slope(base: Node, exponent: Node, index: int) -> str:
    """Return n x^(n - 1) by the base, a ln x by the exponent; of e^x the value itself."""
    below = _written(base, _ATOM)
    if index == 1:
        natural = isinstance(base, Constant) and base.name == "e"
        return "{a}" if natural else f"{{a}} * ln({_written(base, _SUM)})"
    if not isinstance(exponent, Numeral):
        above = _written(exponent, _SUM)
        return f"{above} * {below}^({above} - 1)"
    n = exponent.value
    if n in (0, 1):
        return ""
    if n < 0:
        return f"-frac({_digits(-n)}, {below}^({_digits(1 - n)}))"
    return f"{_digits(n)} * {below}" + ("" if n == 2 else f"^({_digits(n - 1)})")


def _written(node: Node, place: int) -> str:
    """Write a part of a tree that stands in a sum, as a factor, under a power; parentheses where it must."""
    if isinstance(node, Numeral):
        digits = _digits(node.value)
        return f"({digits})" if place > _SUM and node.value < 0 else digits
    if isinstance(node, Constant):
        return node.name
    if isinstance(node, Name):
        return f"{{{node.name}}}"
    text, level = _called(node)
    return f"({text})" if level < place else text


def _called(node: Call) -> tuple[str, int]:
    """Write an operation; say how tightly it holds together."""
    first, *rest = node.arguments
    match node.operation:
        case "add" | "subtract":
            sign = "+" if node.operation == "add" else "-"
            return f"{_written(first, _SUM)} {sign} {_written(rest[0], _PRODUCT)}", _SUM
        case "multiply":
            dot = "dot.op" if isinstance(rest[0], Numeral) else "*"
            return f"{_written(first, _PRODUCT)} {dot} {_written(rest[0], _PRODUCT)}", _PRODUCT
        case "divide":
            return f"frac({_written(first, _SUM)}, {_written(rest[0], _SUM)})", _PRODUCT
        case "negate":
            return f"-{_written(first, _POWER)}", _SUM
        case "power":
            return f"{_written(first, _ATOM)}^({_written(rest[0], _SUM)})", _POWER
        case "exp":
            return f"e^({_written(first, _SUM)})", _POWER
    inside = ", ".join(_written(part, _SUM) for part in node.arguments)
    return f"{FUNCTIONS[node.operation].typst}({inside})", _ATOM


def _digits(value: Fraction) -> str:
    ended = decimals_of(value)
    if ended is not None and ended <= _MOST_DIGITS:
        return show(value, ended, fixed=True).typst
    return f"frac({value.numerator}, {value.denominator})"


def _differentiated(gate: Gate, place: int) -> str:
    """Return the derivative of a longer formula; "" where it is too long."""
    symbols = [sympy.Symbol(f"v{index}", real=True) for index in range(len(gate.inputs))]
    derived = sympy.diff(_meaning(gate.tree, symbols), symbols[place])
    if derived.is_number or sympy.count_ops(derived) > _LONGEST_SLOPE:
        return ""
    held = re.sub(r"v_\((\d+)\)", r"{\1}", to_typst(derived))
    return re.sub(r"([\w)}])\s+(\(?\{)", r"\1 * \2", held)


def _meaning(node: Node, symbols: list[sympy.Symbol]) -> sympy.Expr:
    match node:
        case Numeral():
            return sympy.Rational(node.value.numerator, node.value.denominator)
        case Constant():
            return sympy.pi if node.name == "pi" else sympy.E
        case Name():
            return symbols[int(node.name)]
        case Call():
            parts = [_meaning(part, symbols) for part in node.arguments]
            rule = _ARITHMETIC.get(node.operation)
            return rule(*parts) if rule is not None else FUNCTIONS[node.operation].make(*parts)
