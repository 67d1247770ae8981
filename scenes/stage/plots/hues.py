"""The hues of a function's two inputs: each variable has its own wherever it stands."""

from __future__ import annotations

from config import Theme


def hues(theme: Theme) -> tuple[str, str]:
    """Return the colours of x and of y: an input's, and the one that the letter y has in every chapter."""
    return theme.input, theme.target
