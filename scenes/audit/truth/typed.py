"""Expressions as people type them, rewritten in Python's grammar: 2x, 3(x + 1), x², |x|, ln, − and ·."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z_]\w*|π)"
    r"|(?P<raised>[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<sign>\*\*|\S))",
    re.ASCII,
)
_SIGNS = {"^": "**", "−": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "π": "pi", "ln": "log"}
_ON_THE_LINE = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")


def python_source(text: str, functions: Sequence[str]) -> str:
    """Return the text with every product, power and absolute value spelled out.

    A power between a function's name and its bracket, as in sin²(x), is moved behind the bracket.
    """
    written: list[str] = []
    ended = joins = False  # whether a value ends here, and whether another one right behind it is a factor
    bars: list[list[str]] = [[]]
    powers: list[str] = []
    waiting = ""
    for kind, part in _parts(text, functions):
        opens = part == "(" or (part == "|" and not (ended and bars[-1]))
        if joins and (opens or kind == "name"):
            written.append("*")
        joins = kind in ("number", "raised") or part in (")", "pi") or (part == "|" and not opens)
        ended = joins or (kind == "name" and part not in functions)
        if kind == "power":
            waiting = f"**({part})"
        elif part == "|" and opens:
            bars[-1].append("|")
            written.append("abs(")
        elif part == "|":
            bars[-1].pop()
            written.append(")")
        elif part == "(":
            bars.append([])
            powers.append(waiting)
            waiting = ""
            written.append("(")
        elif part == ")":
            bars.pop()
            written.append(")" + (powers.pop() if powers else ""))
        else:
            written.append(f"**({part})" if kind == "raised" else part)
    return "".join(written)


def _parts(text: str, functions: Sequence[str]) -> list[tuple[str, str]]:
    """Return kinds and texts of the parts; a power right behind a function's name is of the kind `power`."""
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(text.strip()):
        kind, part = match.lastgroup or "", match.group(match.lastgroup or 0)
        part = _SIGNS.get(part, part).translate(_ON_THE_LINE)
        if found and found[-1][1] in functions and kind == "raised":
            kind = "power"
        elif len(found) > 1 and found[-2][1] in functions and found[-1][1] == "**":
            found.pop()
            kind = "power"
        found.append((kind, part))
    return found
