"""The signs, names and numbers that a text is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backprop_core.functions import ALIASES
from backprop_core.syntax.tree import ExpressionError

_RAISED, _DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+"
_TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*|π)"
    rf"|(?P<raised>[⁻⁺]?[{_RAISED[:10]}]+)|(?P<sign>\*\*|[-+*/^(),|−·⋅×÷])",
    re.ASCII,
)
_SPELLINGS = {"−": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "^": "**", "π": "pi", **ALIASES}
"""What is read as something else."""


@dataclass(frozen=True)
class Token:
    """A part of the text: number, name, raised, sign or end; as written and where."""

    kind: str
    written: str
    position: int

    @property
    def text(self) -> str:
        """What it is read as."""
        return _SPELLINGS.get(self.written, self.written)

    @property
    def end(self) -> int:
        """The character after it."""
        return self.position + len(self.written)


def tokens(text: str) -> list[Token]:
    """Return what a text is made of, an end last. Raises `ExpressionError`."""
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(text, position, f"{text[position]!r} is not allowed")
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup or "", match.group(), position))
        position = match.end()
    return [*found, Token("end", "", len(text))]


def raised_number(token: Token) -> str:
    """Return raised digits on the line."""
    return token.written.translate(str.maketrans(_RAISED, _DIGITS))
