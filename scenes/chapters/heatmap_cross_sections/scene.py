"""Partial derivatives seen: a curve becomes a landscape and a map; two curves through a point, two slopes."""

from __future__ import annotations

from manim import (
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    linear,
    smooth,
    squish_rate_func,
    there_and_back,
)

from backprop_core.surface import Surface
from scenes.chapters.heatmap_cross_sections.board import Board
from scenes.chapters.heatmap_cross_sections.frozen_loss import FrozenLoss
from scenes.chapters.heatmap_cross_sections.opening import Opening
from scenes.chapters.heatmap_cross_sections.slope_beats import PULSE, SlopeBeats
from scenes.chapters.heatmap_cross_sections.surface_formula import SurfaceFormula
from scenes.chapters.heatmap_cross_sections.wall_moves import lift, walk
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.reading import seconds_to_read
from scenes.stage.measure import allow
from scenes.stage.plots.hues import hues
from scenes.stage.plots.partials import OVER, PartialsSet, X, Y
from scenes.stage.titles import heading
from scenes.stage.words import words

NEAR, GLASSY = 0.765, 0.22
"""How near the camera goes to the map; how solid the sides of the land are while all of it is seen."""

TITLE, AIR = 3.6, 0.12
"""Width at the left that stays free for the title; what the formula keeps from what is below it."""


class HeatmapCrossSections(SlopeBeats):
    """The two partial derivatives of a surface as the slopes of two cross-sections."""

    title = "Partial derivatives"

    def construct(self) -> None:
        """From curve to map, two walks, two slopes, the recipe, the check, back to the loss."""
        self.lay_out()
        self.open_with(self.heading, self.land, self.opening.locked)
        self.draw_curve()
        self.raise_surface()
        self.look_from_above()
        self.draw_contours()
        self.freeze_y()
        self.walk_east_west()
        self.freeze_x()
        self.walk_north_south()
        self.compare_slopes()
        self.differentiate_by_x()
        self.differentiate_by_y()
        self.check_slopes()
        self.freeze_all_but_one()
        self.slope_of_loss()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.surface
        safe = Region.safe()
        surface = Surface.from_text(given.expression)
        formula = SurfaceFormula(self.theme, surface, hues(self.theme), safe.width - TITLE)
        safe.align(formula.line, UR)
        over = max(OVER, float(formula.line.height) + AIR)
        self.stage = stage = PartialsSet(self.theme, given, over)
        self.heatmap, self.crosshair, self.walls = stage.heatmap, stage.crosshair, stage.sections
        self.heading = heading(self.theme, self.title)
        self.board = Board(self.theme, stage, formula)
        self.opening = Opening(self.theme, stage)
        self.land = self.opening.land
        drawn = stage.heatmap, stage.crosshair, stage.guides, stage.axis_names, *self.walls
        lines = (worked.line for worked in self.board.slopes)
        written = self.board.formula.line, *lines, *self.board.readings
        for part in (part for whole in (*drawn, *written) for part in whole.get_family()):
            allow(part, "close-up", "map and walls go on beyond a near view of a tangent")

    def draw_curve(self) -> None:
        """The landscape folds into its section: a function of one number is a curve."""
        land = self.land
        said = words("Seen straight on, the cut is a curve: a function of one number.")
        with self.beat("curve", said):
            self.wait(0.9)
            folding = land.viewer.animate.go(self.opening.face), land.spread.animate.set_value(0.0)
            self.play(*folding, FadeOut(self.opening.locked), run_time=2.4)

    def raise_surface(self) -> None:
        """A second number pulls the curve out into a surface."""
        land = self.land
        said = words("A second number pulls the curve out: one height above every point.")
        with self.beat("surface", said):
            # The sides are unseen while all is folded; glassy from here on, they hide no valley.
            for tracker, value in (
                (land.melt, 0.0),
                (land.scale_marks.free, 1.0),
                (land.solid, GLASSY),
            ):
                tracker.set_value(value)
            rising = changing(land.viewer)(rate_func=squish_rate_func(smooth, 0.0, 0.75))
            pulling = changing(land.spread)(rate_func=squish_rate_func(smooth, 0.25, 1.0))
            self.play(pulling.set_value(1.0), rising.go(self.opening.aloft), run_time=3.6)

    def look_from_above(self) -> None:
        """Seen from straight above, height is left as colour."""
        said = words("From straight above, height turns into colour: the lighter, the higher.")
        heatmap, land = self.heatmap, self.land
        with self.beat("heatmap", said):
            fading = land.scale_marks.shown.animate.set_value(0.0)
            self.play(land.viewer.animate.go(self.stage.above), fading, run_time=3.0)
            gone = land.section.drawn.animate.set_value(0.0)
            self.play(FadeIn(heatmap.image), FadeIn(heatmap.border), gone, run_time=0.5)
            self.remove(land, *land)
            self.play(
                FadeIn(heatmap.panel),
                FadeIn(self.stage.axis_names[0]),
                FadeIn(self.stage.axis_names[1]),
                FadeIn(heatmap.bar),
                FadeIn(heatmap.names[0]),
                run_time=0.8,
            )

    def draw_contours(self) -> None:
        """Along a contour line the height stays what it is."""
        with self.beat("contours", words("Along each contour line, the height stays the same.")):
            contours = self.heatmap.contours
            near = self.frame.animate.scale(NEAR).move_to(self.stage.whole)
            drawing = LaggedStart(*(Create(line) for line in contours), lag_ratio=0.15)
            self.play(near, drawing, run_time=2.2)
            self.add(contours)

    def freeze_y(self) -> None:
        """One line through the point, y frozen: it rises from the map to be a curve on the wall."""
        stage, lines, name = self.stage, self.crosshair.lines, self.stage.axis_names[2]
        said = words("Lock {y}: one line on the map. Lifted onto a wall, it is a curve in {x}.", x=X, y=Y)
        with self.beat("freeze_y", said):
            away = self.frame.animate.scale(1 / NEAR).move_to((0.0, 0.0, 0.0))
            self.play(
                away,
                *stage.aside(),
                FadeOut(self.heatmap.bar),
                FadeOut(self.heatmap.names[0]),
                *(FadeIn(part) for part in (self.walls[0].panel, name, self.board.formula.line)),
                run_time=1.5,
            )
            self.play(FadeIn(lines[0]), *self.hold(0), FadeIn(self.board.readings[0].frozen), run_time=0.6)
            lift(self, self.stage, self.board.readings[0], 0)

    def walk_east_west(self) -> None:
        """The point walks along x."""
        said = words("Walk east and west: only {x} changes, and the tangent tips.", x=X)
        with self.beat("walk_x", said, loop=True):
            walk(self, self.stage, 0)

    def freeze_x(self) -> None:
        """The other line through the same point, x frozen; heights have one unit on both walls."""
        stage, lines = self.stage, self.crosshair.lines
        said = words("Now lock {x} instead. The same point lies on another curve, on the other wall.", x=X)
        with self.beat("freeze_x", said):
            self.play(*self.hold(None), run_time=0.4)
            self.play(*stage.narrow(), *self.board.readings[0].gathering(), run_time=1.2)
            coming = self.walls[1].panel, stage.axis_names[3], lines[1], self.board.readings[1].frozen
            self.play(*(FadeIn(part) for part in coming), *self.hold(1), run_time=0.6)
            self.bring_to_front(self.crosshair.dot)
            lift(self, stage, self.board.readings[1], 1)

    def walk_north_south(self) -> None:
        """The point walks along y; the first curve shows what it was frozen at."""
        said = words("Walk north and south: only {y} changes. Watch the other curve rise and fall.", y=Y)
        with self.beat("walk_y", said, loop=True):
            walk(self, self.stage, 1)

    def freeze_all_but_one(self) -> None:
        """Back to the loss: all variables but one are locked sliders."""
        self.loss = loss = FrozenLoss(self.theme, self.settings.lecture.network)
        said = words(
            "A network's loss has many variables, and each of them bends its curve. Lock all but {w}.",
            w=loss.moving.symbol,
        )
        with self.beat("loss", said):
            gone = self.clear_stage(self.heading)
            self.play(*(FadeOut(mobject) for mobject in gone), FadeIn(loss.formula), run_time=0.8)
            self.play(*(FadeIn(slider) for slider in (loss.slider, *loss.frozen)), run_time=0.7)
            self.play(FadeIn(loss.panel), FadeIn(loss.axis_names), Create(loss.curve), run_time=0.9)
            self.play(changing(loss.ways.share)(rate_func=linear).set_value(1.0), run_time=2.0)
            for animations in loss.freeze():
                self.play(*animations, run_time=0.45)

    def slope_of_loss(self) -> None:
        """What is left is one curve, and its slope is the partial derivative that training needs."""
        said = words("What is left is one curve. Its slope is {slope}.", slope=self.loss.slope.symbol)
        with self.beat("loss_slope", said):
            loss = self.loss
            swell = changing(loss.curve)(rate_func=there_and_back).set_stroke(width=PULSE)
            self.play(swell, run_time=1.0)
            self.play(*loss.point_out(), run_time=0.5)
            for stop, seconds in zip(loss.walk(), (1.0, 1.3, 0.6), strict=True):
                self.play(loss.x.animate.set_value(stop), run_time=seconds)
            self.play(FadeIn(loss.slope_line, shift=UP * 0.2), run_time=0.6)
            self.wait(max(1.4, seconds_to_read(loss.slope_line) - 0.6))
