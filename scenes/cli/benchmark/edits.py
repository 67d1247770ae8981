"""Small edits of a scene's source, as a maker makes them: another word in a sentence, a slower animation."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from scenes.film.errors import ProductionError

_SLOWER = 1.25


def with_other_sentence(source: str, costs: Mapping[str, float], word: str) -> str:
    """Return the source with a word more in one sentence, a literal in `words("...")`.

    It is that of the beat in the middle of the costs (seconds by beat) among those that name their beat and
    their sentence in one call; where none does, the one in the middle of the file. Raises `ProductionError`
    where no sentence is a literal.
    """
    tree = ast.parse(source)
    named = [
        (name, sentence)
        for call in _calls(tree, "beat")
        if (name := _beat_name(call)) in costs
        and len(call.args) > 1
        and (sentence := _sentence(call.args[1]))
    ]
    every = [sentence for call in _calls(tree, "words") if (sentence := _sentence(call))]
    chosen = _middle(named, costs) or (every[len(every) // 2] if every else None)
    if chosen is None:
        raise ProductionError("bench: the scene says no sentence that is a literal")
    return _replaced(source, chosen, repr(f"{str(chosen.value).rstrip('.')} {word}."))


def with_slower_animation(source: str, costs: Mapping[str, float]) -> str:
    """Return the source with a longer `run_time=` of one play call, in the beat in the middle of the costs.

    Raises `ProductionError` where no beat with a literal name has such a number.
    """
    found = [
        (name, number)
        for block in ast.walk(ast.parse(source))
        if isinstance(block, ast.With)
        for call in _calls(block.items[0].context_expr, "beat")
        if (name := _beat_name(call)) in costs and (number := next(_run_times(block), None))
    ]
    chosen = _middle(found, costs)
    if chosen is None:
        raise ProductionError("bench: the scene has no run_time that is a number")
    assert isinstance(chosen.value, int | float)
    return _replaced(source, chosen, repr(chosen.value * _SLOWER))


def _middle(found: list[tuple[str, ast.Constant]], costs: Mapping[str, float]) -> ast.Constant | None:
    by_cost = sorted(found, key=lambda one: costs[one[0]])
    return by_cost[len(by_cost) // 2][1] if by_cost else None


def _calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function or method of a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if (isinstance(called, ast.Name) and called.id == name) or (
                isinstance(called, ast.Attribute) and called.attr == name
            ):
                yield node


def _beat_name(call: ast.Call) -> str:
    """Return the literal that a beat is called, "" if it is none."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _sentence(node: ast.expr) -> ast.Constant | None:
    """Return the literal in `words("...")`, None for anything else."""
    if not (isinstance(node, ast.Call) and any(call is node for call in _calls(node, "words")) and node.args):
        return None
    text = node.args[0]
    return text if isinstance(text, ast.Constant) and isinstance(text.value, str) else None


def _run_times(block: ast.With) -> Iterator[ast.Constant]:
    """Yield the numbers given as `run_time` to play calls in a block."""
    for call in _calls(block, "play"):
        for keyword in call.keywords:
            number = keyword.value
            if keyword.arg == "run_time" and isinstance(number, ast.Constant):
                yield number


def _replaced(source: str, node: ast.Constant, text: str) -> str:
    """Return the source with other text in a node's place; `ast` counts columns in bytes of UTF-8."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    lines = source.encode().split(b"\n")
    before = b"\n".join([*lines[: node.lineno - 1], lines[node.lineno - 1][: node.col_offset]])
    after = b"\n".join([lines[node.end_lineno - 1][node.end_col_offset :], *lines[node.end_lineno :]])
    return (before + text.encode() + after).decode()
