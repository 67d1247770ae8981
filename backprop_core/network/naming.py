"""How the values of a network are named: keys in code, symbols on screen, words for the voice.

In a chain, where every layer is one neuron wide, the first weight is w₁ (key `w1`). Elsewhere indices follow:
layer, neuron, and for a weight the input that it weighs, from 1: w₁[2,3] is `w1.2.3`.
"""

from __future__ import annotations

from backprop_core.quantity import Role, Symbol
from backprop_core.spoken import spoken_number

LOWERED_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

ROLES: dict[str, Role] = {
    "x": "input",
    "w": "weight",
    "b": "weight",
    "z": "pre_activation",
    "a": "activation",
    "y": "target",
    "L": "loss",
}
"""Role of a value by its letter."""


def key_of(letter: str, layer: int | None, *indices: int) -> str:
    """Return the key of a value; `layer` is None for inputs, targets and the loss. Indices count from 0."""
    stem = letter if layer is None else f"{letter}{layer}"
    return ".".join([stem, *(str(index + 1) for index in indices)])


def symbol_of(letter: str, layer: int | None, *indices: int) -> Symbol:
    """Return the symbol of a value, with its indices if it has any."""
    numbers = [str(index + 1) for index in indices]
    lower = ([] if layer is None else [str(layer)]) + numbers
    script = lower[0] if len(lower) == 1 else f"({','.join(lower)})"
    typst = f"{letter}_{script}" if lower else letter
    plain = letter if layer is None else f"{letter}{str(layer).translate(LOWERED_DIGITS)}"
    plain += f"[{','.join(numbers)}]" if numbers else ""
    return Symbol(typst, plain, " ".join([letter, *map(spoken_number, lower)]), ROLES[letter])


def vector_symbol(letter: str, layer: int | None) -> Symbol:
    """Return the symbol of a layer's vector, bold; of its matrix of weights for the letter `w`."""
    written = letter.upper() if letter == "w" else letter
    one = symbol_of(letter, layer)
    return Symbol(
        f"bold({one.typst.replace(letter, written, 1)})",
        one.plain.replace(letter, written, 1),
        one.spoken,
        one.role,
    )


def delta_symbol(layer: int, *indices: int) -> Symbol:
    """Return the symbol of δ, the gradient of the loss by a weighted sum."""
    one = symbol_of("z", layer, *indices)
    return Symbol(
        one.typst.replace("z", "delta", 1),
        one.plain.replace("z", "δ", 1),
        f"delta{one.spoken[1:]}",
        "gradient",
    )
