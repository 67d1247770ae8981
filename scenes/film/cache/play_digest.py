"""What one play call shows, as digests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlayDigest:
    """What one play call of a scene shows, and for how long.

    `stage` is the digest of what it finds, `action` that of what it plays. `proven` is False where something
    moves whose state cannot be read: then equal digests do not make equal frames.
    """

    beat: str
    duration: float
    stage: str
    action: str
    proven: bool = True

    def shows_as(self, other: PlayDigest) -> bool:
        """Tell whether another play call finds and plays the same for as long."""
        return (self.stage, self.action, self.duration) == (other.stage, other.action, other.duration)
