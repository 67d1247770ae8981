"""The truth of the forward pass: the network."""

from __future__ import annotations

from scenes.audit.truth.network import truth, variable_values

__all__ = ["truth", "variable_values"]
