"""Where the camera looks along a row of boxes: at all of it, or close to what is opened under one box."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Animation, FadeIn, FadeOut, Mobject, Scene
from manim.animation.animation import prepare_animation

from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing

_HEAD = 0.13
"""Share of the frame's height that stays free above what is looked at: the chapter's mark stands there."""


class RowCamera:
    """Moves what a scene's camera shows, its `frame`; the whole row is seen with its middle at `y`.

    Close, the frame shows what lies between a height and `bottom`, as large as that can be.
    """

    def __init__(self, scene: Scene, frame: Mobject, bottom: float, y: float) -> None:
        self.scene, self.frame, self.bottom, self.y = scene, frame, bottom, y
        self._frame = Frame.current()
        self.x, self._share, self.is_close = 0.0, 1.0, False
        self.hidden: list[Mobject] = []
        frame.move_to((0.0, y, 0.0))

    @property
    def reach(self) -> tuple[float, float]:
        """Left and right end of what may hold type, as the camera stands."""
        half = self._frame.safe_width / 2 * self._share
        return self.x - half, self.x + half

    def middle(self, at: float, width: float, top: float) -> float:
        """Return the middle, as near to `at` as can be, of something so wide that the camera sees whole."""
        share = self._share_of(top)
        x = self._nearest(at, share)
        most = self._frame.safe_width / 2 * share - width / 2
        return min(max(at, x - most), x + most)

    def close_to(self, at: float, top: float, hidden: Sequence[Mobject] = ()) -> list[Animation]:
        """Return the animations that bring the camera close to a place of the row, seen from a `top` down.

        What was hidden so far and is not any more comes back, and the other way round.
        """
        self._share, self.is_close = self._share_of(top), True
        self.x = self._nearest(at, self._share)
        height = self._frame.height * self._share
        return [*self._hide(hidden), self._moved(self.x, top + _HEAD * height - height / 2)]

    def whole(self) -> list[Animation]:
        """Return the animations back to the whole row, with all that was hidden."""
        return [*self._hide(()), self._back(self.y)]

    def home(self) -> list[Animation]:
        """Return the animations to where the camera stands at a chapter's beginning."""
        return [*self._hide(()), self._back(0.0)]

    def forget(self, *hidden: Mobject) -> None:
        """Let what is hidden not come back."""
        self.hidden = [one for one in self.hidden if one not in hidden]

    def unless_hidden(self, animations: Sequence[Animation]) -> list[Animation]:
        """Return animations of what is seen; those of what is hidden now come to their end at once."""
        seen, hidden = [], {id(part) for one in self.hidden for part in one.get_family()}
        for animation in map(prepare_animation, animations):
            if id(animation.mobject) in hidden:
                animation.begin()
                animation.finish()
            else:
                seen.append(animation)
        return seen

    def _back(self, y: float) -> Animation:
        self.x, self._share, self.is_close = 0.0, 1.0, False
        return self._moved(0.0, y)

    def _hide(self, hidden: Sequence[Mobject]) -> list[Animation]:
        stage = set(self.scene.get_mobject_family_members())
        going = [one for one in hidden if one not in self.hidden and one in stage]
        coming = [one for one in self.hidden if one not in hidden]
        self.hidden = [*(one for one in self.hidden if one in hidden), *going]
        return [*map(FadeOut, going), *map(FadeIn, coming)]

    def _share_of(self, top: float) -> float:
        height = (top - self.bottom) / (1.0 - _HEAD - self._frame.caption_band)
        return min(1.0, height / self._frame.height)

    def _nearest(self, x: float, share: float) -> float:
        """Return where the camera stands close to a place and does not look beyond the stage."""
        most = self._frame.width / 2 * (1.0 - share)
        return min(max(x, -most), most)

    def _moved(self, x: float, y: float) -> Animation:
        frame = changing(self.frame).set(width=self._frame.width * self._share)
        moved: Animation = frame.move_to((x, y, 0.0))
        return moved
