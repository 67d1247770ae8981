"""Walks an expression and has each part written in a style."""

from __future__ import annotations

import re

import sympy

from backprop_core.notation.plain import PlainStyle
from backprop_core.notation.spoken import SpokenStyle
from backprop_core.notation.style import Style
from backprop_core.notation.typst import TypstStyle

_SUM, _PRODUCT, _POWER = range(3)
_INDEXED = re.compile(r"([A-Za-z])_?(\d+)")


def to_typst(expr: sympy.Expr) -> str:
    """Return an expression as Typst mathematics, higher powers first."""
    return _write(expr, _SUM, TypstStyle())


def to_plain(expr: sympy.Expr) -> str:
    """Return an expression as plain text, such as `x² + 2y²`."""
    return _write(expr, _SUM, PlainStyle())


def to_spoken(expr: sympy.Expr) -> str:
    """Return an expression as words, such as `x squared plus two y squared`."""
    return _write(expr, _SUM, SpokenStyle())


def _write(expr: sympy.Expr, place: int, style: Style) -> str:
    """Write an expression that stands in a sum, as a factor or under a power; parentheses where it must."""
    if expr.is_Add:
        text = _sum(expr, style)
        return style.group(text) if place > _SUM else text
    if expr.is_Rational or expr.is_Float:
        text = _number(expr, style)
        bare = place == _SUM or (expr >= 0 and (expr.is_Integer or place < _POWER))
        return text if bare else style.group(text)
    if isinstance(expr, sympy.exp):
        return style.power("e", _write(expr.args[0], _SUM, style))
    if expr.is_Mul:
        text = _product(expr, style)
        negative = expr.could_extract_minus_sign()
        return style.group(text) if place == _POWER or (negative and place > _SUM) else text
    if expr.is_Pow:
        text = _power(expr, style)
        return style.group(text) if place == _POWER else text
    if expr in (sympy.pi, sympy.E):
        return style.constant("pi" if expr is sympy.pi else "e")
    if expr.is_Function:
        return style.function(type(expr).__name__.lower(), _write(expr.args[0], _SUM, style))
    indexed = _INDEXED.fullmatch(str(expr))
    return style.indexed(*indexed.groups()) if indexed else style.name(str(expr))


def _number(expr: sympy.Expr, style: Style) -> str:
    if expr.is_Float:
        size = style.number(format(abs(float(expr)), ".4g"))
    elif expr.is_Integer:
        size = style.number(str(abs(expr)))
    else:
        size = style.fraction(style.number(str(abs(expr.p))), style.number(str(expr.q)))
    return style.minus(size) if expr < 0 else size


def _sum(expr: sympy.Expr, style: Style) -> str:
    """Write the terms, higher powers first, but begin with one that is added if there is one."""
    terms = list(expr.as_ordered_terms())
    first = next((i for i, term in enumerate(terms) if not term.could_extract_minus_sign()), 0)
    terms.insert(0, terms.pop(first))
    text = ""
    for index, term in enumerate(terms):
        negative = term.could_extract_minus_sign()
        body = _write(-term if negative else term, _PRODUCT, style)
        if index:
            text += f" {style.minus_sign if negative else style.plus_sign} {body}"
        else:
            text = style.minus(body) if negative else body
    return text


def _product(expr: sympy.Expr, style: Style) -> str:
    if expr.could_extract_minus_sign():
        return style.minus(_write(-expr, _PRODUCT, style))
    over, under = [], []
    for factor in expr.as_ordered_factors():
        if factor.is_Rational and not factor.is_Integer:
            over += [sympy.Integer(factor.p)] if factor.p != 1 else []
            under.append(sympy.Integer(factor.q))
        elif factor.is_Pow and factor.exp.is_Rational and factor.exp < 0:
            under.append(factor.base**-factor.exp)
        else:
            over.append(factor)
    if not under:
        return _factors(over, style)
    return style.fraction(_factors(over, style), _factors(under, style))


def _factors(factors: list[sympy.Expr], style: Style) -> str:
    """Write factors side by side: numbers, symbols, sums, functions, and powers of e at the end."""
    if len(factors) < 2:
        return _write(factors[0], _SUM, style) if factors else style.number("1")
    return style.product([_write(factor, _PRODUCT, style) for factor in sorted(factors, key=_rank)])


def _rank(factor: sympy.Expr) -> int:
    base = factor.base if factor.is_Pow else factor
    if isinstance(factor, sympy.exp):
        return 4
    if base.is_Function:
        return 3
    if base.is_Add:
        return 2
    return 1 if factor.free_symbols else 0


def _power(expr: sympy.Expr, style: Style) -> str:
    base, exponent = expr.args
    if exponent == sympy.Rational(1, 2):
        return style.root(_write(base, _SUM, style))
    if exponent.is_Rational and exponent < 0:
        return style.fraction(style.number("1"), _write(base**-exponent, _SUM, style))
    raised = _write(exponent, _SUM, style)
    if base.is_Function and not isinstance(base, sympy.exp | sympy.Abs):
        return style.function(type(base).__name__.lower(), _write(base.args[0], _SUM, style), raised)
    return style.power(_write(base, _POWER, style), raised)
