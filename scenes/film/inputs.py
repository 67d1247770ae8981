"""What a scene computes from: opaque to the film engine, but for which of its values a scene has read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Values = Mapping[str, str]
"""Values that were read, as text, each under the path that names it, such as `lecture.network.w1`."""


class Recorder(Protocol):
    """Inputs that note which of their values are read."""

    @property
    def inputs(self) -> Any:
        """What a scene is given in place of the inputs; it behaves as they do."""

    def values(self) -> Values:
        """Return what has been read so far."""


class Inputs(Protocol):
    """What scenes are given to compute from. It must be picklable."""

    def recorder(self) -> Recorder:
        """Return the same inputs, watched."""

    def value_at(self, path: str) -> str:
        """Return a value as text; "" if there is no such value any more."""
