"""What a page knows about a drag: where its values lie on the picture, and what every frame shows."""

from __future__ import annotations

from typing import Any

from backprop_core.quantity import Quantity
from scenes.chapters.drags.slider import Axis, SliderGrid
from scenes.film.timeline import TICKS_PER_SECOND


def board(slider: SliderGrid, cut: float) -> dict[str, Any]:
    """Return a drag as a page's script takes it, as JSON: axes, and readings frame by frame.

    `cut` is the share of the width at which the picture may be cut in two.

    Each number stands as its sign and digits, `≈0.33`, the very ones that the frame shows.
    """
    return {
        "rate": TICKS_PER_SECOND,
        "frames": slider.frames,
        "cut": cut,
        "axes": [_axis(axis) for axis in slider.axes],
        "readings": [
            {
                "name": reading.symbol.plain,
                "spoken": reading.symbol.spoken,
                "role": reading.symbol.role,
                "texts": [_text(slider.reading(index, frame)) for frame in range(slider.frames)],
            }
            for index, reading in enumerate(slider.readings)
        ],
    }


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "name": axis.symbol.plain,
        "spoken": axis.symbol.spoken,
        "role": axis.symbol.role,
        "texts": [_text(axis.quantity(index)) for index in range(len(axis.values))],
        "start": axis.start,
        "ends": list(axis.ends),
    }


def _text(quantity: Quantity) -> str:
    return f"{quantity.relation}{quantity.text}"
