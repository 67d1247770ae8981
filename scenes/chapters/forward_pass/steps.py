"""How a step of the forward pass is played: a value comes into its machine, is worked on, and goes out."""

from __future__ import annotations

from manim import RIGHT, UP, Create, Dot, FadeIn, FadeOut, MoveAlongPath

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from scenes.chapters.forward_pass.side import side_of
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import appear
from scenes.stage.lettering.typesetting import TypesetLine, text
from scenes.stage.machines.factory import fitting, interior_of
from scenes.stage.machines.losses import SquaredGap
from scenes.stage.machines.machine_row import LINE_ROOM, MachineRow
from scenes.stage.machines.row_camera import RowCamera
from scenes.stage.machines.step_picture import StepPicture

PICTURE, CURVE, SQUARE, FLOOR = (7.4, 3.4), (6.2, 2.8), (7.0, 3.5), -1.75
"""Sizes of a sum's picture in a machine, of a plotted curve, and of the loss's square; how far down they
reach, measured from the middle of what the camera shows."""

LINE_SIZE, NAME, HOLD, POINT, TRAIL = 0.5, 0.36, 0.5, 0.15, 5.0
"""Type size of a calculation and of a name; seconds that a result rests; radius of the point that a value is,
and the stroke that it leaves behind."""


class ForwardSteps(Chapter):
    """A chapter with a chain, the machines of its functions, and the camera that goes between them."""

    net: Network
    diagram: NetworkDiagram
    row: MachineRow
    eye: RowCamera

    def compute(self, key: str, pace: float = 1.0) -> None:
        """One step: close to its picture a value comes in and is worked on; then written, and it goes out."""
        quantity, picture = self.net.quantity[key], self._picture(key)
        self._approach(key, picture, pace)
        point = self._bring_in(key, picture, pace)
        for index, animations in enumerate(picture.moves()):
            arrived = [] if index else [FadeOut(point)]
            self.play(*animations, *arrived, run_time=0.7 * pace)
        self.add(picture)
        line = CalculationLine(self.theme, quantity, (0.0, 0.0, 0.0), size=LINE_SIZE)
        line.scale(min(1.0, LINE_ROOM / float(line.height))).move_to(self.row.under(key))
        if self.eye.near:
            self.eye.step_back(appear(line.formula), pace=pace)
        else:
            self.play(appear(line.formula), run_time=0.6 * pace)
        if line.numbers is not None:
            self._put_in(key, line, pace)
            self.add(line.numbers)
        self.play(appear(line.result), run_time=0.5 * pace)
        # The line still stands while the result runs into its box.
        self.wait(max(HOLD * pace, line.seconds_to_read - 1.8 * pace))
        self._take_out(key, picture, pace)
        told = self._name_of_output(key)
        if told is not None:
            self.play(FadeIn(told, shift=UP * 0.1), run_time=0.4)
            self.wait(0.9)
        gone = [told] if told is not None else []
        self.play(FadeOut(line, *gone), self.row.boxes[key].reset(), run_time=0.3 * pace)

    def _name_of_output(self, key: str) -> TypesetLine | None:
        """Return what the last activation is called, over its box, None for all others."""
        if key != self.net.graph.outputs[0]:
            return None
        told = text("prediction", self.diagram.color_of(key), size=NAME)
        return told.next_to(self.row.boxes[key], UP, buff=0.15)

    def _picture(self, key: str) -> StepPicture:
        """Return a step's picture, in its machine."""
        loss = self.net.graph.nodes[key].kind == "loss"
        size, room = SQUARE if loss else PICTURE, self.row.inside(key, FLOOR)

        def make(size: tuple[float, float], curve: tuple[float, float]) -> StepPicture:
            picture = interior_of(self.theme, self.net, key, size, curve)
            if isinstance(picture, SquaredGap):
                picture.state_side(self.theme, side_of(self.net))
            return picture

        return fitting(make, size, CURVE, room)

    def _approach(self, key: str, picture: StepPicture, pace: float) -> None:
        """Go into a step's machine, from the row or from the machine before; its picture is there."""
        if self.eye.at:
            node = self.net.graph.nodes[key]
            close = node.layer == 1 or key in (LOSS, self.net.graph.outputs[0])
            self.eye.go(key, FadeIn(picture.base), pace=pace, close=close)
        else:
            self.eye.enter(key, coming=picture.base)

    def _bring_in(self, key: str, picture: StepPicture, pace: float) -> Dot:
        """Let what enters run from its box to where it is used; return the point that stands there."""
        way, color = self.row.way_in(key, picture.inlet), self.diagram.color_of(self._before(key))
        point = Dot(way.get_start(), radius=POINT, color=color).set_z_index(4)
        self.play(FadeIn(point), run_time=0.15)
        self.play(MoveAlongPath(point, way), run_time=0.8 * pace)
        return point

    def _take_out(self, key: str, picture: StepPicture, pace: float) -> None:
        """Let the result run out of the picture and through the wall into its box."""
        way, color = self.row.way_out(key, picture.outlet), self.diagram.color_of(key)
        point = Dot(way.get_start(), radius=POINT, color=color).set_z_index(4)
        trail = way.copy().set_stroke(color, width=TRAIL)
        self.play(FadeIn(point), run_time=0.15)
        self.play(Create(trail), MoveAlongPath(point, way), run_time=0.9 * pace)
        box, small = self.row.boxes[key], self.diagram.nodes[key]
        slot = box.slot()
        arriving = FadeIn(slot, shift=RIGHT * 0.3)
        self.play(arriving, FadeOut(point, trail), box.make_room(), box.highlight(), run_time=0.4 * pace)
        box.hold(slot)
        small.alone(False)
        small.hold(small.slot())

    def _put_in(self, key: str, line: CalculationLine, pace: float) -> None:
        """Bring the numbers of a step into its line: they light up in their boxes."""
        lit = [self.row.point_out(source) for source in dict.fromkeys(self.net.entering(key))]
        arriving = line.put_in([None] * len(line.operands()))
        self.play(*lit, *arriving, run_time=1.0 * pace)

    def _before(self, key: str) -> str:
        row = self.net.graph.row
        return self.net.graph.outputs[0] if key == LOSS else row[row.index(key) - 1]
