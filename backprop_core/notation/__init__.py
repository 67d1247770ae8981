"""Expressions as Typst mathematics, as plain text and as spoken words."""

from backprop_core.notation.writer import to_plain, to_spoken, to_typst

__all__ = ["to_plain", "to_spoken", "to_typst"]
