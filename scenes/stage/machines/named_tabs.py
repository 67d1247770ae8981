"""Tabs of gradients with their names, where names and digits can be read in the room that there is."""

from __future__ import annotations

from collections.abc import Iterable

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import fit
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.lettering import digits
from scenes.stage.lettering.fitting import READABLE

_SNUG, _MARGIN, _WIDE, _CLEARLY = 0.92, 0.18, 100.0, 1.17
"""Share of its width that the line of a named tab may take; free space in one with digits alone; a width in
which every line has room; how much larger than what can just be read names must be."""


def gradient_tab(theme: Theme, gradient: Quantity, width: float, size: float, *, named: bool) -> GradientTab:
    """Return a tab of a width, with digits that are as large as there is room."""
    tab = GradientTab(theme, gradient, width, named=named, size=size)
    if named:
        tab.line.scale(_SNUG)
    else:
        fit(tab.line, max(width - _MARGIN, digits.width(tab.quantity.text) * READABLE)).move_to(tab.frame)
    return tab


def can_be_named(theme: Theme, tabs: Iterable[tuple[Quantity, float]], size: float) -> bool:
    """Tell whether the names and digits of all gradients can be read in tabs of their widths."""
    return all(_size_of(theme, gradient, width, size) >= _CLEARLY * READABLE for gradient, width in tabs)


def _size_of(theme: Theme, gradient: Quantity, width: float, size: float) -> float:
    """Return the type size of a named tab's line."""
    natural, drawn = (GradientTab(theme, gradient, one, named=True, size=size).line for one in (_WIDE, width))
    return size * _SNUG * float(drawn.width) / float(natural.width)
