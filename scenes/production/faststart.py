"""A finished video put into its place: index before pictures, so that a page can play it at once."""

from __future__ import annotations

from pathlib import Path

import av

from scenes.production.files import written_aside


def remux(source: Path, target: Path, *, title: str) -> int:
    """Copy the encoded frames of `source` into `target` with the index in front; return their number.

    The packets are copied as they are. `target` is replaced in one step or, if anything fails, stays
    as it was. Raises `OSError` and PyAV's errors, which are `OSError`s where the disk is the reason.
    """
    with written_aside(target) as aside:
        options = {"movflags": "+faststart"}
        with av.open(source) as drawn, av.open(aside, "w", format="mp4", options=options) as finished:
            finished.metadata["title"] = title
            pictures = drawn.streams.video[0]
            copied = finished.add_stream_from_template(pictures)
            frames = 0
            for packet in drawn.demux(pictures):
                if packet.dts is None:
                    continue
                packet.stream = copied
                finished.mux(packet)
                frames += 1
    return frames
