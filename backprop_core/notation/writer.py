"""Walks an expression and has each part written in a notation."""

from __future__ import annotations

import re

import sympy

from backprop_core.functions import BY_KIND
from backprop_core.notation.plain import PlainNotation
from backprop_core.notation.protocol import Notation
from backprop_core.notation.spoken import SpokenNotation
from backprop_core.notation.typst import TypstNotation

_SUM, _PRODUCT, _POWER = range(3)
_INDEXED = re.compile(r"([A-Za-z])_?(\d+)")


def to_typst(expr: sympy.Expr) -> str:
    """Return an expression as Typst mathematics, higher powers first."""
    return _write(expr, _SUM, TypstNotation())


def to_plain(expr: sympy.Expr) -> str:
    """Return an expression as plain text, such as `x² + 2y²`."""
    return _write(expr, _SUM, PlainNotation())


def to_spoken(expr: sympy.Expr) -> str:
    """Return an expression as words, such as `x squared plus two y squared`."""
    return _write(expr, _SUM, SpokenNotation())


def _write(expr: sympy.Expr, place: int, notation: Notation) -> str:
    """Write an expression that stands in a sum, as a factor or under a power; parentheses where it must."""
    if expr.is_Add:
        text = _sum(expr, notation)
        return notation.group(text) if place > _SUM else text
    if expr.is_Rational or expr.is_Float:
        text = _number(expr, notation)
        bare = place == _SUM or (expr >= 0 and (expr.is_Integer or place < _POWER))
        return text if bare else notation.group(text)
    if isinstance(expr, sympy.exp):
        return notation.power("e", _write(expr.args[0], _SUM, notation))
    if expr.is_Mul:
        text = _product(expr, notation)
        negative = expr.could_extract_minus_sign()
        return notation.group(text) if place == _POWER or (negative and place > _SUM) else text
    if expr.is_Pow:
        text = _power(expr, notation)
        return notation.group(text) if place == _POWER else text
    if expr in (sympy.pi, sympy.E):
        return notation.constant("pi" if expr is sympy.pi else "e")
    if expr.is_Function:
        return notation.function(*_call(expr, notation))
    indexed = _INDEXED.fullmatch(str(expr))
    return notation.indexed(*indexed.groups()) if indexed else notation.name(str(expr))


def _call(expr: sympy.Expr, notation: Notation) -> tuple[str, str]:
    """Return the name of a function and its arguments as they are written."""
    arguments = [_write(argument, _SUM, notation) for argument in expr.args]
    return BY_KIND[expr.func].name, notation.separator.join(arguments)


def _number(expr: sympy.Expr, notation: Notation) -> str:
    if expr.is_Float:
        size = notation.number(format(abs(float(expr)), ".4g"))
    elif expr.is_Integer:
        size = notation.number(str(abs(expr)))
    else:
        size = notation.fraction(notation.number(str(abs(expr.p))), notation.number(str(expr.q)))
    return notation.minus(size) if expr < 0 else size


def _sum(expr: sympy.Expr, notation: Notation) -> str:
    """Write the terms, higher powers first, but begin with one that is added if there is one."""
    terms = list(expr.as_ordered_terms())
    first = next((i for i, term in enumerate(terms) if not term.could_extract_minus_sign()), 0)
    terms.insert(0, terms.pop(first))
    text = ""
    for index, term in enumerate(terms):
        negative = term.could_extract_minus_sign()
        body = _write(-term if negative else term, _PRODUCT, notation)
        if index:
            text += f" {notation.minus_sign if negative else notation.plus_sign} {body}"
        else:
            text = notation.minus(body) if negative else body
    return text


def _product(expr: sympy.Expr, notation: Notation) -> str:
    if expr.could_extract_minus_sign():
        return notation.minus(_write(-expr, _PRODUCT, notation))
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
        return _factors(over, notation)
    return notation.fraction(_factors(over, notation), _factors(under, notation))


def _factors(factors: list[sympy.Expr], notation: Notation) -> str:
    """Write factors side by side: numbers, symbols, sums, functions, sums of functions, powers of e."""
    if len(factors) < 2:
        return _write(factors[0], _SUM, notation) if factors else notation.number("1")
    return notation.product([_write(factor, _PRODUCT, notation) for factor in sorted(factors, key=_rank)])


def _rank(factor: sympy.Expr) -> int:
    base = factor.base if factor.is_Pow else factor
    if isinstance(factor, sympy.exp):
        return 5
    if base.is_Function:
        return 3
    if base.is_Add:
        return 4 if base.atoms(sympy.Function) - base.atoms(sympy.exp) else 2
    return 1 if factor.free_symbols else 0


def _power(expr: sympy.Expr, notation: Notation) -> str:
    base, exponent = expr.args
    if exponent == sympy.Rational(1, 2):
        return notation.root(_write(base, _SUM, notation))
    if exponent.is_Rational and exponent < 0:
        return notation.fraction(notation.number("1"), _write(base**-exponent, _SUM, notation))
    raised = _write(exponent, _SUM, notation)
    if base.is_Function and not isinstance(base, sympy.exp | sympy.Abs):
        return notation.function(*_call(base, notation), raised)
    return notation.power(_write(base, _POWER, notation), raised)
