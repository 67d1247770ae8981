"""The window over a long chain's row: what is in view, where it stands, and that it comes back."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from manim import Animation, Scene
from manim.animation.animation import prepare_animation

from config import Theme, load_settings
from scenes.stage.frame import safe_width
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.graph.row_window import RowWindow
from tests.networks import chain


@pytest.fixture(scope="module")
def theme() -> Theme:
    """Return the lecture's theme."""
    return load_settings().theme


def window(theme: Theme, depth: int) -> RowWindow:
    """Return the window over a chain of so many neurons."""
    net = chain(("1", *("0.8", "0.1") * depth, "1"))
    return RowWindow(NetworkDiagram(theme, net.graph, net.quantity))


def finish(moves: Iterable[Animation], scene: Scene) -> None:
    """Play animations to their end without drawing."""
    for animation in map(prepare_animation, moves):
        animation._setup_scene(scene)
        animation.begin()
        animation.finish()
        animation.clean_up_from_scene(scene)


def play(view: RowWindow, layer: int, scene: Scene) -> None:
    """Play the row's move to its end."""
    finish(view.moves(layer, scene), scene)
    view.settle(scene)


@pytest.mark.parametrize("depth", [1, 2])
def test_a_short_chain_is_in_view_as_a_whole(theme: Theme, depth: int) -> None:
    view = window(theme, depth)
    assert view.whole and view.keys == list(view.graph.row) and view.sees("y")
    assert float(view.diagram.row.width) == pytest.approx(safe_width())


def test_two_neurons_of_a_long_chain_are_in_view(theme: Theme) -> None:
    view = window(theme, 5)
    assert view.keys == ["x", "z1", "a1", "z2", "a2"] and not view.sees("L") and not view.sees("w3")
    view.moves(9, Scene())
    assert view.keys == ["a3", "z4", "a4", "z5", "a5", "L"] and view.sees("y") and view.sees("b4")


def test_what_is_in_view_stands_between_the_margins_wherever_the_window_is(theme: Theme) -> None:
    view, scene = window(theme, 6), Scene()
    for layer in (1, 3, 5, 2, 1):
        view.moves(layer, scene)
        boxes = [view.diagram.nodes[key].frame for key in view.keys]
        assert float(boxes[0].get_left()[0]) == pytest.approx(-safe_width() / 2)
        assert float(boxes[-1].get_right()[0]) <= safe_width() / 2 + 1e-9


def test_what_leaves_the_window_comes_back_with_it(theme: Theme) -> None:
    view, scene = window(theme, 4), Scene()
    first = view.diagram.nodes["x"]
    scene.add(*view.standing())
    play(view, 3, scene)
    assert first not in scene.get_mobject_family_members()
    play(view, 1, scene)
    assert first in scene.get_mobject_family_members()
    assert float(first.frame.get_left()[0]) == pytest.approx(-safe_width() / 2)


def test_a_value_goes_with_the_box_that_holds_it(theme: Theme) -> None:
    view, scene = window(theme, 4), Scene()
    box = view.diagram.nodes["x"]
    slot = box.slot()
    scene.add(*view.standing(), slot)
    box.hold(slot)
    finish(view.moves(3, scene), scene)
    assert slot not in scene.get_mobject_family_members()
