"""GIF in 256 colours that are picked from the film's own."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.filter import Graph
from manim.typing import PixelArray

from scenes.film.quality import Quality

_DITHER = "bayer:bayer_scale=5:diff_mode=rectangle"
"""A faint pattern that stands still: colour scales keep their steps, and what rests costs nothing."""


class GifEncoder:
    """Frames kept without loss beside the target until all their colours are known; then the GIF is written.

    A frame that is shown many times is one that lasts.
    """

    def __init__(self, target: Path, quality: Quality) -> None:
        self._target, self._kept = target, target.with_suffix(".mkv")
        self._frames = self._lasts = 0
        self._step = Fraction(1, quality.frame_rate)
        self._film = av.open(self._kept, "w", format="matroska")
        lossless = {"qp": "0", "preset": "ultrafast"}
        stream = self._film.add_stream("libx264rgb", rate=quality.frame_rate, options=lossless)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, "rgb24"
        self._stream = stream

    def add(self, pixels: PixelArray, times: int) -> None:
        """Keep a frame."""
        rgb = np.ascontiguousarray(pixels[..., :3], dtype=np.uint8)
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
        frame.pts, frame.time_base = self._frames, self._step
        self._film.mux(self._stream.encode(frame))
        self._frames, self._lasts = self._frames + times, times

    def finish(self) -> None:
        """Pick the colours and write the file, which plays over and over."""
        self._film.mux(self._stream.encode())
        self._film.close()
        last = round(100 * self._lasts * self._step)
        with av.open(self._target, "w", format="gif", options={"loop": "0", "final_delay": str(last)}) as gif:
            stream = gif.add_stream("gif", rate=self._step.denominator)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = self._stream.width, self._stream.height, "pal8"
            for frame in self._coloured(self._palette()):
                gif.mux(stream.encode(frame))
            gif.mux(stream.encode())
        self._kept.unlink()

    def _palette(self) -> av.VideoFrame:
        """Return the best 256 colours, as a picture of as many pixels."""
        with av.open(self._kept) as film:
            graph = Graph()
            graph.link_nodes(
                graph.add_buffer(template=film.streams.video[0]),
                graph.add("palettegen"),
                graph.add("buffersink"),
            ).configure()
            for frame in film.decode(video=0):
                graph.push(frame)
            graph.push(None)
            return _pulled(graph)

    def _coloured(self, palette: av.VideoFrame) -> Iterator[av.VideoFrame]:
        """Yield the frames in the colours of a palette."""
        with av.open(self._kept) as film:
            graph = Graph()
            pictures = graph.add_buffer(template=film.streams.video[0])
            colours = graph.add_buffer(
                width=palette.width,
                height=palette.height,
                format=palette.format,
                time_base=Fraction(1, 1),
            )
            chosen, sink = graph.add("paletteuse", f"dither={_DITHER}"), graph.add("buffersink")
            pictures.link_to(chosen, 0, 0)
            colours.link_to(chosen, 0, 1)
            chosen.link_to(sink)
            graph.configure()
            colours.push(palette)
            colours.push(None)
            for frame in film.decode(video=0):
                pictures.push(frame)
                yield _pulled(graph)


def _pulled(graph: Graph) -> av.VideoFrame:
    frame = graph.pull()
    assert isinstance(frame, av.VideoFrame)
    return frame
