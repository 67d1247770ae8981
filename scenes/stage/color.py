"""Colours mixed from two: tints that cover what lies under them."""

from __future__ import annotations

from manim import ManimColor

TINT = 0.13
"""Share of a colour in a box's usual tint."""


def mixed(background: str, color: str, share: float = TINT) -> ManimColor:
    """Return a colour with so much of another in it: what a see-through tint on a background looks like."""
    return ManimColor(background).interpolate(ManimColor(color), share)
