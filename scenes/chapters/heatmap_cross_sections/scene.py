"""Partial derivatives seen: a surface, its heatmap, two cross-sections through a point, two slopes."""

from __future__ import annotations

from fractions import Fraction

from manim import (
    DOWN,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
)

from scenes.chapters.heatmap_cross_sections.frozen_loss import FrozenLoss
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.recipe import Recipe
from scenes.stage.plots.cross_section import CrossSection
from scenes.stage.plots.partials import PartialsSet, X, Y
from scenes.stage.plots.surface_view import Pose
from scenes.stage.titles import heading
from scenes.stage.words import words


class HeatmapCrossSections(Chapter):
    """The two partial derivatives of a surface as the slopes of two cross-sections."""

    title = "Partial derivatives"

    def construct(self) -> None:
        """From curve to heatmap, two walks, two slopes, the recipe, the check, back to the loss."""
        self.lay_out()
        self.open_with(self.heading)
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
        self.stage = stage = PartialsSet(self.theme, self.settings.lecture.surface)
        self.view, self.heatmap, self.crosshair = stage.view, stage.heatmap, stage.crosshair
        self.sections, self.recipes = stage.sections, stage.recipes
        self.x, self.y = stage.trackers
        self.heading = heading(self.theme, self.title)
        self.formula = stage.formula(self.heading)

    def draw_curve(self) -> None:
        """A function of one number: a curve."""
        self.view.look(self.stage.side, 0.0)
        with self.beat("curve", words("A function of one number is a curve.")):
            self.play(Create(self.view.edges), FadeIn(self.view.names[0], self.view.names[2]), run_time=0.8)
            self.play(Create(self.view.curve), run_time=1.2)

    def raise_surface(self) -> None:
        """A second number pulls the curve out into a surface."""
        with self.beat(
            "surface", words("A second number pulls the curve out: one height above every point.")
        ):
            self.play(FadeIn(self.formula), run_time=0.5)
            self._fly(self.stage.side, self.stage.aloft, 0.0, 1.0, 2.8)
            self.play(FadeIn(self.view.names[1]), run_time=0.4)
            self.wait(0.6)

    def look_from_above(self) -> None:
        """Seen from straight above, height is left as colour."""
        with self.beat(
            "heatmap", words("From straight above, height turns into colour: the warmer, the higher.")
        ):
            self.play(FadeOut(self.view.names), run_time=0.4)
            self._fly(self.stage.aloft, self.stage.above, 1.0, 1.0, 2.6)
            self.view.curve.set_z_index(1)
            self.play(FadeOut(self.view.edges), FadeIn(self.heatmap.image, self.heatmap.border), run_time=0.6)
            self.remove(self.view, self.view.ribbons, self.view.edges)
            self.add(self.heatmap.image, self.heatmap.border, self.view.curve)
            self.play(
                FadeIn(self.heatmap.panel, self.heatmap.names),
                FadeIn(self.heatmap.bar),
                run_time=0.9,
            )

    def draw_contours(self) -> None:
        """Along a contour line the height stays what it is."""
        with self.beat("contours", words("Along each contour line, the height stays the same.")):
            contours = self.heatmap.contours
            self.play(LaggedStart(*(Create(line) for line in contours), lag_ratio=0.15), run_time=1.8)

    def freeze_y(self) -> None:
        """One line through the point, y frozen: a curve again, in a panel of its own."""
        section, line = self.sections[0], self.crosshair.lines[0]
        with self.beat(
            "freeze_y", words("Freeze {y}. What is left is a curve in {x} alone, with a slope.", x=X, y=Y)
        ):
            self.play(self.stage.aside(self.view.curve), run_time=1.0)
            self.crosshair.refresh()
            self.add(line[0], self.view.curve)
            self.play(FadeIn(line[0]), ReplacementTransform(self.view.curve, line[1]), run_time=0.5)
            self.add(line)
            self.play(FadeIn(self.crosshair.locks[0], scale=1.6), FadeIn(self.crosshair.dot), run_time=0.6)
            self._lift(section, line[1], self.crosshair.locks[0])

    def walk_east_west(self) -> None:
        """The point walks along x."""
        with self.beat(
            "walk_x", words("Walk east and west: only {x} changes, and the slope goes along.", x=X), loop=True
        ):
            self._walk(self.x, self.stage.ranges[0], self.stage.point[0])

    def freeze_x(self) -> None:
        """The other line through the same point, x frozen."""
        lines, locks = self.crosshair.lines, self.crosshair.locks
        with self.beat(
            "freeze_x", words("Now freeze {x} instead. The same point lies on another curve.", x=X)
        ):
            self.play(
                FadeOut(locks[0]),
                *self.sections[0].release(),
                lines[0].animate.set_stroke(opacity=0.45),
                run_time=0.5,
            )
            self.play(FadeIn(lines[1]), FadeIn(locks[1], scale=1.6), run_time=0.7)
            self.bring_to_front(self.crosshair.dot)
            self._lift(self.sections[1], lines[1][1], locks[1])

    def walk_north_south(self) -> None:
        """The point walks along y; the first curve shows what it was frozen at."""
        with self.beat(
            "walk_y",
            words("Walk north and south: only {y} changes. Watch the other curve shift.", y=Y),
            loop=True,
        ):
            self._walk(self.y, self.stage.ranges[1], self.stage.point[1])

    def compare_slopes(self) -> None:
        """Same point, different curves, different slopes."""
        lines, locks = self.crosshair.lines, self.crosshair.locks
        frames = VGroup(*(self.stage.frame(section.slope) for section in self.sections))
        with self.beat("two_slopes", words("One point, two curves, two slopes: the partial derivatives.")):
            self.play(
                FadeOut(locks[1]),
                *self.sections[0].freeze(),
                lines[0].animate.set_stroke(opacity=1.0),
                run_time=0.5,
            )
            self.play(LaggedStart(*(Create(frame) for frame in frames), lag_ratio=0.5), run_time=1.2)
            self.play(FadeOut(frames), run_time=0.4)

    def differentiate_by_x(self) -> None:
        """The recipe: y boxed as a constant."""
        seen = Group(self.heatmap.image, self.heatmap.bar.strip)
        drawn = VGroup(self.heatmap.contours, self.heatmap.border, self.heatmap.panel, self.heatmap.names)
        bar = VGroup(self.heatmap.bar.ticks, self.heatmap.bar.labels)
        with self.beat("recipe_x", words("The recipe: box {y} up, then differentiate by {x}.", x=X, y=Y)):
            point = VGroup(*self.crosshair.lines, self.crosshair.dot)
            self.play(*(FadeOut(group) for group in (seen, drawn, bar, point)), run_time=0.7)
            self._write(self.recipes[0])

    def differentiate_by_y(self) -> None:
        """The recipe: x boxed as a constant."""
        with self.beat("recipe_y", words("For the other slope, box {x} and differentiate by {y}.", x=X, y=Y)):
            self._write(self.recipes[1])

    def check_slopes(self) -> None:
        """Put the point in; the recipe gives what the tangents showed."""
        first, second = (recipe.value for recipe in self.recipes)
        sentence = "At this point it gives {first} and {second}: the slopes of the tangents."
        with self.beat("check", words(sentence, first=first, second=second)):
            for recipe, section in zip(self.recipes, self.sections, strict=True):
                self.play(FadeIn(recipe.rows[2], shift=DOWN * 0.15), run_time=0.7)
                answer = self.stage.frame(recipe.answer, recipe.room_at_answer)
                pair = VGroup(answer, self.stage.frame(section.slope))
                self.play(Create(pair), run_time=0.7)
                self.play(pair.animate.set_stroke(opacity=0.5), run_time=0.3)

    def freeze_all_but_one(self) -> None:
        """Back to the loss: four variables, three of them frozen."""
        self.loss = FrozenLoss(self.theme, self.settings.lecture.network)
        said = words("A network's loss has many variables. Freeze all but {w}.", w=self.loss.moving.symbol)
        with self.beat("loss", said):
            self.play(
                *(FadeOut(mobject) for mobject in self.clear_stage(self.heading, self.formula)),
                FadeOut(self.formula, shift=DOWN * 0.3),
                FadeIn(self.loss.formula, shift=DOWN * 0.3),
                run_time=1.0,
            )
            for animations in self.loss.freeze():
                self.play(*animations, run_time=0.6)

    def slope_of_loss(self) -> None:
        """What is left is one curve, and its slope is the partial derivative that training needs."""
        said = words("What is left is one curve. Its slope is {slope}.", slope=self.loss.slope.symbol)
        with self.beat("loss_slope", said):
            for animations, seconds in zip(self.loss.draw(), (0.7, 1.2, 0.8, 0.9), strict=True):
                self.play(*animations, run_time=seconds)
            self.wait(0.4)

    def _fly(self, start: Pose, end: Pose, spread_from: float, spread_to: float, seconds: float) -> None:
        share = ValueTracker(0.0)

        def follow(_: Mobject) -> None:
            at = float(share.get_value())
            self.view.look(start.towards(end, at), spread_from + (spread_to - spread_from) * at)

        self.view.add_updater(follow)
        names = [name for name in self.view.names if name in self.get_mobject_family_members()]
        self.add(self.view, *names)
        self.play(share.animate.set_value(1.0), run_time=seconds)
        self.view.remove_updater(follow)

    def _lift(self, section: CrossSection, line: VMobject, lock: VMobject) -> None:
        """Let a copy of a line on the map fly off, from under its lock and the point, and become a curve."""
        flying = line.copy().set_stroke(opacity=0.0)
        self.add(flying, lock, self.crosshair.dot)
        target = section.curve.copy().clear_updaters()
        self.play(FadeIn(section.panel, section.axis_name), Transform(flying, target), run_time=1.3)
        self.remove(flying)
        self.add(section.curve)
        self.play(FadeIn(section.lock, section.frozen), FadeIn(section.tangent, section.dot), run_time=0.6)
        self.play(FadeIn(section.slope), run_time=0.5)

    def _walk(self, tracker: ValueTracker, span: tuple[float, float], home: Fraction) -> None:
        low, high = span
        stops = low + 0.8 * (high - low), low + 0.2 * (high - low), float(home)
        for stop, seconds in zip(stops, (1.0, 1.7, 1.0), strict=True):
            self.play(tracker.animate.set_value(stop), run_time=seconds)

    def _write(self, recipe: Recipe) -> None:
        first, second, _ = recipe.rows
        self.play(FadeIn(first, shift=DOWN * 0.15), run_time=0.6)
        upper, lower = recipe.boxes_by_row()
        self.play(*(Create(box) for box in upper), FadeIn(recipe.note), run_time=0.8)
        self.play(FadeIn(second, shift=DOWN * 0.15), *(Create(box) for box in lower), run_time=0.8)
