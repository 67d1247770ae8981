"""What a gate's formula and its local slopes look like, as Typst templates whose holes are the gate's wires."""

from __future__ import annotations

import re
from fractions import Fraction

import sympy

from backprop_core.gates import Gate, is_constant
from backprop_core.notation import to_typst
from backprop_core.number import decimals_of, show
from backprop_core.syntax import Call, Constant, Name, Node, Numeral

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_MOST_DIGITS = 15

FUNCTIONS = {
    "sigmoid": "sigma({0})",
    "exp": "e^({0})",
    "log": "ln({0})",
    "log2": "log_2({0})",
    "log10": "log_(10)({0})",
    "relu": "max(0, {0})",
    "leaky_relu": "max(0.01 {0}, {0})",
    "softplus": "ln(1 + e^({0}))",
    "silu": "{0} * sigma({0})",
    "gelu": "{0} * Phi({0})",
    "asin": "arcsin({0})",
    "acos": "arccos({0})",
    "atan": "arctan({0})",
    **{name: f"{name}({{0}})" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "sqrt", "abs")},
    "max": "max({0}, {1})",
    "min": "min({0}, {1})",
}
"""Functions as they are written; any other by its name in upright letters."""

SLOPES = {
    "sigmoid": "{a} * (1 - {a})",
    "tanh": "1 - {a}^2",
    "exp": "{a}",
    "log": "frac(1, {0})",
    "sqrt": "frac(1, 2 * {a})",
    "sin": "cos({0})",
    "cos": "-sin({0})",
    "tan": "1 + {a}^2",
    "sinh": "cosh({0})",
    "cosh": "sinh({0})",
    "softplus": "sigma({0})",
}
"""Slopes of functions of one value by what enters ({0}) and by what comes out ({a})."""


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
    return SLOPES.get(gate.operation, "")


def _power_slope(base: Node, exponent: Node, index: int) -> str:
    """Return n x^(n - 1) by the base, a ln x by the exponent; of e^x the value itself."""
    below = _written(base, _ATOM)
    if index == 1:
        return (
            "{a}"
            if isinstance(base, Constant) and base.name == "e"
            else f"{{a}} * ln({_written(base, _SUM)})"
        )
    if not isinstance(exponent, Numeral):
        above = _written(exponent, _SUM)
        return f"{above} * {below}^({above} - 1)"
    n = exponent.value
    if n == 2:
        return f"2 * {below}"
    if n < 0:
        factor = f"-{_digits(-n)}" if n != -1 else "-1"
        return f"frac({factor}, {below}^({_digits(1 - n)}))"
    return f"{_digits(n)} * {below}^({_digits(n - 1)})" if n != 1 else ""


def _written(node: Node, place: int) -> str:
    """Write a part of a tree that stands in a sum, as a factor, under a power; parentheses where it must."""
    if isinstance(node, Numeral):
        digits = _digits(node.value)
        return f"({digits})" if place > _SUM and not digits.isdigit() and node.value < 0 else digits
    if isinstance(node, Constant):
        return node.name
    if isinstance(node, Name):
        return f"{{{node.name}}}"
    text, level = _called(node)
    return f"({text})" if level < place else text


def _called(node: Call) -> tuple[str, int]:
    """Write an operation; say how tightly it holds together."""
    parts = node.arguments
    match node.operation:
        case "add" | "subtract":
            sign = "+" if node.operation == "add" else "-"
            return f"{_written(parts[0], _SUM)} {sign} {_written(parts[1], _PRODUCT)}", _SUM
        case "multiply":
            dot = "dot.op" if isinstance(parts[1], Numeral) else "*"
            return f"{_written(parts[0], _PRODUCT)} {dot} {_written(parts[1], _PRODUCT)}", _PRODUCT
        case "divide":
            return f"frac({_written(parts[0], _SUM)}, {_written(parts[1], _SUM)})", _PRODUCT
        case "negate":
            return f"-{_written(parts[0], _POWER)}", _SUM
        case "power":
            return f"{_written(parts[0], _ATOM)}^({_written(parts[1], _SUM)})", _POWER
    template = FUNCTIONS.get(node.operation, f'op("{node.operation}")({{0}})')
    level = _PRODUCT if " * " in template else _POWER if "^" in template else _ATOM
    for index, part in enumerate(parts):
        template = template.replace(f"{{{index}}}", f"\0{index}")
    for index, part in enumerate(parts):
        template = template.replace(f"\0{index}", _written(part, _SUM if level == _ATOM else level))
    return template, level


def _digits(value: Fraction) -> str:
    ended = decimals_of(value)
    if ended is not None and ended <= _MOST_DIGITS:
        return show(value, ended, fixed=True).typst
    return f"frac({value.numerator}, {value.denominator})"


def _differentiated(gate: Gate, place: int) -> str:
    """Return the derivative of a formula of sums, products and powers; "" of any other."""
    symbols = [sympy.Symbol(f"v{index}", real=True) for index in range(len(gate.inputs))]
    meant = _meaning(gate.tree, symbols)
    if meant is None:
        return ""
    derived = sympy.diff(meant, symbols[place])
    if derived.is_number:
        return ""
    held = re.sub(r"v_\((\d+)\)", r"{\1}", to_typst(derived))
    return re.sub(r"([\w)}])\s+(\(?\{)", r"\1 * \2", held)


def _meaning(node: Node, symbols: list[sympy.Symbol]) -> sympy.Expr | None:
    """Return a formula of sums, products and powers as SymPy, None for any other."""
    if isinstance(node, Numeral):
        return sympy.Rational(node.value.numerator, node.value.denominator)
    if isinstance(node, Name):
        return symbols[int(node.name)]
    parts = [_meaning(part, symbols) for part in node.arguments] if isinstance(node, Call) else [None]
    if not isinstance(node, Call) or any(part is None for part in parts):
        return None
    rules = {
        "add": lambda a, b: a + b,
        "subtract": lambda a, b: a - b,
        "multiply": lambda a, b: a * b,
        "divide": lambda a, b: a / b,
        "power": lambda a, b: a**b,
        "negate": lambda a: -a,
    }
    return rules[node.operation](*parts) if node.operation in rules else None
