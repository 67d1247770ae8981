"""The config's expressions worked out in mpmath: Python's own grammar, a closed set of names and signs."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence

from scenes.audit.truth.activations import ACTIVATIONS, CALLED
from scenes.audit.truth.precision import Real, big, mp
from scenes.audit.truth.typed import python_source

_SIGNS: dict[type[ast.operator], Callable[[Real, Real], Real]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


FUNCTIONS: dict[str, Callable[..., Real]] = {
    **{name: row.of for name, row in ACTIVATIONS.items() if name != "identity"},
    **{name: getattr(mp, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "erf")},
    **{name: getattr(mp, name) for name in ("asin", "acos", "atan", "asinh", "acosh", "atanh")},
    "log": mp.log,
    "log2": lambda z: mp.log(z) / mp.log(2),
    "log10": lambda z: mp.log(z) / mp.log(10),
    "sqrt": mp.sqrt,
    **{name: CALLED[name].of for name in ("abs", "sign", "step")},
    "max": max,
    "min": min,
}


def _arity(name: str) -> int:
    """Return how many values a function takes; none is known of what is no function."""
    return 2 if name in ("max", "min") else 1 if name in FUNCTIONS else -1


def function_of(text: str, *variables: str) -> Callable[..., Real]:
    """Return the function that an expression in the variables states, as people type it.

    Decimals are read exactly as written. Raises `ValueError` for anything but numbers, the variables, pi,
    e, the functions of `FUNCTIONS`, and + - * / and powers.
    """
    tree, source = tree_of(text, variables)

    def value(*at: Real) -> Real:
        return value_of(tree, source, dict(zip(variables, at, strict=True)))

    return value


def tree_of(text: str, variables: Sequence[str]) -> tuple[ast.expr, str]:
    """Return Python's tree of an expression, and the source that its nodes are places in."""
    source = python_source(text, tuple(FUNCTIONS))
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"{text!r} is not an expression") from error
    _check(tree, variables)
    return tree, source


def _check(node: ast.AST, variables: Sequence[str]) -> None:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            _check(left, variables)
            _check(right, variables)
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=inside):
            _check(inside, variables)
        case ast.Call(func=ast.Name(id=name), args=inside, keywords=[]) if len(inside) == _arity(name):
            for argument in inside:
                _check(argument, variables)
        case ast.Name(id=name) if name in variables or name in ("pi", "e"):
            pass
        case ast.Constant(value=number) if type(number) in (int, float):
            pass
        case _:
            raise ValueError(f"{ast.unparse(node)!r} is not allowed")


def value_of(node: ast.expr, source: str, at: Mapping[str, Real]) -> Real:
    """Work a tree out."""
    parts = [value_of(part, source, at) for part in parts_of(node)]
    return operation_of(node)(*parts) if parts else leaf(node, source, at)


def parts_of(node: ast.expr) -> list[ast.expr]:
    """Return what an operation works on, in the order in which it is written."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.UnaryOp(operand=inside):
            return [inside]
        case ast.Call(args=inside):
            return list(inside)
    return []


def operation_of(node: ast.expr) -> Callable[..., Real]:
    """Return what an operation makes of its parts. Raises `KeyError` for one that is not known."""
    match node:
        case ast.BinOp(op=op):
            return _SIGNS[type(op)]
        case ast.UnaryOp(op=sign):
            return operator.neg if isinstance(sign, ast.USub) else operator.pos
        case ast.Call(func=ast.Name(id=name)):
            return FUNCTIONS[name]
    raise KeyError(ast.unparse(node))


def leaf(node: ast.expr, source: str, at: Mapping[str, Real]) -> Real:
    """Return the value of a name or of a number, which is read exactly as it is written."""
    if isinstance(node, ast.Name):
        return at[node.id] if node.id in at else +getattr(mp, node.id)
    return big(ast.get_source_segment(source, node) or "")
