"""The light that the gradient is: around every cell and along every line that it has reached."""

from __future__ import annotations

from manim import Animation, AnimationGroup, Annulus, Dot, FadeIn, Line, VGroup, VMobject

from scenes.chapters.jacobians.wide_diagram import WideDiagram, between
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow

_RINGS, _REACH, _DENSE = 14, 0.5, 0.075
"""Of the halo around a cell: layers, how far it reaches, in the cell's radii, and a layer's opacity."""

_STROKES, _WIDE, _THIN = 8, 46.0, 0.065
"""Of the light along a line: layers, the width of the widest, and a layer's opacity."""

_BEAD, _ALONG = 0.085, 0.27
"""Radius of a weight's bead, and how far along its line it stands: where the lines of a cell have parted."""

_LEAST, _SWELL = 0.3, 1.35
"""How bright the weakest gradient is against the strongest; how much brighter all becomes at last."""


class Light:
    """Halos behind a network's cells and lines, as bright as the gradient there is large.

    `loss` is where it comes from, `cells` and `lines` by layer; `weights` are a bead on each line.
    """

    def __init__(self, diagram: WideDiagram) -> None:
        self.diagram, numbers = diagram, diagram.numbers
        color, depth = diagram.theme.gradient, numbers.depth
        self.loss = _halo(diagram.loss[0], diagram.theme.loss, 1.0)
        gradients = [[abs(float(one.value)) for one in numbers.gradient(k)] for k in range(depth + 1)]
        most = max(max(one) for one in gradients) or 1.0
        self.cells = [
            VGroup(
                *(
                    _halo(cell, color, _seen(size / most))
                    for cell, size in zip(column.boxes, sizes, strict=True)
                )
            )
            for column, sizes in zip(diagram.columns, gradients, strict=True)
        ]
        self.lines: dict[int, VGroup] = {}
        for k in range(1, depth + 1):
            entries = [abs(float(one.value)) for row in numbers.jacobian(k) for one in row]
            width = numbers.widths[k - 1]
            carried = [gradients[k][place // width] * entry for place, entry in enumerate(entries)]
            largest = max(carried) or 1.0
            self.lines[k] = VGroup(
                *(
                    _ray(line, color, _seen(size / largest))
                    for line, size in zip(diagram.edges[k], carried, strict=True)
                )
            )
        self.weights = {k: VGroup(*map(self._bead, diagram.edges[k])) for k in self.lines}
        ends = (between(cell, diagram.loss[0]) for cell in diagram.columns[-1].boxes)
        self.last = VGroup(*(_ray(Line(*pair), color, 1.0) for pair in ends))

    def into(self, layer: int) -> Animation:
        """Return the animation in which the light comes back through the lines into a layer."""
        first = layer == self.diagram.numbers.depth
        arrived = [FadeIn(self.last), FadeIn(self.cells[layer])] if first else []
        return AnimationGroup(*arrived, FadeIn(self.lines[layer]), FadeIn(self.cells[layer - 1]))

    def weigh(self, layer: int) -> Animation:
        """Return the animation in which the light goes up into the weights of a layer's lines."""
        return AnimationGroup(*(FadeIn(bead, scale=2.5) for bead in self.weights[layer]))

    def _bead(self, line: VMobject) -> Dot:
        place = line.get_start() + _ALONG * (line.get_end() - line.get_start())
        return Dot(place, radius=_BEAD, color=self.diagram.theme.weight)

    def swell(self) -> Animation:
        """Return the animation in which all of it becomes brighter."""
        lit = [*self.cells, *self.lines.values(), self.last, self.loss]
        members = (part for whole in lit for part in whole.family_members_with_points())
        parts = [part for part in members if isinstance(part, VMobject)]
        return AnimationGroup(*(changing(part).become(_brighter(part)) for part in parts))


def _seen(share: float) -> float:
    """Return how bright a share of the largest gradient is drawn: the weak ones are seen, too."""
    return _LEAST + (1.0 - _LEAST) * float(share**0.5)


def _halo(cell: VMobject, color: str, share: float) -> VGroup:
    rings = VGroup()
    half = float(cell.width) / 2
    for layer in range(1, _RINGS + 1):
        outer = half * (1 + _REACH * (layer / _RINGS) ** 1.5)
        ring = Annulus(inner_radius=half, outer_radius=outer, stroke_width=0.0)
        rings.add(ring.set_fill(color, opacity=share * _DENSE).move_to(cell))
    return _behind(rings)


def _ray(line: VMobject, color: str, share: float) -> VGroup:
    rays = VGroup()
    for layer in range(1, _STROKES + 1):
        ray = Line(line.get_start(), line.get_end())
        rays.add(ray.set_stroke(color, width=_WIDE * (layer / _STROKES) ** 1.5, opacity=share * _THIN))
    return _behind(rays)


def _behind(light: VGroup) -> VGroup:
    for part in light.get_family():
        part.set_z_index(-1)
        for rule in ("text on line", "margin", "edges"):
            allow(part, rule, "light around what is read")
    return light


def _brighter(part: VMobject) -> VMobject:
    lit: VMobject = part.copy()
    return lit.set_fill(opacity=min(1.0, _SWELL * float(part.get_fill_opacity()))).set_stroke(
        opacity=min(1.0, _SWELL * float(part.get_stroke_opacity()))
    )
