"""The truth of the backward pass: the network of two weights."""

from __future__ import annotations

from scenes.audit.truth.network import places, truth

__all__ = ["places", "truth"]
