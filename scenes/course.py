"""The order in which the lecture's chapters are told: each name is a module of this package."""

from __future__ import annotations

COURSE: tuple[str, ...] = (
    "premise",
    "tangent_slider",
    "two_ds",
    "heatmap_cross_sections",
    "chain_rule",
    "worked_example",
    "three_rules",
    "sigmoid",
    "forward_pass",
    "backward_pass",
    "chain_product",
    "why_it_scales",
    "jacobians",
    "update_step",
    "recap",
)
