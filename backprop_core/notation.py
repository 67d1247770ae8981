"""Expressions as Typst mathematics, as plain text and as spoken words."""

from __future__ import annotations

import sympy
from sympy.core.function import AppliedUndef

_SUPER = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUM, _PRODUCT, _POWER, _ATOM = range(4)


def to_typst(expr: sympy.Expr) -> str:
    """Return an expression as Typst mathematics, higher powers first."""
    return _write(expr, _SUM, _Typst())


def to_plain(expr: sympy.Expr) -> str:
    """Return an expression as plain text, such as `x² + 2y²`."""
    return _write(expr, _SUM, _Plain())


class _Typst:
    """How Typst wants fractions, powers, products and functions."""

    space, pi = " ", "pi"

    def fraction(self, top: str, bottom: str) -> str:
        return f"frac({top}, {bottom})"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^({exponent})"

    def root(self, inside: str) -> str:
        return f"sqrt({inside})"

    def function(self, name: str, inside: str) -> str:
        return f"{name}({inside})"

    def minus(self, inside: str) -> str:
        return f"-{inside}"

    def group(self, inside: str) -> str:
        return f"({inside})"


class _Plain(_Typst):
    """The same in one line of plain text."""

    space, pi = "", "π"

    def fraction(self, top: str, bottom: str) -> str:
        wrap = [f"({part})" if any(sign in part for sign in "+− ") else part for part in (top, bottom)]
        return "/".join(wrap)

    def power(self, base: str, exponent: str) -> str:
        raised = exponent.replace("−", "-")
        return base + raised.translate(_SUPER) if raised.lstrip("-").isdigit() else f"{base}^({exponent})"

    def root(self, inside: str) -> str:
        return f"√({inside})"

    def minus(self, inside: str) -> str:
        return f"−{inside}"


def _write(expr: sympy.Expr, place: int, style: _Typst) -> str:
    """Write an expression that stands in a sum, a product or a power; parentheses where it must."""
    if expr.is_Add:
        text = _sum(expr, style)
        return style.group(text) if place > _SUM else text
    if expr.is_Rational:
        text = str(expr) if expr.is_Integer else style.fraction(str(abs(expr.p)), str(expr.q))
        if expr.is_Integer:
            return style.minus(str(-expr)) if expr < 0 else text
        return style.group(style.minus(text)) if expr < 0 and place > _SUM else (style.minus(text) if expr < 0 else text)
    if expr.is_Mul:
        text = _product(expr, style)
        return style.group(text) if place >= _POWER else text
    if expr.is_Pow:
        return _power(expr, style)
    if isinstance(expr, sympy.exp):
        return style.power("e", _write(expr.args[0], _SUM, style))
    if expr is sympy.pi:
        return style.pi
    if expr is sympy.E:
        return "e"
    if expr.is_Function and not isinstance(expr, AppliedUndef):
        return style.function(type(expr).__name__, _write(expr.args[0], _SUM, style))
    return str(expr)


def _sum(expr: sympy.Expr, style: _Typst) -> str:
    text = ""
    for index, term in enumerate(expr.as_ordered_terms()):
        negative = term.could_extract_minus_sign()
        body = _write(-term if negative else term, _PRODUCT, style)
        if index:
            text += f" {style.minus('').strip()} {body}" if negative else f" + {body}"
        else:
            text = style.minus(body) if negative else body
    return text


def _product(expr: sympy.Expr, style: _Typst) -> str:
    if expr.could_extract_minus_sign():
        return style.minus(_write(-expr, _PRODUCT, style))
    top, bottom = expr.as_numer_denom()
    if isinstance(bottom, sympy.exp) or bottom.has(sympy.exp) and bottom.is_Mul:
        top, bottom = expr, sympy.S.One
    if bottom != 1:
        return style.fraction(_write(top, _SUM, style), _write(bottom, _SUM, style))
    factors = [_write(factor, _PRODUCT, style) for factor in top.as_ordered_factors()]
    text = factors[0]
    for factor in factors[1:]:
        dot = factor[0].isdigit()
        text += (" dot.op " if isinstance(style, _Typst) and not isinstance(style, _Plain) else "·") + factor if dot else style.space + factor
    return text


def _power(expr: sympy.Expr, style: _Typst) -> str:
    base, exponent = expr.as_base_exp()
    if exponent == sympy.Rational(1, 2):
        return style.root(_write(base, _SUM, style))
    if exponent.is_Rational and exponent < 0:
        return style.fraction("1", _write(base**-exponent, _SUM, style))
    if base.is_Function and not isinstance(base, sympy.exp):
        name, inside = type(base).__name__, _write(base.args[0], _SUM, style)
        return style.power(name, _write(exponent, _SUM, style)) + f"({inside})"
    return style.power(_write(base, _ATOM, style), _write(exponent, _SUM, style))
