"""What drawing took: seconds by beat, remembered so that work can be shared out evenly."""

from __future__ import annotations

import json
from pathlib import Path

from scenes.film.files import write_text
from scenes.film.quality import Quality

_GUESS = 6e-9
"""Seconds that a pixel of a frame takes, roughly, where nothing is known yet."""


class Costs:
    """Seconds of work by scene, beat and size of frame; guesses for what was never drawn."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, float] = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            self._known = {str(key): float(value) for key, value in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            pass

    def of(self, scene: str, beat: str, quality: Quality, frames: int) -> float:
        """Return what a beat of so many frames will take, in seconds on one core."""
        guess = _GUESS * quality.width * quality.height
        return frames * self._known.get(_key(scene, beat, quality), guess)

    def learn(self, scene: str, beat: str, quality: Quality, frames: int, seconds: float) -> None:
        """Remember what a beat took."""
        self._known[_key(scene, beat, quality)] = seconds / frames

    def save(self) -> None:
        """Write down what was learnt. Raises `OSError`."""
        write_text(self._path, json.dumps(self._known, sort_keys=True, indent=0))


def _key(scene: str, beat: str, quality: Quality) -> str:
    return f"{scene}.{beat} {quality.width}x{quality.height}"
