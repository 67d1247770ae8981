"""The films behind the page's sliders: one frame a position, encoded so that any frame is found at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from config import Profile
from scenes.film.errors import ProductionError
from scenes.film.project import SceneRef
from scenes.film.render import render
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.outputs.page.films import MEDIA

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.reporter import Reporter
    from scenes.film.result import SceneBuild

PROFILE = "page"


class Seekable(Profile):
    """A profile whose films have a key frame every few frames and none that needs a later one."""

    key_every: int

    @property
    def encoding(self) -> dict[str, str]:
        """What the encoder is told: a player that seeks decodes `key_every` frames at most."""
        return {**super().encoding, "g": str(self.key_every), "bf": "0"}


SEEKABLE = Seekable(
    width=1280, height=720, frame_rate=TICKS_PER_SECOND, preset="veryfast", crf=23, key_every=6
)


class Draggable(Protocol):
    """The class of a drag: what its formulas say and what the page's script needs to know."""

    @classmethod
    def formula(cls, settings: Settings) -> str:
        """Return the function that is shown, as a line of text."""

    @classmethod
    def rules(cls, settings: Settings) -> tuple[str, ...]:
        """Return the rules that its slopes follow, a line of text each."""

    @classmethod
    def board(cls, settings: Settings) -> dict[str, Any]:
        """Return axes and readings of every frame, as JSON."""


@dataclass(frozen=True)
class DragFilm:
    """A drag's finished film: what the page calls it, where it is found, the file, what it was made from."""

    name: str
    scene: SceneRef
    film: Path
    key: str

    @property
    def place(self) -> str:
        """Where the film lies below the page's folder."""
        return f"{MEDIA}/{self.film.name}"

    def load(self) -> Draggable:
        """Import the drag's class. Raises `ProductionError` if its module is broken."""
        found: Any = self.scene.load()
        drag: Draggable = found
        return drag


def draw(
    drags: Mapping[str, SceneRef], settings: Settings, *, jobs: int | None, out: Path, reporter: Reporter
) -> list[DragFilm]:
    """Draw what is missing of the drags, in a build folder of their own inside the cache.

    They are no chapters of the lecture, so `out/chapters` and the manifest do not have them. Raises
    `ProductionError` if one of them fails.
    """
    outcome = render(
        tuple(drags.values()),
        settings,
        SEEKABLE,
        settings.narration,
        profile=PROFILE,
        jobs=jobs,
        out=out / "cache" / "drags",
        reporter=reporter,
        narrated=False,
    )
    if outcome.failures:
        raise ProductionError(outcome.failures[0])
    names = {scene.id: name for name, scene in drags.items()}
    return [_finished(names[chapter.entry.id], chapter) for chapter in outcome.scenes]


def _finished(name: str, chapter: SceneBuild) -> DragFilm:
    assert chapter.video is not None
    return DragFilm(name, chapter.entry, chapter.video, chapter.key)
