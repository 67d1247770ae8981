"""Typst mathematics, as lines are typeset from it, cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from backprop_core.quantity import Piece
from scenes.stage.lettering.typesetting import Source

TokenKind = Literal["number", "name", "text", "sign", "relation", "break", "symbol", "shown", "end"]

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "sigma": "σ", "phi": "φ", "Phi": "Φ", "nabla": "∇", "pi": "π",
}  # fmt: skip
"""How names that Typst spells out are written in the plain names of quantities."""

_RELATIONS = {"=": "=", "approx": "≈", "≈": "≈", "<": "<", ">": ">"}
_PRODUCTS = {"dot.op": "*", "dot": "*", "times": "*", "dot.c": "*", "*": "*", "×": "*", "·": "*"}
_BY_ENTRY = ("dot.o", "dot.circle", "circle.small", "compose", "⊙", "∘")
_SPACES = ("thin", "med", "thick", "space", "zws", "&")
_BREAKS = (
    *("arrow", "arrow.l", "arrow.r", "arrow.l.long", "arrow.r.long", "arrow.r.double", "->", "<-", "=>"),
    *("<=", ">=", "!=", "lt", "gt", "prop", "colon.eq", "quad", "wide", ";", ":", "\\"),
)
_PART = re.compile(r'#part\("#([0-9a-f]{6})", \$.*?\$\)')
_TOKEN = re.compile(
    r"""(?P<space>\s+|\#h\([^)]*\)|\#box\([^)]*\))
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<text>"[^"]*")
      | (?P<name>[A-Za-z]+(?:\.[a-z]+)*)
      | (?P<sign><=|>=|!=|->|<-|=>|[-+*/^_(),'=≈<>;:&×·⊙∘−|\\?!])""",
    re.VERBOSE,
)


class UnreadableError(ValueError):
    """A formula that cannot be read: it holds something whose value is not known here."""


@dataclass(frozen=True)
class Token:
    """A token: its kind, its text, and the piece that it stands for whole, if it does."""

    kind: TokenKind
    text: str
    piece: Piece | None = None


def pieces_in(source: Source) -> list[Piece]:
    """Return everything that a line was typeset from in order: its pieces, and the markup between them."""
    body = source.body.removeprefix("$").removesuffix("$")
    if body.startswith("display(") and body.endswith(")"):
        body = body[len("display(") : -1]
    found: list[Piece] = []
    position = 0
    for part in _PART.finditer(body):
        found.append(Piece(body[position : part.start()], "literal"))
        found.append(source.pieces[int(part.group(1), 16) - 1])
        position = part.end()
    return [piece for piece in (*found, Piece(body[position:], "literal")) if piece.typst.strip()]


def tokens_of(pieces: Iterable[Piece]) -> Iterator[Token]:
    """Yield the tokens of a line; a number and a quantity's own name are one token each.

    Raises `UnreadableError` for a character that formulas are not written with.
    """
    for piece in pieces:
        if piece.kind == "number" and piece.quantity is not None:
            yield Token("shown", piece.quantity.name, piece)
        elif is_own_name(piece):
            assert piece.quantity is not None
            yield Token("symbol", piece.quantity.name, piece)
        else:
            yield from _cut(piece.typst)
    yield Token("end", "")


def is_own_name(piece: Piece) -> bool:
    """Tell whether a piece is a quantity's symbol and nothing else."""
    quantity = piece.quantity
    return (
        piece.kind == "symbol"
        and quantity is not None
        and piece.typst == quantity.symbol.typst
        and any(character.isalpha() for character in piece.typst)
    )


def _cut(source: str) -> Iterator[Token]:
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise UnreadableError(f"{source[position:]!r} is not read")
        position = match.end()
        text, kind = match.group(), match.lastgroup
        if kind == "space" or text in _SPACES:
            continue
        if text in _RELATIONS:
            yield Token("relation", _RELATIONS[text])
        elif text in _BREAKS:
            yield Token("break", text)
        elif text in _PRODUCTS:
            yield Token("sign", "*")
        elif text in _BY_ENTRY:
            yield Token("sign", "⊙")
        elif kind == "number":
            yield Token("number", text)
        elif kind == "text":
            yield Token("text", text[1:-1])
        elif kind == "name":
            yield Token("name", text)
        else:
            yield Token("sign", "-" if text == "−" else text)
