"""Contact sheets of the audit: a frame a beat and one for every failure, offending boxes outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from manim import config
from PIL import Image, ImageDraw

from scenes.audit.findings import Finding
from scenes.audit.look.boxes import Bounds
from scenes.audit.look.sampling import Sample
from scenes.film.files import written_aside

_COLUMNS, _WIDTH, _GAP, _STRIP = 3, 640, 6, 18
_OUTLINE, _INK, _GROUND = "#FF3B30", "#FFFFFF", "#3A3F4B"


@dataclass
class _Kept:
    beat: str
    time: float
    at_beat_end: bool
    picture: Image.Image


class Sheet:
    """The frames of one chapter that are worth looking at. `write` saves them as one PNG."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._frames: list[_Kept] = []

    def keep(self, sample: Sample) -> None:
        """Keep a sample's picture."""
        picture = Image.fromarray(sample.frame)
        size = (_WIDTH, round(_WIDTH * picture.height / picture.width))
        kept = _Kept(sample.beat, sample.time, sample.at_beat_end, picture.resize(size))
        self._frames.append(kept)

    def write(self, failures: Sequence[Finding]) -> None:
        """Outline what failed and save the sheet. Raises `OSError`."""
        if not self._frames:
            return
        for failure in failures:
            frame = self._frame_of(failure)
            if frame is not None and failure.box is not None:
                _outline(frame.picture, failure.box, failure.rule)
        width, height = self._frames[0].picture.size
        rows = -(-len(self._frames) // _COLUMNS)
        cell = (width + _GAP, height + _STRIP + _GAP)
        sheet = Image.new("RGB", (cell[0] * _COLUMNS, cell[1] * rows), _GROUND)
        for index, frame in enumerate(self._frames):
            corner = (index % _COLUMNS * cell[0], index // _COLUMNS * cell[1])
            sheet.paste(frame.picture, (corner[0], corner[1] + _STRIP))
            label = f"{frame.time:.2f} s  {frame.beat}"
            ImageDraw.Draw(sheet).text((corner[0] + 4, corner[1] + 3), label, fill=_INK)
        with written_aside(self.file) as aside:
            sheet.save(aside, format="PNG")

    def _frame_of(self, failure: Finding) -> _Kept | None:
        """Return the frame of a failure's moment, or else the one in which its beat ends."""
        exact = [frame for frame in self._frames if abs(frame.time - failure.time) < 1e-6]
        exact.sort(key=lambda frame: frame.beat != failure.beat)
        ends = [frame for frame in self._frames if frame.beat == failure.beat and frame.at_beat_end]
        return next(iter(exact + ends), None)


def _outline(picture: Image.Image, box: Bounds, rule: str) -> None:
    unit = picture.width / float(config.frame_width)
    left, bottom, right, top = box
    x, y = picture.width / 2, picture.height / 2
    corners = (x + left * unit - 2, y - top * unit - 2, x + right * unit + 2, y - bottom * unit + 2)
    draw = ImageDraw.Draw(picture)
    draw.rectangle(corners, outline=_OUTLINE, width=2)
    draw.text((corners[0], max(0.0, corners[1] - 12)), rule, fill=_OUTLINE)
