"""Movement, emphasis, and what follows something else."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.scenes.film.frames.menagerie.registry import exhibit, m


@exhibit()
def indications(s: Any) -> None:
    square = m.Square(fill_opacity=0.5)
    s.add(square)
    s.play(m.Indicate(square), m.Circumscribe(square, m.Circle, fade_out=True), run_time=0.4)
    s.play(m.Flash(square), m.FocusOn(square), run_time=0.3)


@exhibit()
def wiggles_and_waves(s: Any) -> None:
    square = m.Square().shift(m.LEFT)
    word = m.Text("wave").shift(m.RIGHT)
    s.add(square, word)
    s.play(m.Wiggle(square), m.ApplyWave(word), run_time=0.4)


@exhibit()
def blinks(s: Any) -> None:
    square = m.Square(fill_opacity=1)
    s.play(m.Blink(square, blinks=2, time_on=0.1, time_off=0.1))


@exhibit()
def broadcast(s: Any) -> None:
    s.play(m.Broadcast(m.Circle(2), n_mobs=3, run_time=0.5))


@exhibit()
def moves_along_a_path(s: Any) -> None:
    dot, path = m.Dot(), m.Circle(2)
    s.add(path)
    s.play(m.MoveAlongPath(dot, path), run_time=0.3)


@exhibit()
def homotopies(s: Any) -> None:
    square = m.Square(3)
    s.play(m.Homotopy(lambda x, y, z, t: (x + t * np.sin(y), y, z), square), run_time=0.3)
    s.play(m.ComplexHomotopy(lambda z, t: z * (1 + 0.3 * t), square), run_time=0.2)


@exhibit()
def phase_flow(s: Any) -> None:
    s.play(m.PhaseFlow(lambda p: np.array([-p[1], p[0], 0]), m.Square(3), virtual_time=0.5), run_time=0.3)


@exhibit()
def rotations(s: Any) -> None:
    square, line = m.Square().shift(m.LEFT), m.Line(m.ORIGIN, 2 * m.RIGHT)
    s.add(square, line)
    s.play(
        m.Rotate(square, 2, about_point=m.ORIGIN),
        m.Rotating(line, angle=3, about_point=m.ORIGIN),
        run_time=0.4,
    )


@exhibit()
def out_of_the_plane(s: Any) -> None:
    s.play(m.Rotate(m.Square(fill_opacity=0.4), 1.2, axis=m.UP), run_time=0.3)


@exhibit()
def updater_with_time(s: Any) -> None:
    hand = m.Line(m.ORIGIN, 2 * m.UP).add_updater(lambda line, dt: line.rotate(3 * dt, about_point=m.ORIGIN))
    s.add(m.Circle(2), hand)
    s.wait(0.3)
    hand.suspend_updating()
    s.wait(0.1)
    hand.resume_updating()
    s.play(m.FadeIn(m.Dot()), run_time=0.2)


@exhibit()
def updaters_that_follow(s: Any) -> None:
    dot, label = m.Dot(2 * m.LEFT), m.Text("here")
    label.add_updater(lambda t: t.next_to(dot, m.UP))
    s.add(dot, label)
    s.play(dot.animate.shift(3 * m.RIGHT), run_time=0.3)
    label.clear_updaters()
    s.play(dot.animate.shift(m.DOWN), run_time=0.2)


@exhibit()
def updater_on_a_part(s: Any) -> None:
    group = m.VGroup(m.Square(), m.Dot())
    group[1].add_updater(lambda d, dt: d.shift(2 * dt * m.RIGHT))
    s.add(m.Circle(0.5).shift(m.UP), group, m.Triangle().shift(m.DOWN))
    s.wait(0.3)


@exhibit()
def updater_of_the_scene(s: Any) -> None:
    square = m.Square()
    s.add(square)
    s.add_updater(lambda dt: square.rotate(dt))
    s.play(m.FadeIn(m.Dot()), run_time=0.3)
    s.wait(0.2)


@exhibit()
def updater_of_the_scene_adds_things(s: Any) -> None:
    s.add_updater(lambda dt: s.add(m.Dot((len(s.mobjects) - 3) * m.RIGHT, radius=0.2, fill_opacity=0.5)))
    s.play(m.FadeIn(m.Square()), run_time=0.3)


@exhibit()
def always_redrawn(s: Any) -> None:
    angle = m.ValueTracker(0.2)
    wedge = m.always_redraw(lambda: m.Sector(2, angle=angle.get_value(), color=m.BLUE))
    s.add(wedge)
    s.play(angle.animate.set_value(2), run_time=0.3)


@exhibit()
def always_and_f_always(s: Any) -> None:
    dot, square = m.Dot(m.LEFT), m.Square(0.5)
    m.always(square.next_to, dot, m.UP)
    circle = m.Circle(0.3)
    m.f_always(circle.move_to, lambda: dot.get_center() + m.DOWN)
    s.add(square, circle)
    s.play(dot.animate.shift(2 * m.RIGHT), run_time=0.3)


@exhibit()
def traced_path(s: Any) -> None:
    dot = m.Dot(2 * m.RIGHT)
    s.add(m.TracedPath(dot.get_center, stroke_width=5, stroke_color=m.RED), dot)
    s.play(m.Rotating(dot, angle=3, about_point=m.ORIGIN), run_time=0.4)


@exhibit()
def traced_path_that_fades(s: Any) -> None:
    dot = m.Dot(2 * m.RIGHT)
    s.add(m.TracedPath(dot.get_center, dissipating_time=0.2, stroke_opacity=[0, 1]), dot)
    s.play(m.Rotating(dot, angle=3, about_point=m.ORIGIN), run_time=0.5)


@exhibit()
def boundary_that_runs(s: Any) -> None:
    s.add(m.AnimatedBoundary(m.Square(2), colors=[m.RED, m.BLUE], cycle_rate=3))
    s.wait(0.4)


@exhibit()
def cycled_and_turned(s: Any) -> None:
    square = m.Square()
    s.add(m.turn_animation_into_updater(m.Rotate(square, 2, run_time=0.3)) and square)
    s.add(m.cycle_animation(m.Indicate(m.Dot(2 * m.UP), run_time=0.2)))
    s.wait(0.4)


@exhibit()
def maintained_position(s: Any) -> None:
    one, other = m.Square().shift(m.LEFT), m.Circle().shift(m.RIGHT)
    s.add(one, other)
    s.play(m.MaintainPositionRelativeTo(other, one), one.animate.shift(m.UP), run_time=0.3)


@exhibit()
def speed_changes(s: Any) -> None:
    dot = m.Dot(3 * m.LEFT)
    s.play(m.ChangeSpeed(dot.animate(run_time=0.4).shift(6 * m.RIGHT), {0.3: 1, 0.5: 0.3, 1: 1}))


@exhibit()
def speed_changes_with_an_updater(s: Any) -> None:
    one, other = m.Dot(2 * m.LEFT), m.Dot(2 * m.LEFT + m.UP)
    m.ChangeSpeed.add_updater(one, lambda d, dt: d.shift(3 * dt * m.RIGHT))
    s.add(one)
    s.play(
        m.ChangeSpeed(
            other.animate(run_time=0.4).shift(3 * m.RIGHT), {0: 1, 1: 0.3}, affects_speed_updaters=True
        )
    )


@exhibit()
def rate_functions(s: Any) -> None:
    functions = [
        m.linear,
        m.rush_into,
        m.there_and_back,
        m.wiggle,
        m.rate_functions.ease_out_bounce,
        m.exponential_decay,
    ]
    dots = [m.Dot(3 * m.LEFT + (2 - index) * 0.6 * m.UP) for index in range(len(functions))]
    moves = (d.animate(rate_func=f).shift(5 * m.RIGHT) for d, f in zip(dots, functions, strict=True))
    s.play(*moves, run_time=0.4)
