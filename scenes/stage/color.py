"""Tints that cover what lies under them."""

from __future__ import annotations

from manim import ManimColor

TINT = 0.13
"""Share of a colour in a box's usual tint."""


def tinted(background: str, color: str, share: float = TINT) -> ManimColor:
    """Return the colour of a see-through tint on the background, for plates that hide what is under them."""
    return ManimColor(background).interpolate(ManimColor(color), share)
