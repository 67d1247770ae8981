"""Scenes rendered as commands render them: all that settings say goes where `render` wants it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from config import Settings
from scenes.film.project import Project, SceneRef
from scenes.film.render import render as render_quality
from scenes.film.reporter import Reporter
from scenes.film.result import BuildResult


def render(
    entries: Sequence[SceneRef],
    settings: Settings,
    *,
    out: Path,
    reporter: Reporter,
    project: Project | None = None,
    profile: str = "tiny",
    jobs: int | None = 1,
    cluster: str | None = None,
    narrated: bool = True,
    beats: bool = False,
) -> BuildResult:
    """Render scenes in a profile of the settings, by default the tiny one, with one worker."""
    return render_quality(
        entries,
        settings,
        settings.profiles.named(profile),
        settings.narration,
        profile=profile,
        project=project,
        jobs=jobs,
        out=out,
        reporter=reporter,
        cluster=cluster,
        narrated=narrated,
        beats=beats,
    )
