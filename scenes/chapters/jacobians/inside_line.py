"""One line of a wide network from inside: its weight, its neuron's bend, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    Dot,
    FadeIn,
    GrowFromEdge,
    Line,
    Rectangle,
    VGroup,
    VMobject,
)
from manim.utils.rate_functions import smooth

from backprop_core.network.activations import Activation
from backprop_core.network.matrices import WeightBranch
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import (
    color_roles,
    fit,
    name_piece,
    number_piece,
    role_color,
    sign,
    value_line,
)
from scenes.stage.lettering.typesetting import BODY, FORMULA, TypesetLine, math
from scenes.stage.machines.interiors import Squeeze
from scenes.stage.machines.slopes import LinePicture, SlopePicture, TangentPicture
from scenes.stage.machines.step_picture import name_of
from scenes.stage.measure import Measurement

_HALF, _WIRE, _PANEL, _LEVEL, _TOP = 5.7, -1.8, (4.3, 2.3), 0.8, 2.8
"""Half the length of the wire and its height; size of a picture, and the height of its middle; height of the
weight."""

_BAND, _NODE, _BELOW, _BESIDE, _CLEAR, _STUB = 0.62, 0.13, 0.32, 0.3, 0.12, 1.2
"""Height of the largest gradient's band; radius of a node; from it to its name, from a band to its digits and
to the name of an axis; length of the band at the sum, from where it branches up."""


class InsideLine(VGroup):
    """The wire of one line, its weight above the sum, and over each half a picture of what happens there.

    `wire` is the line straightened. `pictures` are how the sum depends on the value, a line as steep as the
    weight, and how the activation depends on the sum, a curve with its tangent. `bands` are the gradients on
    their way back, as high as they are large: at the end, at the sum, and up at the weight.
    """

    def __init__(self, theme: Theme, branch: WeightBranch, activation: Activation) -> None:
        super().__init__()
        self.theme, self.branch = theme, branch
        self.places = [UP * _WIRE + RIGHT * _HALF * side for side in (-1, 0, 1)]
        self.wire = Line(self.places[0], self.places[2]).set_stroke(theme.gradient, width=5.0)
        self.ground = self.wire.copy().set_stroke(theme.dimmed, width=2.5)
        values = branch.before, branch.sum, branch.after
        hanging = _BAND if any(float(one.value) < 0 for one in self._gradients[:2]) else 0.0
        self.nodes, self.names = VGroup(), VGroup()
        for place, value in zip(self.places, values, strict=True):
            self.nodes.add(Dot(place, radius=_NODE, color=role_color(theme, value.symbol)))
            name = value_line(theme, value, size=BODY, display=False)
            self.names.add(name.next_to(place, DOWN, buff=_BELOW + hanging))
        self.names[0].align_to(self.wire, LEFT)
        self.names[2].align_to(self.wire, RIGHT)
        self.nodes.set_z_index(3)
        top = UP * _TOP
        self.feed = Line(top, self.places[1]).set_stroke(theme.weight, width=2.5)
        self.weight_node = Dot(top, radius=_NODE, color=theme.weight).set_z_index(3)
        self.weight = value_line(theme, branch.weight, size=BODY).next_to(top, LEFT, buff=_BESIDE + _BAND / 2)
        self.pictures = self._pictures(activation)
        self._lay_bands()
        self.product = fit(self._product(branch.at_weight, FORMULA), _HALF - _BESIDE - _BAND)
        self.product.next_to(top, RIGHT, buff=_BESIDE + _BAND)
        below = VGroup(self.labels[1][1], self.slope)
        if float(below.get_right()[0]) > float(self.product.get_left()[0]) - _CLEAR:
            low = float(self.product.get_bottom()[1] - below.get_top()[1])
            self.product.shift(UP * max(0.0, _CLEAR - low))
        self.add(self.ground, self.wire, self.feed, self.nodes, self.names, self.weight_node, self.weight)
        self.add(
            *self.pictures, *self.frames, *self.labels, self.slope, self.bands, *self.digits, self.product
        )

    def see(self, which: int, pace: Callable[[float], float] = smooth) -> list[Animation]:
        """Return the animations in which a picture comes, at a `pace`: the line first, then the bend."""
        coming = self.frames[which], self.labels[which]
        return [FadeIn(part, shift=UP * 0.1, rate_func=pace) for part in coming]

    def mark(self, which: int) -> list[Animation]:
        """Return the animations in which a picture's slope is marked, and said where it is not the weight."""
        said = [FadeIn(self.slope)] if which else []
        return [*(Create(part) for part in self.pictures[which].mark), *said]

    def back(self, which: int) -> Animation:
        """Return the animation in which the gradient comes to the end, to the sum, up to the weight."""
        edge = DOWN if which == 2 else RIGHT
        return AnimationGroup(GrowFromEdge(self.bands[which], edge), FadeIn(self.digits[which]))

    def measurements(self) -> Iterable[Measurement]:
        """Read the gradients back from how high their bands are."""
        for band, gradient in zip(self.bands, self._gradients, strict=True):
            high = float(band.width if band is self.bands[2] else band.height)
            share = float(self.ground.get_end()[0] - self.ground.get_start()[0]) / (2 * _HALF)
            found = high / (self.unit * share)
            side = float(band.get_y() - self.ground.get_y()) if band is not self.bands[2] else 0.0
            sign_of = 1.0 if float(gradient.value) >= 0 else -1.0
            if band is not self.bands[2]:
                sign_of = 1.0 if side >= 0 else -1.0
            yield Measurement("height", gradient.name, sign_of * found, 2e-6 / self.unit)

    @property
    def _gradients(self) -> tuple[Quantity, Quantity, Quantity]:
        return self.branch.arrived, self.branch.at_sum, self.branch.at_weight

    def _pictures(self, activation: Activation) -> tuple[SlopePicture, SlopePicture]:
        theme, b = self.theme, self.branch
        weighed = LinePicture(theme, b.sum, b.before, b.weight, _PANEL)
        bent = TangentPicture(theme, Squeeze(theme, b.sum, b.after, activation, _PANEL), b.squeeze)
        self.frames, self.labels = [], []
        ends = ((b.before, b.sum, weighed.panel), (b.sum, b.after, bent.panel))
        for picture, (across, up, panel), x in zip((weighed, bent), ends, (-0.5, 0.5), strict=True):
            names = VGroup(
                name_of(theme, across).next_to(panel.axes[0], RIGHT, buff=0.12),
                name_of(theme, up).next_to(panel.axes[1], UP, buff=0.1),
            )
            still = [part for part in picture.drawn if part is not picture.mark]
            frame = VGroup(*still)
            VGroup(frame, picture.mark, names).shift(
                RIGHT * (x * 2 * _HALF * 0.54 - frame.get_x()) + UP * (_LEVEL - frame.get_y())
            )
            # In the middle the band of the weight's gradient goes up.
            if x > 0:
                free = _BAND / 2 + _CLEAR - float(names[1].get_left()[0])
                names[1].shift(RIGHT * max(0.0, free))
            self.frames.append(frame)
            self.labels.append(names)
        self.slope = value_line(theme, b.squeeze, size=BODY, display=False)
        self._lay_slope(self.labels[1][1], self.frames[1])
        return weighed, bent

    def _lay_slope(self, name: VMobject, frame: VGroup) -> None:
        """Put the slope on a line with the curve's name, beside it, or over it where both have no room."""
        side = RIGHT if name.get_x() < frame.get_x() else LEFT
        place = frame.get_edge_center(side) * RIGHT + name.get_bottom() * UP
        self.slope.move_to(place, aligned_edge=DOWN + side)
        across = float(side[0])
        between = across * float(self.slope.get_edge_center(-side)[0] - name.get_edge_center(side)[0])
        self.slope.shift(side * max(0.0, _BESIDE - between))
        outer = float(self.slope.get_edge_center(side)[0])
        if not _BAND / 2 + _CLEAR <= outer <= _HALF:
            self.slope.move_to(place, aligned_edge=DOWN + side).shift(UP * (float(name.height) + _CLEAR))

    def _lay_bands(self) -> None:
        largest = max(abs(float(one.value)) for one in self._gradients)
        self.unit = _BAND / (largest or 1.0)
        arrived, at_sum, at_weight = (float(one.value) * self.unit for one in self._gradients)
        self.bands, self.digits = VGroup(), list[VGroup]()
        branching = self.places[1] + LEFT * _STUB
        spans = ((self.places[1], self.places[2], arrived), (branching, self.places[1], at_sum))
        for (left, right, high), gradient in zip(spans, self._gradients, strict=False):
            band = Rectangle(width=float(right[0] - left[0]), height=max(abs(high), 1e-6), stroke_width=0.0)
            band.move_to(left, aligned_edge=LEFT + (DOWN if high >= 0 else UP))
            self.bands.add(band.set_fill(self.theme.gradient, 0.85))
            digits = self._digits(gradient)
            digits.next_to((band.get_x(), max(float(band.get_top()[1]), _WIRE), 0.0), UP, buff=0.1)
            if gradient is self.branch.at_sum:
                digits.align_to(self.wire, LEFT)
            self.digits.append(digits)
        tall = _TOP - _WIRE
        up = Rectangle(width=max(abs(at_weight), 1e-6), height=tall, stroke_width=0.0)
        up.move_to((0.0, _WIRE, 0.0), aligned_edge=DOWN).set_fill(self.theme.gradient, 0.85)
        self.bands.add(up)
        self.digits.append(VGroup())

    def _digits(self, gradient: Quantity) -> TypesetLine:
        if gradient is self.branch.at_sum:
            return fit(self._product(gradient, BODY), _HALF - _BESIDE)
        return value_line(self.theme, gradient, size=BODY, display=False)

    def _product(self, at: Quantity, size: float) -> TypesetLine:
        """Return a gradient as a product in digits."""
        assert at.formula is not None
        pieces: list[Piece | str] = [name_piece(at), sign("≈"), *at.formula.pieces(substituted=True)]
        pieces += [sign(at.relation), number_piece(at)]
        return color_roles(math(pieces, self.theme.ink, size=size, display=False), self.theme)
