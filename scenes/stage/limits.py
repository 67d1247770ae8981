"""What a chapter cannot show, in words for whoever asked for it. Knows no Manim."""

from __future__ import annotations

from config import Settings


def chains_only(settings: Settings) -> str:
    """Return why a chapter that follows one chain cannot show a network, empty if it can."""
    return "" if settings.lecture.network.is_chain else "it needs a chain: one neuron a layer"
