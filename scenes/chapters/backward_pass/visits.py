"""How the camera visits a function's machine on the way back: close to its picture, and back to write."""

from __future__ import annotations

from manim import RIGHT, Animation, AnimationGroup, FadeIn, FadeOut, LaggedStart, VGroup, VMobject

from backprop_core.network import Network
from scenes.chapters.backward_pass.sentences import BackwardSentences
from scenes.stage.chapter import Chapter
from scenes.stage.machines.backward_drawing import BackwardDrawing
from scenes.stage.machines.factory import fitting, slope_of
from scenes.stage.machines.machine_row import MachineRow
from scenes.stage.machines.row_camera import RowCamera
from scenes.stage.machines.slope_triangle import SlopeTriangle
from scenes.stage.machines.slopes import LinePicture, SlopePicture
from scenes.stage.titles import Heading

PICTURE, CURVE, FLOOR, LOWER, APART = (5.4, 3.0), (5.2, 2.9), -0.85, -1.18, 0.35
"""Size of a picture in a machine, and of a plotted curve, whose labels stand around it; how far down they
reach, measured from the middle of what the camera shows, and how far where no band stands on its line; what a
picture keeps from the card beside it."""


class BackwardVisits(Chapter):
    """A chapter with a network and its drawing, whose machines the camera visits."""

    net: Network
    heading: Heading
    say: BackwardSentences

    def work_with(self, drawing: BackwardDrawing) -> None:
        """Take a drawing as it stands, and find where lines and machines have their places."""
        self.drawing = drawing
        self.diagram, self.view, self.recalled = drawing.diagram, drawing.view, drawing.recalled
        self.cards, self.tabs, self.way = drawing.cards, drawing.tabs, drawing.way
        self.row = MachineRow(self.theme, self.net)
        self.row.fill(*self.net.graph.row)
        self.eye = RowCamera(self, self.frame, self.diagram, self.row, 0.0)
        self.factors: dict[str, VGroup] = {}
        self.opened: dict[str, VGroup] = {}
        self.picture: SlopePicture | None = None
        self.triangle: SlopeTriangle | None = None

    def open_machine(self, of: str, by: str) -> None:
        """Go to a function's machine, where its picture stands; its slope is not marked yet.

        Into the first one the camera goes close, past the others it goes at one distance.

        A card for the slope stands beside it, in a sum the places where the gradient divides.
        """
        floor = self._floor(of)
        room, beside = self.row.inside(of, floor), VGroup()
        if of in self.row.forks:
            room = self.row.beside_arms(of, floor)
        else:
            beside.add(room.align(self.cards[of, by], RIGHT))
            room = room.inset(right=float(beside.width) + APART)
        self.picture = fitting(
            lambda *sizes: slope_of(self.theme, self.net, of, by, *sizes), PICTURE, CURVE, room
        )
        coming = VGroup(self.picture.picture, beside)
        if not self.eye.at:
            self.eye.enter(of, coming=coming)
        elif self.eye.at != of:
            self.eye.go(of, *map(FadeIn, coming), close=of in self._looked_at)
        else:
            self.play(FadeOut(self.opened[of]), *map(FadeIn, coming), run_time=0.5)
        self.triangle = self._measured(self.picture)
        measured = [self.triangle] if self.triangle else []
        self.opened[of] = VGroup(self.picture, beside, *measured)

    @property
    def _looked_at(self) -> tuple[str, ...]:
        """The machines whose slopes are looked at from near: the last activation's, and the first sum's."""
        return self.net.graph.outputs[0], self.net.graph.row[1]

    def _floor(self, of: str) -> float:
        """Return how far down a picture in a machine may reach; a band may stand on its line."""
        keys = [of, *self.net.graph.nodes[of].entering]
        stands = any(float(self.net.gradient[key].value) > 0 for key in keys if key in self.net.gradient)
        return FLOOR if stands else LOWER

    def _measured(self, picture: SlopePicture) -> SlopeTriangle | None:
        """Return one unit across and the rise over it on a straight line, where there is room for them."""
        if not isinstance(picture, LinePicture):
            return None
        triangle = SlopeTriangle(self.theme, picture)
        return triangle if triangle.made else None

    def write(self, *animations: Animation, run_time: float) -> None:
        """Play what is written under a machine: the camera steps back for it, if it is close to a picture."""
        if self.eye.near:
            self.eye.step_back(*animations, pace=max(1.0, run_time))
        else:
            self.play(*animations, run_time=run_time)

    def pull_back(self, *coming: VMobject) -> None:
        """Go out of the machines; the whole row is seen, with every gradient that has been found."""
        self.view.jump(1, self)
        parts = [self.diagram] if self.view.whole else self.view.window.standing()
        self.eye.leave([*parts, self.heading, *coming])

    def mark_slope(self, run_time: float = 0.6) -> None:
        """Lay the slope on the open machine's picture."""
        assert self.picture is not None
        laid = self.picture.lay()
        if self.triangle is not None:
            steps = [AnimationGroup(*laid), AnimationGroup(*self.triangle.measure())]
            self.play(LaggedStart(*steps, lag_ratio=0.5), run_time=1.35 * run_time)
            self.add(self.picture, self.triangle)
            return
        if laid:
            self.play(*laid, run_time=run_time)
        self.add(self.picture)
