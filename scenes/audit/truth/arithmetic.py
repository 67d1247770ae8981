"""The config's expressions worked out in mpmath: Python's own grammar, a closed set of names and signs."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

from scenes.audit.truth.activations import sigmoid
from scenes.audit.truth.precision import Real, big, mp

_SIGNS: dict[type[ast.operator], Callable[[Real, Real], Real]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


FUNCTIONS: dict[str, Callable[[Real], Real]] = {
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "exp": mp.exp,
    "log": mp.log,
    "sqrt": mp.sqrt,
    "tanh": mp.tanh,
    "sigmoid": sigmoid,
}


def function_of(text: str, *variables: str) -> Callable[..., Real]:
    """Return the function that an expression in the variables states; `^` is a power.

    Decimals are read exactly as written. Raises `ValueError` for anything but numbers, the variables, pi,
    e, the functions of `FUNCTIONS`, and + - * / and powers.
    """
    source = text.strip().replace("^", "**")
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"{text!r} is not an expression") from error
    _check(tree, variables)

    def value(*at: Real) -> Real:
        return _value(tree, source, dict(zip(variables, at, strict=True)))

    return value


def _check(node: ast.AST, variables: tuple[str, ...]) -> None:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            _check(left, variables)
            _check(right, variables)
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=inside):
            _check(inside, variables)
        case ast.Call(func=ast.Name(id=name), args=[inside], keywords=[]) if name in FUNCTIONS:
            _check(inside, variables)
        case ast.Name(id=name) if name in variables or name in ("pi", "e"):
            pass
        case ast.Constant(value=number) if type(number) in (int, float):
            pass
        case _:
            raise ValueError(f"{ast.unparse(node)!r} is not allowed")


def _value(node: ast.expr, source: str, at: dict[str, Real]) -> Real:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _SIGNS[type(op)](_value(left, source, at), _value(right, source, at))
        case ast.UnaryOp(op=sign, operand=inside):
            value = _value(inside, source, at)
            return -value if isinstance(sign, ast.USub) else value
        case ast.Call(func=ast.Name(id=name), args=[inside]):
            return FUNCTIONS[name](_value(inside, source, at))
        case ast.Name(id=name):
            return at[name] if name in at else +getattr(mp, name)
        case _:
            return big(ast.get_source_segment(source, node) or "")
