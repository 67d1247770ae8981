"""WebM with an alpha channel (VP9), which browsers lay over a page of any colour."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from manim.typing import PixelArray

from scenes.film.quality import Quality

_FORMAT = "yuva420p"
_MORE_LOSS = {"crf": 8, "qp": -2}
"""What is added to a profile's crf or qp, x264's both: VP9 counts to 63 and looks the same about there."""


class WebmEncoder:
    """Frames with opacity, encoded into a file.

    The encoder's alternate reference frames know no alpha, so there are none; in its real-time mode, three
    times as fast, what ought to be empty does not stay quite empty.
    """

    def __init__(self, target: Path, quality: Quality, title: str) -> None:
        self._frames = 0
        self._step = Fraction(1, quality.frame_rate)
        self._file = av.open(target, "w", format="webm")
        self._file.metadata["title"] = title
        options = {
            "crf": str(_loss(quality)),
            "b": "0",
            "auto-alt-ref": "0",
            "deadline": "good",
            "cpu-used": "4",
            "row-mt": "1",
        }
        stream = self._file.add_stream("libvpx-vp9", rate=quality.frame_rate, options=options)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, _FORMAT
        self._stream, self._reformatter = stream, VideoReformatter()

    def add(self, pixels: PixelArray, times: int) -> None:
        """Encode a frame, so many times."""
        frame = self._reformatter.reformat(
            av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels, dtype=np.uint8), format="rgba"),
            format=_FORMAT,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        for _ in range(times):
            frame.pts, frame.time_base = self._frames, self._step
            self._file.mux(self._stream.encode(frame))
            self._frames += 1

    def finish(self) -> None:
        """Encode what the encoder holds back and close the file."""
        self._file.mux(self._stream.encode())
        self._file.close()


def _loss(quality: Quality) -> int:
    """Return VP9's constant rate factor for a quality."""
    name = "crf" if "crf" in quality.encoding else "qp"
    return max(0, int(quality.encoding[name]) + _MORE_LOSS[name])
