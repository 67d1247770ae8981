"""How things come, go, and turn into others."""

from __future__ import annotations

from typing import Any

from tests.scenes.film.frames.menagerie.registry import exhibit, m


def row() -> Any:
    """Return some things in a row."""
    shapes = m.Square(fill_opacity=0.5), m.Circle(color=m.RED), m.Star(fill_opacity=1, color=m.YELLOW)
    return m.VGroup(*shapes).arrange(m.RIGHT)


@exhibit()
def created_and_uncreated(s: Any) -> None:
    group = row()
    s.play(m.Create(group, lag_ratio=0.5), run_time=0.3)
    s.wait(0.1)
    s.play(m.Uncreate(group), run_time=0.3)


@exhibit()
def written(s: Any) -> None:
    s.play(m.Write(row(), reverse=True, remover=False), run_time=0.3)
    s.wait(0.1)


@exhibit()
def border_then_fill(s: Any) -> None:
    s.play(m.DrawBorderThenFill(row(), stroke_color=m.GREEN), run_time=0.4)


@exhibit()
def passing_flash(s: Any) -> None:
    s.play(m.ShowPassingFlash(m.Circle(2, color=m.BLUE), time_width=0.4), run_time=0.4)
    s.play(m.ShowPassingFlashWithThinningStrokeWidth(m.Square(3)), run_time=0.3)


@exhibit()
def one_by_one(s: Any) -> None:
    group = row()
    s.play(m.ShowIncreasingSubsets(group), run_time=0.3)
    s.play(m.ShowSubmobjectsOneByOne(group), run_time=0.3)


@exhibit()
def spiral_in(s: Any) -> None:
    s.play(m.SpiralIn(row()), run_time=0.4)


@exhibit()
def fades(s: Any) -> None:
    group = row()
    s.play(m.FadeIn(group[0], shift=m.UP), m.FadeIn(group[1], scale=0.3), run_time=0.3)
    s.play(m.FadeIn(group[2], target_position=group[0]), run_time=0.2)
    s.play(m.FadeOut(group, shift=m.DOWN, scale=1.5), run_time=0.3)


@exhibit()
def grows(s: Any) -> None:
    group = row()
    s.play(
        m.GrowFromCenter(group[0]),
        m.GrowFromEdge(group[1], m.DOWN),
        m.SpinInFromNothing(group[2]),
        run_time=0.3,
    )
    s.play(m.GrowFromPoint(m.Dot(m.UP), m.ORIGIN), run_time=0.2)
    s.play(m.ShrinkToCenter(group), run_time=0.2)


@exhibit()
def transforms(s: Any) -> None:
    group = row()
    s.add(group[0])
    s.play(m.Transform(group[0], group[1]), run_time=0.3)
    s.play(m.ReplacementTransform(group[0], group[2]), run_time=0.2)
    s.play(m.TransformFromCopy(group[2], m.Dot(m.UP)), run_time=0.2)


@exhibit()
def transforms_along_an_arc(s: Any) -> None:
    one, other = m.Square(fill_opacity=1).shift(2 * m.LEFT), m.Circle().shift(2 * m.RIGHT)
    s.play(m.ClockwiseTransform(one, other), run_time=0.3)
    s.play(m.CounterclockwiseTransform(one, m.Star()), run_time=0.2)


@exhibit()
def group_into_another_of_other_size(s: Any) -> None:
    group = row()
    s.add(group)
    s.play(m.Transform(group, m.VGroup(*(m.Dot(x * m.RIGHT) for x in range(-3, 4)))), run_time=0.3)
    s.wait(0.1)


@exhibit()
def fade_transforms(s: Any) -> None:
    one, other = m.Square(fill_opacity=1), m.Circle(fill_opacity=1, color=m.RED).shift(m.RIGHT)
    s.add(one)
    s.play(m.FadeTransform(one, other), run_time=0.3)
    s.play(m.FadeTransformPieces(m.VGroup(other), m.VGroup(m.Star())), run_time=0.3)


@exhibit()
def matching_shapes(s: Any) -> None:
    one = m.VGroup(m.Square(), m.Circle(), m.Triangle()).arrange(m.RIGHT)
    other = m.VGroup(m.Triangle(), m.Star(), m.Square()).arrange(m.DOWN, buff=0.1).scale(0.5)
    s.play(m.TransformMatchingShapes(one, other, path_arc=1), run_time=0.4)


@exhibit()
def swaps(s: Any) -> None:
    group = row()
    s.add(group)
    s.play(m.Swap(group[0], group[2]), run_time=0.3)
    s.play(m.CyclicReplace(*group), run_time=0.2)


@exhibit()
def scaled_moved_and_restored(s: Any) -> None:
    square = m.Square().save_state()
    s.play(m.ScaleInPlace(square, 2), run_time=0.2)
    s.play(m.FadeToColor(square, m.RED), run_time=0.2)
    s.play(m.Restore(square), run_time=0.2)


@exhibit()
def moved_to_a_target(s: Any) -> None:
    square = m.Square()
    square.generate_target()
    square.target.shift(m.RIGHT).set_fill(m.RED, 0.6).rotate(0.4)
    s.play(m.MoveToTarget(square), run_time=0.3)


@exhibit()
def applied_functions(s: Any) -> None:
    square = m.Square(3)
    s.play(m.ApplyPointwiseFunction(lambda p: p + 0.3 * m.UP * p[0] ** 2, square), run_time=0.2)
    s.play(m.ApplyMatrix([[1, 0.4], [0.1, 1]], square), run_time=0.2)
    s.play(m.ApplyFunction(lambda x: x.scale(0.5).set_color(m.RED), square), run_time=0.2)
    s.play(m.ApplyComplexFunction(lambda z: z * z / 2, square), run_time=0.2)


@exhibit()
def applied_method(s: Any) -> None:
    square = m.Square()
    s.play(m.ApplyMethod(square.shift, m.LEFT), run_time=0.2)
    s.play(m.ApplyMethod(square.set_fill, m.RED, 0.5), run_time=0.2)


@exhibit()
def animate_chains(s: Any) -> None:
    group = row()
    s.add(group)
    s.play(group.animate(lag_ratio=0.4).shift(m.UP).scale(0.7).set_color(m.GREEN), run_time=0.3)
    s.play(
        group[0].animate(rate_func=m.there_and_back).rotate(1),
        group[1].animate.set_opacity(0.2),
        run_time=0.3,
    )


@exhibit()
def interpolated_between_layers(s: Any) -> None:
    group = row()
    s.add(group)
    s.play(group[0].animate.shift(2 * m.RIGHT).set_z_index(3), run_time=0.3)
    group[0].set_z_index(-1)
    s.wait(0.1)
    group[2].set_z_index(-2)
    s.play(group[1].animate.shift(m.UP), run_time=0.2)
