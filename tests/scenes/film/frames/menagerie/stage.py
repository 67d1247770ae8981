"""Animations of animations, and what happens on stage between plays."""

from __future__ import annotations

from typing import Any

from tests.scenes.film.frames.menagerie.registry import exhibit, m


def three() -> Any:
    """Return a square, a circle and a star."""
    return [m.Square(fill_opacity=0.6).shift(2 * m.LEFT), m.Circle(), m.Star(color=m.RED).shift(2 * m.RIGHT)]


@exhibit()
def group_of_animations(s: Any) -> None:
    a, b, c = three()
    s.play(m.AnimationGroup(m.Create(a), m.FadeIn(b), c.animate.scale(0.5), lag_ratio=0.3, run_time=0.5))


@exhibit()
def succession(s: Any) -> None:
    a, b, _ = three()
    s.add(a)
    s.play(m.Succession(a.animate.shift(m.UP), m.Transform(a, b), m.FadeOut(a), run_time=0.6))


@exhibit()
def succession_with_a_pause(s: Any) -> None:
    a, b, _ = three()
    s.play(m.Succession(m.Create(a, run_time=0.2), m.Wait(0.1), m.FadeIn(b, run_time=0.2)))


@exhibit()
def lagged_start(s: Any) -> None:
    s.play(m.LaggedStart(*(m.FadeIn(one, shift=m.UP) for one in three()), lag_ratio=0.4, run_time=0.4))


@exhibit()
def lagged_start_map(s: Any) -> None:
    dots = m.VGroup(*(m.Dot() for _ in range(12))).arrange_in_grid(3, 4)
    s.add(dots)
    s.play(m.LaggedStartMap(m.Indicate, dots, run_time=0.4))


@exhibit()
def nested(s: Any) -> None:
    a, b, c = three()
    inner = m.Succession(m.FadeIn(a, run_time=0.2), m.Rotate(a, 1, run_time=0.2))
    s.play(m.AnimationGroup(inner, m.LaggedStart(m.Create(b), m.Write(c), run_time=0.3)))


@exhibit()
def added_animation(s: Any) -> None:
    a, b, _ = three()
    s.play(m.Succession(m.Add(a), m.Wait(0.1), m.Add(b), m.Wait(0.1)))


@exhibit()
def added_and_removed_between_plays(s: Any) -> None:
    a, b, c = three()
    s.add(a, b)
    s.wait(0.1)
    s.remove(a)
    s.add(c)
    s.play(b.animate.shift(m.UP), run_time=0.2)
    s.replace(b, a)
    s.wait(0.1)
    s.clear()
    s.wait(0.1)


@exhibit()
def brought_to_front_and_back(s: Any) -> None:
    a, b, c = (one.set_fill(opacity=1).scale(1.6) for one in three())
    s.add(a, b, c)
    s.bring_to_back(c)
    s.play(m.Rotate(b, 0.5), run_time=0.2)
    s.bring_to_front(a)
    s.wait(0.1)


@exhibit()
def foreground(s: Any) -> None:
    a, b, c = (one.set_fill(opacity=0.8).scale(1.6) for one in three())
    s.add_foreground_mobjects(a)
    s.play(m.FadeIn(b), run_time=0.2)
    s.wait(0.2)
    s.remove_foreground_mobjects(a)
    s.play(m.FadeIn(c), run_time=0.2)


@exhibit()
def layers(s: Any) -> None:
    a, b, c = (one.set_fill(opacity=1).scale(1.6) for one in three())
    a.set_z_index(2)
    s.add(a, b)
    s.play(m.FadeIn(c), run_time=0.2)
    b.set_z_index(5)
    s.wait(0.1)


@exhibit()
def half_transparent_things_that_stand_still(s: Any) -> None:
    # Manim paints what stands still over itself when nothing moves.
    s.add(*(one.set_opacity(0.4).scale(1.6) for one in three()))
    s.wait(0.2)
    s.play(m.FadeIn(m.Dot()), run_time=0.2)
    s.wait(0.1)


@exhibit()
def nothing_moves_in_a_wait_that_is_not_frozen(s: Any) -> None:
    s.add(*(one.set_opacity(0.4).scale(1.6) for one in three()))
    s.wait(0.2, frozen_frame=False)


@exhibit()
def empty_stage(s: Any) -> None:
    s.wait(0.2)
    s.play(m.FadeIn(m.Dot()), run_time=0.1)


@exhibit()
def sections(s: Any) -> None:
    s.next_section("one")
    s.play(m.Create(m.Square()), run_time=0.2)
    s.next_section("two")
    s.wait(0.1)
    s.pause(0.1)


@exhibit()
def part_of_a_group_moves(s: Any) -> None:
    group = m.VGroup(*three())
    s.add(m.NumberPlane(), group, m.Dot())
    s.play(group[1].animate.shift(m.UP), run_time=0.2)
    group.remove(group[0])
    s.play(group[0].animate.shift(m.DOWN), run_time=0.2)


@exhibit()
def someone_is_in_two_groups(s: Any) -> None:
    a, b, c = three()
    one, other = m.VGroup(a, b), m.VGroup(b, c)
    s.add(one, other)
    s.play(one.animate.shift(m.UP), run_time=0.2)
    s.play(m.Rotate(other, 0.4), run_time=0.2)


@exhibit()
def group_gets_members_while_it_moves(s: Any) -> None:
    group = m.VGroup(m.Dot())
    group.add_updater(lambda g: g.add(m.Dot(len(g) * 0.5 * m.RIGHT)) if len(g) < 5 else g)
    s.add(group)
    s.play(m.FadeIn(m.Square()), run_time=0.4)


@exhibit()
def introducer_and_remover(s: Any) -> None:
    a, _, _ = three()
    s.play(a.animate(introducer=True).shift(m.UP), run_time=0.2)
    s.play(a.animate(remover=True).shift(m.DOWN), run_time=0.2)
    s.wait(0.1)


@exhibit(m.VectorScene)
def vectors(s: Any) -> None:
    s.add_plane(animate=False)
    vector = s.add_vector([2, 1], animate=False)
    s.play(vector.animate.put_start_and_end_on(m.ORIGIN, [-1, 2, 0]), run_time=0.2)
    s.wait(0.1)


@exhibit(m.LinearTransformationScene)
def linear_transformation(s: Any) -> None:
    s.add_vector([1, 2], color=m.YELLOW, animate=False)
    s.add_transformable_mobject(m.Square())
    s.apply_matrix([[1, 1], [0, 1]], run_time=0.4)
    s.wait(0.1)


@exhibit()
def random_dots(s: Any) -> None:
    import numpy as np

    s.play(m.FadeIn(*(m.Dot([*np.random.uniform(-3, 3, 2), 0]) for _ in range(9))), run_time=0.2)


@exhibit()
def layers_change_while_something_moves(s: Any) -> None:
    a, b, c = (one.set_fill(opacity=1).scale(1.6) for one in three())
    c.add_updater(lambda star, dt: star.set_z_index(-1 if star.get_x() < 1 else 0).shift(6 * dt * m.LEFT))
    s.add(a, b, c)
    s.wait(0.4)
