"""How the lecture looks: one colour a meaning, and the colours of the heatmap."""

from __future__ import annotations

from itertools import combinations
from typing import Annotated

from config.model import Refusal, Table
from config.numbers import Colour, one_of

LEAST_CONTRAST = 4.5
"""Contrast of text against the background, as WCAG 2 measures it."""

LEAST_APART = 12
"""How far two colours must differ in one of red, green and blue, of 255."""

ColorMapName = Annotated[str, one_of("loss", "inferno", "magma", "plasma", "viridis", "cividis")]


class Theme(Table):
    """Colours as `#RRGGBB`; each of them has one meaning throughout."""

    background: Colour
    ink: Colour
    dimmed: Colour
    input: Colour
    weight: Colour
    pre_activation: Colour
    activation: Colour
    loss: Colour
    target: Colour
    gradient: Colour
    heatmap: ColorMapName

    def refusals(self) -> Refusal | None:
        """Refuse colours that cannot be read on the background, all at once, and two that are alike."""
        names = [name for name in type(self).model_fields if name not in ("background", "heatmap")]
        reached = {name: contrast(getattr(self, name), self.background) for name in names}
        faint = [name for name in names if reached[name] < LEAST_CONTRAST]
        if faint:
            found = ", ".join(f"{name} ({reached[name]:.2f})" for name in faint)
            return Refusal(
                (*faint, "background"),
                f"too little contrast against the background {self.background}: {found}; "
                f"give colours with {LEAST_CONTRAST} or more",
            )
        for first, second in combinations(names, 2):
            if _apart(getattr(self, first), getattr(self, second)) < LEAST_APART:
                return Refusal(
                    (second, first),
                    f"{first} and {second} have one colour and two meanings, give each its own colour",
                )
        return None


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _apart(first: str, second: str) -> int:
    """Return the largest difference between two colours in red, green or blue."""
    return max(abs(int(first[i : i + 2], 16) - int(second[i : i + 2], 16)) for i in (1, 3, 5))


def _luminance(colour: str) -> float:
    shares = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
