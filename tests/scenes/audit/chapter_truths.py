"""The truth of the lecture's chapters, by their names."""

from __future__ import annotations

from config import Settings
from scenes.audit.truth import Truth, truth_of
from scenes.course import COURSE


def chapter_truth(name: str, settings: Settings) -> Truth:
    """Return what the audit knows of a chapter of the lecture."""
    return truth_of(f"scenes.chapters.{name}.truth", COURSE.index(name) + 1, settings)
