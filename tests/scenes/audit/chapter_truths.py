"""The truth of the lecture's chapters, by their names."""

from __future__ import annotations

from config import Settings
from scenes.audit.truth import Truth, truth_of
from scenes.course import COURSE


def chapter_truth(name: str, settings: Settings) -> Truth:
    """Return what the audit knows of a chapter of the lecture."""
    number = [scene.id for scene in COURSE.scenes].index(name) + 1
    return truth_of(f"scenes.chapters.{name}.truth", number, settings)
