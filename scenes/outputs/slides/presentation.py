"""Slides as manim-slides knows them."""

from __future__ import annotations

from collections.abc import Sequence

from manim_slides.config import PresentationConfig

from scenes.outputs.slides.slide import Slide


def presentation(slides: Sequence[Slide]) -> PresentationConfig:
    """Return the slides with their films, loops and notes."""
    shown = [
        {"file": slide.film, "rev_file": slide.film, "loop": slide.loop, "notes": slide.notes}
        for slide in slides
    ]
    return PresentationConfig.model_validate({"slides": shown})
