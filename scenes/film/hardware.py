"""Qualities whose films an encoder in the machine's hardware makes instead of x264."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.film.quality import Quality

HARDWARE = ("h264_nvenc", "h264_videotoolbox", "h264_vaapi")
"""FFmpeg's names of encoders in hardware, in the order in which they are tried."""

CHOICES = ("software", "auto", *HARDWARE)
"""What may be asked for."""

_FINER = 9
"""How much finer the quantiser of key frames is than that of the others, as in the profiles for x264."""


@dataclass(frozen=True)
class InHardware:
    """A quality whose films an encoder in hardware makes."""

    like: Quality
    encoder: str

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.like.width

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.like.height

    @property
    def frame_rate(self) -> int:
        """Frames a second."""
        return self.like.frame_rate

    @property
    def encoding(self) -> Mapping[str, str]:
        """The options nearest to those for x264: the same quantisers, no frame that needs a later one."""
        told = self.like.encoding
        qp = int(told.get("qp", told.get("crf", "28")))
        fine = max(0, qp - _FINER)
        every = {"bf": "0", "g": "250"}
        if self.encoder == "h264_nvenc":
            quantisers = {"init_qpI": str(fine), "init_qpP": str(qp), "init_qpB": str(qp)}
            return {**every, "preset": "p4", "rc": "constqp", **quantisers}
        if self.encoder == "h264_videotoolbox":
            # It counts quality from 1 to 100, in units of FFmpeg's lambda (118).
            return {**every, "flags": "+qscale", "global_quality": str(118 * (100 - 3 * qp // 2))}
        return {**every, "rc_mode": "CQP", "qp": str(qp), "i_qfactor": str(fine / max(1, qp))}

    @property
    def key(self) -> str:
        """A text that differs whenever the encoded film does."""
        return f"{self.like.key} {self.encoder} {dict(self.encoding)}"
