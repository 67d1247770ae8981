"""What a scene asks of its output file besides frames: sounds, subcaptions, sections. Noted, not written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from manim.utils.sounds import get_full_sound_file_path
from srt import Subtitle

from scenes.film.timeline import Sound


@dataclass(frozen=True)
class Section:
    """A part of a scene as `next_section` begins it."""

    name: str
    skip_animations: bool = False


class OutputRecorder:
    """Stands where Manim has its file writer; keeps the `sounds`, `subcaptions` and `sections` asked for."""

    def __init__(self, settings: Any) -> None:
        self._assets = settings.assets_dir
        self.sounds: list[Sound] = []
        self.subcaptions: list[Subtitle] = []
        self.sections = [Section("")]

    def next_section(
        self, name: str = "unnamed", section_type: str = "", skip_animations: bool = False
    ) -> None:
        """Begin a section."""
        self.sections.append(Section(name, skip_animations))

    def add_sound(
        self,
        sound_file: str | Path,
        time: float | None = None,
        gain: float | None = None,
        gain_to_background: float | None = None,
    ) -> None:
        """Note a sound that begins at a time (seconds from the scene's start); gains are in decibels.

        Raises `OSError` for a file that cannot be found, and `ValueError` for a time before the start.
        """
        if time is not None and time < 0:
            raise ValueError(f"the sound {sound_file} would begin {-time:g} s before the scene does")
        path = Path(get_full_sound_file_path(sound_file, self._assets)).absolute()
        self.sounds.append(Sound(str(path), time or 0.0, gain or 0.0, gain_to_background or 0.0))
