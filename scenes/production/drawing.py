"""One chapter drawn to its files: what runs in a worker process."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, Any

from scenes.production.captions import as_vtt, cues
from scenes.production.catalogue import Entry
from scenes.production.errors import ProductionError, explain
from scenes.production.files import write_text

if TYPE_CHECKING:
    from manim.typing import PixelArray

    from config import Settings

_REPORT_EVERY = 0.1


@dataclass(frozen=True)
class Task:
    """A chapter to draw: its settings and profile, the folder of the output, its own scratch folder."""

    entry: Entry
    settings: Settings
    profile: str
    out: Path
    scratch: Path

    @property
    def video(self) -> Path:
        """Where the chapter's video goes."""
        return self.out / "chapters" / f"{self.entry.id}.mp4"

    @property
    def captions(self) -> Path:
        """Where the chapter's captions go."""
        return self.video.with_suffix(".vtt")


@dataclass(frozen=True)
class Drawn:
    """Message of a worker: so many frames are drawn."""

    frames: int


@dataclass(frozen=True)
class Finished:
    """Last message of a worker: the files are in place, with this part of the plan in them."""

    chapter: dict[str, Any]


@dataclass(frozen=True)
class Failed:
    """Last message of a worker: why the chapter could not be made, in one line."""

    line: str


Message = Drawn | Finished | Failed


def work(task: Task, messages: Connection) -> None:
    """Draw one chapter in a process of its own and tell the parent about it.

    Ctrl-C reaches every process of a terminal; here it is the parent's to decide, who ends the worker
    with SIGTERM. Errors become a `Failed` message.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_follow_parent, daemon=True).start()
    _hush()
    beats: list[str] = []
    try:
        messages.send(draw(task, _spaced(messages), beats.append))
    except ProductionError as error:
        messages.send(Failed(str(error)))
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        beat = beats[-1] if beats else None
        messages.send(Failed(explain(error, chapter=task.entry.id, beat=beat, out=task.out)))


def draw(task: Task, drawn: Callable[[int], None], beat_started: Callable[[str], None]) -> Finished:
    """Draw the chapter, check its length against its timeline and put its files into place.

    `drawn` is called with the number of frames so far. Existing files are replaced only by whole ones.
    Raises `ProductionError` and whatever the chapter or the file system raise.
    """
    from manim import CairoRenderer, tempconfig

    from scenes.production.faststart import remux
    from scenes.production.plan import watched

    class CountingRenderer(CairoRenderer):
        """A renderer that tells how many frames it has handed to the encoder."""

        frames = 0

        def add_frame(self, frame: PixelArray, num_frames: int = 1) -> None:
            super().add_frame(frame, num_frames)
            self.frames += num_frames
            drawn(self.frames)

    profile = task.settings.profiles[task.profile]
    chapter = watched(task.entry.load(), beat_started)
    with tempconfig(_manim_settings(task)):
        renderer = CountingRenderer()
        scene = chapter(task.settings, renderer=renderer)
        scene.render()
        movie = Path(renderer.file_writer.movie_file_path)
    timeline = scene.timeline
    vtt = as_vtt(cues(timeline))
    expected = round(timeline.duration * profile.frame_rate)
    if renderer.frames != expected:
        raise ProductionError(
            f"{task.entry.id}: drew {renderer.frames} frames where the timeline has {expected}"
        )
    kept = remux(movie, task.video, title=timeline.title)
    if kept != expected:
        raise ProductionError(f"{task.entry.id}: the file holds {kept} frames, {expected} were drawn")
    write_text(task.captions, vtt)
    return Finished(timeline.as_json())


def _manim_settings(task: Task) -> dict[str, Any]:
    """Return Manim's configuration for the task, whatever a `manim.cfg` says.

    One encoder thread: drawing, not encoding, sets the pace, and the same file comes out on any
    number of cores. Frames are converted with the coefficients of SMPTE 170M, and the file says so;
    an untagged file of this size is taken for BT.709 by players and its colours shift.
    """
    profile = task.settings.profiles[task.profile]
    scratch = str(task.scratch)
    colours = {"colorspace": "smpte170m", "color_primaries": "bt709", "color_trc": "iec61966-2-1"}
    return {
        "media_dir": scratch,
        "video_dir": f"{scratch}/video",
        "partial_movie_dir": f"{scratch}/segments",
        "images_dir": f"{scratch}/images",
        "text_dir": f"{scratch}/text",
        "tex_dir": f"{scratch}/tex",
        "log_dir": f"{scratch}/log",
        "output_file": task.entry.id,
        "format": "mp4",
        "renderer": "cairo",
        "pixel_width": profile.width,
        "pixel_height": profile.height,
        "frame_rate": profile.frame_rate,
        "video_encoder_options": {
            "preset": profile.preset,
            "crf": str(profile.crf),
            "threads": "1",
            "color_range": "tv",
            **colours,
        },
        "max_inflight_encoders": 2,
        "disable_caching": True,
        "disable_caching_warning": True,
        "max_files_cached": -1,
        "save_sections": False,
        "write_all": False,
        "preview": False,
        "dry_run": False,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "log_to_file": False,
        "notify_outdated_version": False,
        "progress_bar": "none",
        "verbosity": "CRITICAL",
    }


def _spaced(messages: Connection) -> Callable[[int], None]:
    """Return a function that sends the frames drawn, but not more often than a reader can follow."""
    last = 0.0

    def drawn(frames: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _REPORT_EVERY:
            last = now
            messages.send(Drawn(frames))

    return drawn


def _leave(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _follow_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _hush() -> None:
    """Keep libraries from writing over the progress bar; what matters comes as a message."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
