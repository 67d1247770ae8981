"""What the page knows about a drag: where its values lie on the picture, and what every frame shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backprop_core.quantity import Quantity
from scenes.film.timeline import TICKS_PER_SECOND

if TYPE_CHECKING:
    from config import Settings
    from scenes.chapters.drags.drag import Drag
    from scenes.chapters.drags.slider import Axis


def board(drag: type[Drag], settings: Settings, film: str) -> dict[str, Any]:
    """Return a drag as the page's script takes it: the film's place, axes, and readings frame by frame.

    Each number stands as its sign and digits, `≈0.33`, the very ones that the frame shows.
    """
    slider = drag.slider_of(settings)
    return {
        "film": film,
        "rate": TICKS_PER_SECOND,
        "frames": slider.frames,
        "cut": drag.cut,
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
