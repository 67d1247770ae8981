"""The command `preview`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

import click

from scenes.cli.draw import draw
from scenes.cli.request import Request, takes


@click.command("preview")
@takes("name", "config", "out")
def command(request: Request) -> None:
    """Draw one scene small and quick, and open it where there is a screen."""
    draw(replace(request, quality="preview"))
    (scene,) = request.scenes
    video = request.out / "chapters" / f"{scene.id}.mp4"
    if _has_screen() and click.launch(str(video)) != 0:
        click.echo("no program opened the video", err=True)


def _has_screen() -> bool:
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
