"""What a film is encoded as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Quality(Protocol):
    """Size and rate of a film's frames, and the options of its encoder. It must be picklable."""

    @property
    def width(self) -> int:
        """Pixels across, even."""

    @property
    def height(self) -> int:
        """Pixels down, even."""

    @property
    def frame_rate(self) -> int:
        """Frames a second."""

    @property
    def encoding(self) -> Mapping[str, str]:
        """Options of the encoder that decide effort and quality; for x264 `qp` or `crf` among them."""

    @property
    def key(self) -> str:
        """A text that differs whenever the encoded film does."""
