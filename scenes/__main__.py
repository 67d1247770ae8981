"""The command line: `python -m scenes <command>`.

Exit codes: 0 done, 1 something failed, 2 the request or the configuration was wrong, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click
from rich.console import Console

from config import load_settings
from scenes.cli.options import (
    Commands,
    complain,
    config_option,
    drawing_options,
    jobs_option,
    names_argument,
    narration_option,
    quality_option,
)
from scenes.film.errors import ProductionError

if TYPE_CHECKING:
    from scenes.film.project import SceneRef
    from scenes.film.result import BuildResult


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Explainer videos about backpropagation, drawn from values that are computed and checked."""


@main.command("list")
def list_scenes() -> None:
    """List the scenes in the lecture's order; one that cannot be loaded is listed without a title."""
    entries = chosen(())
    width = max(len(entry.id) for entry in entries)
    broken: list[str] = []
    for entry in entries:
        try:
            click.echo(f"{entry.id:<{width}}  {entry.load().title}")
        except ProductionError as error:
            click.echo(entry.id)
            broken.append(str(error))
    for line in broken:
        complain(line)
    if broken:
        sys.exit(1)


@main.command()
@names_argument
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON for other programs.")
@config_option
def plan(names: tuple[str, ...], as_json: bool, override: Path | None) -> None:
    """Print beats, times, captions and shown numbers without drawing a frame."""
    from scenes.film import plan as planning

    entries = chosen(names)
    timelines = planning.timelines(entries, load_settings(override))
    if as_json:
        click.echo(planning.as_text(planning.as_json(timelines)).encode(), nl=False)
    else:
        Console().print(planning.as_table(timelines))


@main.command()
@names_argument
@quality_option
@jobs_option
@click.option("--cluster", metavar="ADDRESS", help="Draw on a Dask scheduler's workers.")
@click.option("--stats", type=click.Path(path_type=Path), hidden=True, help="Write what it took as JSON.")
@narration_option
@drawing_options
def render(
    names: tuple[str, ...],
    quality: str,
    jobs: int | None,
    cluster: str | None,
    stats: Path | None,
    narration: str,
    override: Path | None,
    out: Path,
) -> None:
    """Draw the scenes into OUT/chapters; all of them, joined into OUT/lecture.mp4, if none is named.

    What has not changed since it was last drawn is not drawn again.
    """
    outcome = _draw(
        chosen(names),
        quality=quality,
        jobs=jobs,
        override=override,
        out=out,
        cluster=cluster,
        narrated=narration == "on",
    )
    if stats is not None:
        stats.write_text(json.dumps(outcome.stats()), encoding="utf-8")


@main.command()
@names_argument
@quality_option
@jobs_option
@narration_option
@drawing_options
def clips(
    names: tuple[str, ...], quality: str, jobs: int | None, narration: str, override: Path | None, out: Path
) -> None:
    """Make every beat of the scenes a film of its own in OUT/clips, with an index; draw what is missing."""
    from scenes.outputs import clips as clipping

    outcome = _draw(
        chosen(names),
        quality=quality,
        jobs=jobs,
        override=override,
        out=out,
        narrated=narration == "on",
        beats=True,
    )
    click.echo(clipping.make_all(outcome.scenes, out, outcome.narration))


@main.command()
@names_argument
@quality_option
@jobs_option
@drawing_options
def slides(names: tuple[str, ...], quality: str, jobs: int | None, override: Path | None, out: Path) -> None:
    """Make decks of the scenes, a slide a beat, in OUT/slides: HTML and PowerPoint; draw what is missing."""
    from scenes.outputs.slides import deck

    outcome = _draw(chosen(names), quality=quality, jobs=jobs, override=override, out=out, beats=True)
    for path in deck.make_all(outcome.scenes, load_settings(override).theme, out):
        click.echo(path)


@main.command()
@click.argument("name")
@click.option("--beat", help="Only this beat of the scene.")
@click.option("--as", "form", type=click.Choice(["webm", "gif"]), required=True, help="Which form.")
@click.option(
    "--quality", help="A profile of config/profiles.toml.  [default: draft for webm, preview for gif]"
)
@drawing_options
def export(
    name: str, beat: str | None, form: str, quality: str | None, override: Path | None, out: Path
) -> None:
    """Draw a scene, or a beat of it, into OUT/exports: as WebM without a background, or as GIF."""
    from scenes.cli.progress import reporter
    from scenes.outputs.exports import export as exporting

    (entry,) = chosen([name])
    settings = load_settings(override)
    signal.signal(signal.SIGTERM, _interrupt)
    profile = quality or exporting.FORMS[form]
    with reporter(Console(stderr=True)) as report:
        made = exporting.export(
            entry, settings, form=form, beat=beat, profile=profile, out=out, reporter=report
        )
    click.echo(f"{made.stat().st_size / 1e6:.2f} MB", err=True)
    click.echo(made)


@main.command()
@names_argument
@quality_option
@jobs_option
@narration_option
@drawing_options
def page(
    names: tuple[str, ...], quality: str, jobs: int | None, narration: str, override: Path | None, out: Path
) -> None:
    """Make OUT/page/index.html: the lecture to watch, to step through, to drag; draw what is missing."""
    from scenes.cli.progress import reporter
    from scenes.outputs.page import drags, make

    narrated = narration == "on"
    outcome = _draw(chosen(names), quality=quality, jobs=jobs, override=override, out=out, narrated=narrated)
    settings = load_settings(override)
    with reporter(Console(stderr=True)) as report:
        films = drags.draw(settings, jobs=jobs, out=out, reporter=report)
    click.echo(make.make(outcome, films, settings, quality, out))


@main.command()
@names_argument
@quality_option
def bench(names: tuple[str, ...], quality: str) -> None:
    """Time Manim's own command, ours and the encoder alone on the same scenes; print a Markdown table."""
    from scenes.cli import bench as benching

    with Console(stderr=True).status("measuring"):
        measured = benching.bench(chosen(names), quality)
    click.echo(measured.as_markdown())


@main.command()
@click.argument("name")
@drawing_options
def preview(name: str, override: Path | None, out: Path) -> None:
    """Draw one scene small and quick, and open it where there is a screen."""
    (entry,) = chosen([name])
    _draw((entry,), quality="preview", jobs=1, override=override, out=out)
    video = out / "chapters" / f"{entry.id}.mp4"
    if _has_screen() and click.launch(str(video)) != 0:
        click.echo("no program opened the video", err=True)


@main.command()
@names_argument
@click.option("--json", "as_json", is_flag=True, help="Print audit.json instead of the table.")
@click.option("--sheet", is_flag=True, help="Write a contact sheet of each scene into OUT/audit.")
@click.option("--jobs", type=click.IntRange(min=1), help="Scenes looked at a time.  [default: one a core]")
@drawing_options
def audit(
    names: tuple[str, ...], as_json: bool, sheet: bool, jobs: int | None, override: Path | None, out: Path
) -> None:
    """Prove that what stands on screen is right and legible; exit 1 if anything is not."""
    from scenes.audit import run as auditing
    from scenes.film import plan as planning

    settings = load_settings(override)
    with Console(stderr=True).status("looking at the scenes"):
        reports = auditing.audit(chosen(names), settings, out=out, sheets=sheet, jobs=jobs)
    if as_json:
        click.echo(planning.as_text(auditing.as_json(reports)).encode(), nl=False)
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(auditing.as_table(reports))
    if any(report.failures for report in reports):
        sys.exit(1)


def _draw(
    entries: tuple[SceneRef, ...],
    *,
    quality: str,
    jobs: int | None,
    override: Path | None,
    out: Path,
    cluster: str | None = None,
    narrated: bool = True,
    beats: bool = False,
) -> BuildResult:
    """Draw what is not there yet; print the videos' paths on stdout and everything else on stderr."""
    settings = load_settings(override)
    from scenes.cli.progress import as_table, reporter
    from scenes.film import render as rendering

    signal.signal(signal.SIGTERM, _interrupt)
    console = Console(stderr=True)
    since = time.monotonic()
    with reporter(console) as report:
        outcome = rendering.render(
            entries,
            settings,
            settings.profiles.named(quality),
            settings.narration,
            profile=quality,
            jobs=jobs,
            out=out,
            reporter=report,
            cluster=cluster,
            narrated=narrated,
            beats=beats,
        )
    if outcome.scenes:
        console.print(as_table(outcome, time.monotonic() - since), highlight=False)
    for line in outcome.failures:
        complain(line)
    if outcome.failures:
        sys.exit(1)
    for entry in entries:
        click.echo(out / "chapters" / f"{entry.id}.mp4")
    if outcome.joined is not None:
        click.echo(out / outcome.joined.name)
    return outcome


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _has_screen() -> bool:
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    main(prog_name="python -m scenes")
