"""Draw the README's pictures anew: frames and short clips of rendered chapters."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageColor

from config import Theme, load_settings

FOLDER = Path(__file__).resolve().parent.parent

LARGEST, LONGEST = 300_000, 6.0
"""Bytes that a picture may have; seconds that a clip lasts at most: its last ones are kept."""

CLIP_SIZE, CLIP_RATES, LEVELS = (480, 270), (8, 6, 5, 4, 3, 2), 4
"""Size of a clip in pixels; its frames a second, of which the first is taken that is small enough; in how
many steps its colours go from the background to each of the theme's."""


COLORS = 256
"""Colours of a still that has too many bytes otherwise."""


@dataclass(frozen=True)
class Moment:
    """A stretch of a chapter: its beats from one to another; `clip` for a moving picture of it.

    A still shows the end of the last beat.
    """

    chapter: str
    first: str
    last: str
    clip: bool = True

    @property
    def file(self) -> Path:
        """Where its picture lies."""
        return FOLDER / "docs" / f"{self.chapter}.{'gif' if self.clip else 'png'}"


MOMENTS = (
    Moment("backward_pass", "sum_up", "sum_up", clip=False),
    Moment("heatmap_cross_sections", "two_slopes", "two_slopes", clip=False),
    Moment("backward_pass", "a1", "a1"),
    Moment("chain_product", "ask", "run"),
    Moment("why_it_scales", "triangle", "triangle"),
)


def frames_between(video: Path, start: float, end: float) -> Iterator[tuple[float, Image.Image]]:
    """Yield the frames of a stretch with their times, in seconds."""
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and start <= frame.time < end:
                yield frame.time, Image.fromarray(frame.to_ndarray(format="rgb24"))


def save_still(video: Path, end: float, picture: Path) -> None:
    """Save the last frame before a time as PNG, in as many colours as the limit of bytes allows.

    Raises `ValueError` if the video has none.
    """
    shown = [frame for _, frame in frames_between(video, end - 1.0, end)]
    if not shown:
        raise ValueError(f"{video}: no frame before {end} s")
    save_small(shown[-1], picture)


def save_small(still: Image.Image, picture: Path) -> None:
    """Save a picture as PNG, with a palette where it would have too many bytes otherwise."""
    still.save(picture, optimize=True)
    if picture.stat().st_size > LARGEST:
        still.quantize(COLORS).save(picture, optimize=True)


def palette(theme: Theme) -> Image.Image:
    """Return an image with the palette of a clip: the theme's colours, each in steps from the background."""
    ground = np.array(ImageColor.getrgb(theme.background))
    roles = ("ink", "dimmed", "input", "weight", "pre_activation", "activation", "loss", "target", "gradient")
    shades = [
        ground + (np.array(ImageColor.getrgb(getattr(theme, role))) - ground) * level / LEVELS
        for role in roles
        for level in range(1, LEVELS + 1)
    ]
    image = Image.new("P", (1, 1))
    image.putpalette(np.rint([ground, *shades]).astype(int).ravel().tolist())
    return image


def save_clip(video: Path, start: float, end: float, picture: Path) -> None:
    """Save a stretch as an animated GIF that goes on for ever, as good as the limit of bytes allows."""
    colors = palette(load_settings().theme)
    resized = [
        (time, frame.resize(CLIP_SIZE, Image.Resampling.LANCZOS))
        for time, frame in frames_between(video, start, end)
    ]
    for rate in CLIP_RATES:
        shown: list[Image.Image] = []
        for time, frame in resized:
            if time >= start + len(shown) / rate:
                shown.append(frame.quantize(palette=colors, dither=Image.Dither.NONE))
        first, *rest = shown
        first.save(picture, save_all=True, append_images=rest, duration=1000 // rate, loop=0, optimize=True)
        if picture.stat().st_size <= LARGEST:
            return


def main() -> int:
    """Render the chapters into a folder that goes away, and write the pictures into docs/."""
    chapters = sorted({moment.chapter for moment in MOMENTS})
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        command = [sys.executable, "-m", "scenes", "render", *chapters, "--quality", "draft", "--out", folder]
        code = subprocess.run(command, cwd=FOLDER, check=False).returncode
        if code:
            return code
        plan = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        (FOLDER / "docs").mkdir(exist_ok=True)
        beats = {
            (chapter["id"], beat["id"]): beat for chapter in plan["chapters"] for beat in chapter["beats"]
        }
        for moment in MOMENTS:
            video = out / "chapters" / f"{moment.chapter}.mp4"
            start = beats[moment.chapter, moment.first]["start"]
            end = beats[moment.chapter, moment.last]["end"]
            if moment.clip:
                save_clip(video, max(start, end - LONGEST), end, moment.file)
            else:
                save_still(video, end, moment.file)
            size = moment.file.stat().st_size
            print(f"{moment.file.relative_to(FOLDER)}: {size / 1000:.0f} kB")
            if size > LARGEST:
                print(f"{moment.file.name} is larger than {LARGEST / 1000:.0f} kB")
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
