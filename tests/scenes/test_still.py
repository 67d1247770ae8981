"""What Manim takes for still, and paints once, does not change while an animation runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from manim import Mobject, Scene, ValueTracker, VGroup, VMobject

from scenes.production.catalogue import chosen
from scenes.stage.chapter import Chapter, DryRenderer

MOMENTS = 4


def looks(mobjects: list[Mobject]) -> Iterator[tuple[int, bytes]]:
    """Yield every member of the families with its outline and its colours."""
    for mobject in mobjects:
        for member in mobject.get_family():
            if isinstance(member, VMobject):
                colours = member.fill_rgbas.tobytes() + member.stroke_rgbas.tobytes()
                yield id(member), member.points.tobytes() + colours


class Watcher(DryRenderer):
    """Plays through animations and notes when something changes that counts as still."""

    def __init__(self) -> None:
        super().__init__()
        self.changed: list[float] = []

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play at a few moments; compare what is still with how it was at the beginning."""
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        still = [] if scene.is_current_animation_frozen_frame() else scene.static_mobjects
        before = dict(looks(still))
        for moment in range(1, MOMENTS + 1):
            scene.update_to_time(scene.duration * moment / (MOMENTS + 1))
            if dict(looks(still)) != before:
                assert isinstance(scene, Chapter)
                self.changed.append(scene.tick)
                break
        for animation in scene.animations or []:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


@pytest.mark.parametrize("name", ["two_ds", "heatmap_cross_sections"])
def test_what_counts_as_still_stands_still(name: str) -> None:
    (chapter,) = chosen((name,))
    watcher = Watcher()
    played = chapter.load()(renderer=watcher)
    played.construct()
    assert watcher.changed == []


def test_what_moves_unseen_is_found() -> None:
    watcher = Watcher()
    stage, share = Chapter(renderer=watcher), ValueTracker(0.0)
    drawn, follow = VGroup(VMobject().set_points_as_corners([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)])), Mobject()
    follow.add_updater(lambda _: drawn[0].set_x(share.get_value()))
    stage.add(drawn, follow)
    stage.play(share.animate.set_value(1.0))
    assert watcher.changed
