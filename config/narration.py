"""Who speaks the lecture, and how fast."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from config.model import Table
from config.numbers import between, one_of, refuse


def _folder(value: Any) -> Path | None:
    if value is None or isinstance(value, Path):
        return value
    if not isinstance(value, str) or "\0" in value:
        raise refuse('give a folder in quotes, "" for none')
    return Path(value) if value else None


class NarrationSettings(Table):
    """The voice, its speed (1 is its own), and the folder with recordings, if there is one."""

    voice: Annotated[str, one_of("hibari", "none")]
    speed: Annotated[Fraction, between("0.5", "2")]
    recordings: Annotated[Path | None, BeforeValidator(_folder)]

    def beside(self, source: Path) -> NarrationSettings:
        """Return the same with the folder as it is seen from a file beside it.

        Raises `FileNotFoundError` where there is no such folder.
        """
        if self.recordings is None:
            return self
        folder = (source.parent / self.recordings).absolute()
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        return self.model_copy(update={"recordings": folder})
