"""The films behind the page's sliders: one frame a position, encoded so that any frame is found at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config import Profile
from scenes.chapters.drags.drag import Drag
from scenes.film.errors import ProductionError
from scenes.film.project import SceneRef
from scenes.film.render import render
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.outputs.page.films import MEDIA

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.reporter import Reporter
    from scenes.film.result import SceneBuild

DRAGS = (
    SceneRef("tangent_drag", "scenes.chapters.drags.tangent_drag", "TangentDrag"),
    SceneRef("heatmap_drag", "scenes.chapters.drags.heatmap_drag", "HeatmapDrag"),
)
NAMES = {"tangent_drag": "tangent", "heatmap_drag": "map"}
"""What the page's template calls the drags."""

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


@dataclass(frozen=True)
class Dragged:
    """A drag's finished film: which drag it is, where the film lies, what it was made from."""

    entry: SceneRef
    film: Path
    key: str

    @property
    def name(self) -> str:
        """What the page calls it."""
        return NAMES[self.entry.id]

    @property
    def place(self) -> str:
        """Where the film lies below the page's folder."""
        return f"{MEDIA}/{self.film.name}"

    def load(self) -> type[Drag]:
        """Import the drag's class. Raises `ProductionError` if its module is broken."""
        found = self.entry.load()
        assert issubclass(found, Drag)
        return found


def draw(settings: Settings, *, jobs: int | None, out: Path, reporter: Reporter) -> list[Dragged]:
    """Draw what is missing of the drags, in a build folder of their own inside the cache.

    They are no chapters of the lecture, so `out/chapters` and the manifest do not have them. Raises
    `ProductionError` if one of them fails.
    """
    outcome = render(
        DRAGS,
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
    return [_dragged(scene) for scene in outcome.scenes]


def _dragged(scene: SceneBuild) -> Dragged:
    assert scene.video is not None
    return Dragged(scene.entry, scene.video, scene.key)
