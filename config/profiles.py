"""Sizes and qualities in which the lecture can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from config.errors import ConfigError
from config.model import Refusal, Table
from config.numbers import one_of, whole

_WIDE = Fraction(16, 9)
_SLACK = Fraction(1, 100)

_NO_LOOKAHEAD = "bframes=0:scenecut=0:weightp=0:ipratio=2.83"
"""With a fixed quantiser nothing is left that x264 would look ahead for; its key frames are 9 steps finer."""


class Profile(Table):
    """A frame's size in pixels, frames a second, and how hard the encoder (x264) works."""

    width: Annotated[int, whole(32, 7680, even=True)]
    height: Annotated[int, whole(18, 4320, even=True)]
    frame_rate: Annotated[int, whole(1, 120)]
    preset: Annotated[
        str,
        one_of(
            "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"
        ),
    ]
    qp: Annotated[int, whole(0, 51)] | None = None
    """The quantiser of every frame but the key frames, which are finer."""
    crf: Annotated[int, whole(0, 51)] | None = None
    """x264's constant rate factor; it counts if it is given."""

    @property
    def encoding(self) -> dict[str, str]:
        """What the encoder is told about effort and quality."""
        if self.crf is not None:
            return {"preset": self.preset, "crf": str(self.crf)}
        return {"preset": self.preset, "qp": str(self.qp), "x264-params": _NO_LOOKAHEAD}

    @property
    def key(self) -> str:
        """A text that differs whenever the encoded film does."""
        return f"{self!r} {self.encoding}"

    def refusals(self) -> Refusal | None:
        """Refuse a profile that says nothing of the quality, and a frame of another shape than 16 to 9.

        The pictures are laid out for that shape; it may be off by 1%.
        """
        if self.qp is None and self.crf is None:
            return Refusal(("qp", "crf"), "give qp, a whole number from 0 to 51")
        if abs(Fraction(self.width, self.height) / _WIDE - 1) > _SLACK:
            return Refusal(("width", "height"), "give a width and a height that stand as 16 to 9")
        return None


@dataclass(frozen=True)
class Profiles(Mapping[str, Profile]):
    """The profiles by name, in the order of the file. Read only."""

    entries: tuple[tuple[str, Profile], ...]

    def __getitem__(self, name: str) -> Profile:
        """Return the profile of a name. Raises `KeyError`."""
        return dict(self.entries)[name]

    def named(self, name: str) -> Profile:
        """Return the profile of a name. Raises `ConfigError` listing those that there are."""
        if name not in self:
            raise ConfigError(f"there is no quality {name!r}; there are: {', '.join(self)}")
        return self[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return (name for name, _ in self.entries)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.entries)
