"""Encoders of H.264: x264, or one in the machine's hardware where it has one that works."""

from __future__ import annotations

from fractions import Fraction

import av

from scenes.film.errors import RequestError
from scenes.film.frames.picture import COLOURS, PIXEL_FORMAT
from scenes.film.hardware import HARDWARE, InHardware
from scenes.film.quality import Quality

X264 = "libx264"


def encoder_of(quality: Quality) -> str:
    """Return FFmpeg's name of the encoder that makes the films of a quality."""
    return quality.encoder if isinstance(quality, InHardware) else X264


def options(quality: Quality) -> dict[str, str]:
    """Return the encoder's options for a quality.

    One thread: workers share the cores already, and the same file comes out on any number of them.
    """
    return {**quality.encoding, "threads": "1", **COLOURS}


def chosen(asked: str, quality: Quality) -> tuple[Quality, str | None]:
    """Return a quality as the encoder that is asked for makes it, and a line about the choice, if any.

    `auto` takes the first in hardware that works here, else x264. Raises `RequestError` for one in hardware
    that is named and does not work.
    """
    if asked == "software":
        return quality, None
    reasons = []
    for name in HARDWARE if asked == "auto" else (asked,):
        candidate = InHardware(quality, name)
        why = _why_not(candidate)
        if why is None:
            return candidate, f"encoding with {name}"
        reasons.append(f"{name}: {why}")
    if asked != "auto":
        raise RequestError(f"the encoder does not work here: {reasons[0]}")
    return quality, f"encoding with x264, for none in hardware works here ({'; '.join(reasons)})"


def _why_not(quality: InHardware) -> str | None:
    """Return why a frame cannot be encoded here; None if it can."""
    try:
        encoder = av.CodecContext.create(quality.encoder, "w")
        assert isinstance(encoder, av.VideoCodecContext)
        encoder.width, encoder.height, encoder.pix_fmt = quality.width, quality.height, PIXEL_FORMAT
        encoder.framerate, encoder.time_base = Fraction(quality.frame_rate), Fraction(1, quality.frame_rate)
        encoder.options = options(quality)
        frame = av.VideoFrame(quality.width, quality.height, PIXEL_FORMAT)
        frame.pts, frame.time_base = 0, encoder.time_base
        packets = [*encoder.encode(frame), *encoder.encode(None)]
    except av.codec.codec.UnknownCodecError:
        return "not part of this FFmpeg"
    except (av.FFmpegError, OSError, ValueError):
        return "cannot be opened"
    return None if packets else "encodes nothing"
