"""The truth of the backward pass: the network, and what its sums are made of."""

from __future__ import annotations

from scenes.audit.truth.terms import truth, variable_values

__all__ = ["truth", "variable_values"]
