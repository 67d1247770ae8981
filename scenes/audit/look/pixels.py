"""Where a box on stage lies in a frame's pixels."""

from __future__ import annotations

import numpy as np
from manim import config

from scenes.audit.look.outlines import Floats
from scenes.audit.look.sampling import FramePixels


def pixels_of(box: Floats, frame: FramePixels) -> tuple[slice, slice]:
    """Return the rows and columns of all pixels that a box (left, bottom, right, top) touches."""
    height, width = frame.shape[:2]
    middle = np.array([width, height]) / 2
    unit = np.array([width / float(config.frame_width), height / float(config.frame_height)])
    left, bottom = np.floor(box[:2] * unit + middle).astype(int)
    right, top = np.ceil(box[2:] * unit + middle).astype(int)
    return slice(max(0, height - top), max(0, height - bottom)), slice(max(0, left), max(0, right))
