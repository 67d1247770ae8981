"""How the lecture looks: one colour a meaning, and the colours of the heatmap."""

from __future__ import annotations

from typing import Annotated

from config.model import Refusal, Table
from config.numbers import Colour, one_of

LEAST_CONTRAST = 4.5
"""Contrast of text against the background, as WCAG 2 measures it."""

ColorMapName = Annotated[str, one_of("inferno", "magma", "plasma", "viridis", "cividis")]


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
        """Refuse a colour that cannot be read on the background."""
        for name in type(self).model_fields:
            if name in ("background", "heatmap"):
                continue
            reached = contrast(getattr(self, name), self.background)
            if reached < LEAST_CONTRAST:
                return Refusal(
                    (name, "background"),
                    f"its contrast against the background is {reached:.2f}, give {LEAST_CONTRAST} or more",
                )
        return None


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
