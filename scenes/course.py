"""The order in which the lecture's chapters are told: each name is a module of this package."""

from __future__ import annotations

COURSE: tuple[str, ...] = (
    "tangent_slider",
    "heatmap_cross_sections",
    "forward_pass",
    "backward_pass",
    "chain_product",
)
