"""The course: its title, its chapters in order, and which of them the page steps through and drags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenes.film.project import Project, SceneRef, scenes_in_order


@dataclass(frozen=True)
class Course(Project):
    """A project with what the page offers beside the films.

    `stepped` names the chapters that the page steps through, in this order; `drags` are the pictures that a
    reader drags, by the name that the page's template has for each.
    """

    stepped: tuple[str, ...] = ()
    drags: Mapping[str, SceneRef] = field(default_factory=dict)


COURSE = Course(
    title="The Chain Rule, unfolded",
    scenes=scenes_in_order(
        "scenes.chapters.premise.scene:Premise",
        "scenes.chapters.tangent_slider.scene:TangentSlider",
        (
            "scenes.chapters.two_ds.scene:TwoDs",
            "scenes.chapters.heatmap_cross_sections.scene:HeatmapCrossSections",
        ),
        "scenes.chapters.chain_rule.scene:ChainRule",
        "scenes.chapters.worked_example.scene:WorkedExample",
        "scenes.chapters.circuit.scene:CircuitGraph",
        (
            "scenes.chapters.three_rules.scene:ThreeRules",
            "scenes.chapters.sigmoid.scene:Sigmoid",
        ),
        (
            "scenes.chapters.forward_pass.scene:ForwardPass",
            "scenes.chapters.backward_pass.scene:BackwardPass",
            "scenes.chapters.chain_product.scene:ChainProduct",
        ),
        "scenes.chapters.why_it_scales.scene:WhyItScales",
        "scenes.chapters.jacobians.scene:Jacobians",
        "scenes.chapters.update_step.scene:UpdateStep",
        "scenes.chapters.recap.scene:Recap",
    ),
    stepped=("forward_pass", "backward_pass", "chain_product"),
    drags={
        "tangent": SceneRef("tangent_drag", "scenes.chapters.drags.tangent_drag", "TangentDrag"),
        "map": SceneRef("heatmap_drag", "scenes.chapters.drags.heatmap_drag", "HeatmapDrag"),
    },
)
