"""The short ways lead where Manim's own lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Circle,
    Dot,
    Group,
    ImageMobject,
    Line,
    Mobject,
    Square,
    Star,
    VGroup,
    VMobject,
)

from scenes.film.frames.shortcuts import shortcuts

LEAVES: list[Callable[[], VMobject]] = [
    Circle,
    Square,
    VMobject,
    lambda: Star(7).shift(2 * UP),
    lambda: Line(LEFT, 3 * RIGHT),
    lambda: Dot(2 * DOWN),
    lambda: VMobject().start_new_path(np.array([5.0, 1.0, 0.0])),
]


@st.composite
def families(draw: st.DrawFn) -> list[VMobject]:
    """Draw mobjects, groups of them and of each other, the last one the largest; some are in two groups."""
    made: list[VMobject] = [draw(st.sampled_from(LEAVES))() for _ in range(draw(st.integers(1, 5)))]
    for _ in range(draw(st.integers(1, 4))):
        members = draw(st.lists(st.sampled_from(made), min_size=0, max_size=4, unique_by=id))
        made.append(VGroup(*members))
    return made


@given(families())
def test_families_and_their_extent_are_manims(made: list[VMobject]) -> None:
    """Members in Manim's order, each once, and every corner to the last digit."""
    directions = [ORIGIN, UP, LEFT, DOWN + RIGHT, UP + LEFT]

    def told() -> list[Any]:
        return [
            (
                [id(member) for member in mobject.get_family()],
                [mobject.get_critical_point(direction).tolist() for direction in directions],
                np.asarray(mobject.get_points_defining_boundary()).reshape(-1, 3).tolist(),
                mobject.width,
            )
            for mobject in made
        ]

    stock = told()
    with shortcuts():
        assert told() == stock
    assert told() == stock


def test_a_group_with_pictures_has_manims_extent() -> None:
    group = Group(ImageMobject(np.zeros((3, 5, 3), np.uint8)).shift(RIGHT), Circle().shift(3 * LEFT))
    stock = group.get_corner(UP + LEFT).tolist(), group.get_center().tolist()
    with shortcuts():
        assert (group.get_corner(UP + LEFT).tolist(), group.get_center().tolist()) == stock


def test_a_member_of_itself_is_in_its_family_once() -> None:
    group, other = VGroup(), VGroup()
    group.submobjects, other.submobjects = [other], [group]
    with shortcuts():
        assert group.get_family() == [group, other]


@given(families(), st.data())
def test_updaters_run_as_manim_runs_them(made: list[VMobject], data: st.DataObject) -> None:
    """In the same order, as often, with the time to those that ask; not where they are suspended."""
    log: list[object] = []

    def updater(name: int) -> Callable[..., object]:
        if name % 2:
            return lambda _mobject, dt: log.append((name, dt))
        return lambda _mobject: log.append(name)

    for index, mobject in enumerate(made):
        for _ in range(data.draw(st.integers(0, 2))):
            mobject.add_updater(updater(index), call_updater=False)
        if data.draw(st.booleans()):
            mobject.suspend_updating(recursive=False)

    def ran() -> list[object]:
        log.clear()
        made[-1].update(0.25)
        made[-1].update(0.5, recursive=False)
        return list(log)

    stock = ran()
    with shortcuts():
        assert ran() == stock


def test_what_an_updater_brings_is_updated_in_the_same_round() -> None:
    seen: list[str] = []
    late = Square().add_updater(lambda _mobject: seen.append("late"), call_updater=False)
    group = VGroup().add_updater(lambda mobject: mobject.add(late), call_updater=False)
    with shortcuts():
        group.update(0.1)
    assert seen == ["late"]


class Restless(Square):
    """A maker's mobject that updates itself without updaters."""

    def update(self, dt: float = 0, recursive: bool = True) -> Self:
        """Grow."""
        self.stroke_width += dt
        return self


def test_a_class_that_updates_itself_is_updated() -> None:
    restless = Restless(stroke_width=4)
    with shortcuts():
        VGroup(restless).update(0.5)
    assert restless.stroke_width == 4.5


class Pushes:
    """An updater that nobody can look up: it compares by value and has no hash."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pushes)

    def __call__(self, mobject: Mobject, dt: float) -> None:
        """Push."""
        mobject.shift(dt * RIGHT)


def test_any_callable_may_be_an_updater() -> None:
    square = Square().add_updater(Pushes(), call_updater=False)
    with shortcuts():
        square.update(0.5)
    assert square.get_x() == 0.5


class Padded(Square):
    """A maker's mobject that has anchors and an extent of its own."""

    def get_anchors(self) -> Any:
        """Return the anchors and one more."""
        return [*super().get_anchors(), 5 * UP]

    def get_extremum_along_dim(self, points: Any = None, dim: int = 0, key: int = 0) -> float:
        """Return Manim's answer, twice."""
        return 2 * super().get_extremum_along_dim(points, dim=dim, key=key)


def test_classes_with_an_extent_of_their_own_keep_it() -> None:
    mobject = VGroup(Padded(), Circle().shift(3 * LEFT))
    stock = [mobject.get_corner(UP + LEFT).tolist(), mobject[0].get_corner(UP + RIGHT).tolist()]
    with shortcuts():
        assert [mobject.get_corner(UP + LEFT).tolist(), mobject[0].get_corner(UP + RIGHT).tolist()] == stock


@settings(deadline=None)
@given(families())
def test_copies_are_manims_and_share_nothing_that_changes(made: list[VMobject]) -> None:
    """The same attributes, and what two members shared their copies share, too; moving one moves no other."""
    whole: Any = VGroup(*made)
    whole.marks = [made[0], {"last": made[-1]}]
    shared = np.arange(6.0)
    mobject: Any
    for mobject in made:
        mobject.shared = shared

    def told(copied: Any) -> list[object]:
        family = {id(member): place for place, member in enumerate(copied.get_family())}
        marks = [family[id(copied.marks[0])], family[id(copied.marks[1]["last"])]]
        names = [
            {name: repr(value) for name, value in vars(member).items() if name in vars(VMobject())}
            for member in copied.get_family()
        ]
        return [marks, names, len({id(member.shared) for member in copied.submobjects})]

    stock = told(whole.copy())
    before = [member.points.copy() for member in whole.get_family()]
    with shortcuts():
        copied = whole.copy()
        assert told(copied) == stock
        copied.shift(RIGHT).set_color("#FF0000")
        copied.shared = shared
        copied.submobjects[0].shared += 1.0
    assert all(np.array_equal(a.points, b) for a, b in zip(whole.get_family(), before, strict=True))
    assert np.array_equal(shared, np.arange(6.0))
