"""For each kind of measurement a picture that is true at first, and then false in just that way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scenes.stage.chapter import Chapter
from scenes.stage.measure import MeasurementKind
from tests.scenes.audit import false_plots as plots
from tests.scenes.audit import false_shapes as shapes

Falsified = Callable[[Chapter], Iterator[None]]

FALSE: dict[MeasurementKind, tuple[str, Falsified]] = {
    "area": ("three_rules", shapes.an_area_too_wide),
    "bar": ("sigmoid", shapes.a_bar_too_long),
    "contour": ("heatmap_cross_sections", plots.contours_of_other_heights),
    "count": ("why_it_scales", plots.a_count_too_high),
    "cross-section": ("heatmap_cross_sections", plots.a_cross_section_shifted),
    "curve": ("tangent_slider", plots.another_curve),
    "heatmap pixel": ("heatmap_cross_sections", plots.a_map_upside_down),
    "height": ("update_step", plots.a_loss_too_high),
    "length": ("tangent_slider", plots.a_step_too_long),
    "loss curve": ("heatmap_cross_sections", plots.another_loss),
    "nudge": ("three_rules", shapes.a_nudge_too_high),
    "place": ("forward_pass", shapes.a_place_too_high),
    "point on cross-section": ("heatmap_cross_sections", plots.a_point_beside_a_cross_section),
    "point on curve": ("tangent_slider", plots.a_point_beside_the_curve),
    "scale": ("chain_rule", shapes.a_dragged_nudge_out_of_scale),
    "secant": ("tangent_slider", plots.a_secant_too_steep),
    "share": ("sigmoid", shapes.a_share_too_large),
    "slope": ("tangent_slider", plots.a_slope_too_high),
    "tangent": ("tangent_slider", plots.a_tangent_too_steep),
    "thickness": ("jacobians", shapes.a_line_too_thick),
}
"""Of each kind the chapter with whose truth the picture is compared, and the picture."""
