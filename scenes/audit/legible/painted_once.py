"""What Manim takes to stand still during an animation really stands still."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, Mobject
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.sampling import Sample
from scenes.audit.look.screen import Screen
from scenes.film.frames.raster import Key, key_of, seen, visible


class PaintedOnce(AuditRule):
    """Whatever changes during an animation is drawn anew in every frame of it.

    Manim paints once what neither is animated nor has an updater, so a change that reaches it from elsewhere,
    as from another mobject's updater, is seen only when the next animation begins: as a jump. So is a move of
    the camera's frame that is not animated.
    """

    name = "painted once"

    def __init__(self) -> None:
        self._playing: list[Animation] | None = None
        self._looks: list[tuple[Mobject, object]] = []
        self._screen = Screen()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare what is painted once with how it looked when the animation began."""
        playing = sample.chapter.animations
        if sample.at_start:
            self._playing = playing
            standing = [mobject for mobject in sample.chapter.static_mobjects if visible(mobject)]
            self._looks = [(mobject, _look(mobject)) for mobject in standing]
            self._screen = sample.screen
        elif not sample.at_beat_end and playing is self._playing:
            changed = [
                mobject for mobject, look in self._looks if self._differs(mobject, look, sample.screen)
            ]
            if changed:
                kinds = sorted({type(mobject).__name__ for mobject in changed})
                found = f"{len(changed)} mobjects change unseen ({', '.join(kinds)})"
                yield Problem(self.name, found, "an updater of its own, or a part in the animation")
                self._looks = []

    def _differs(self, mobject: Mobject, look: object, screen: Screen) -> bool:
        return _look(mobject) != look or (look is not None and screen.shows_otherwise(mobject, self._screen))


def _look(mobject: Mobject) -> Key | None:
    """Return what a mobject looks like, None where it cannot be seen."""
    return key_of(mobject) if seen(mobject) else None
