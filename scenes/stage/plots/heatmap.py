"""A heatmap: a function of two variables as colour, with contour lines, axes and a colour bar."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from cmap import Colormap
from manim import DOWN, RIGHT, UP, Group, ImageMobject, Line, Rectangle, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.frame import Frame
from scenes.stage.lettering import typesetting
from scenes.stage.measure import Measurement, MeasurementKind, measured
from scenes.stage.plots.contour import Contours, Floats, Gridded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.sampled_image import SampledImage
from scenes.stage.plots.ticks import tick_values

Pixels = NDArray[np.uint8]

RESOLUTION = 600
"""Pixels along each side of a heatmap."""

_SHADES = 1024
_DARK, _LIGHT = 0.08, 0.85
"""Share of the loss's colour at a map's low end, and of the ink at its high end."""


def shades(theme: Theme) -> Pixels:
    """Return the colours of a theme's map from its low end to its high end, shape `(n, 3)`.

    The map "loss" goes from the dark through the loss's colour to a light tint of it.
    """
    if theme.heatmap != "loss":
        return _shades(theme.heatmap)
    ends = mixed(theme.background, theme.loss, _DARK), mixed(theme.loss, theme.ink, _LIGHT)
    low, high = (color.to_hex() for color in ends)
    return _shades((low, theme.loss, high))


@lru_cache(maxsize=8)
def _shades(colors: str | tuple[str, ...]) -> Pixels:
    listed = np.asarray(Colormap(colors).lut(256), dtype=np.float64)[:, :3]
    at, known = np.linspace(0.0, 1.0, _SHADES), np.linspace(0.0, 1.0, len(listed))
    channels = [np.interp(at, known, listed[:, channel]) for channel in range(3)]
    return np.round(np.stack(channels, axis=1) * 255).astype(np.uint8)


def colorize(values: Floats, low: float, high: float, theme: Theme) -> Pixels:
    """Turn values into colours, shape `values.shape + (3,)`; `low` and `high` are the map's ends."""
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    chosen: Pixels = shades(theme)[np.round(share * (_SHADES - 1)).astype(np.intp)]
    return chosen


def decode(pixels: Pixels, low: float, high: float, theme: Theme) -> Floats:
    """Turn colours, shape `(..., 3)`, back into the values whose colours lie nearest."""
    flat, table = pixels[..., :3].reshape(-1, 3), shades(theme).astype(np.float32)
    nearest = np.empty(len(flat), dtype=np.intp)
    for start in range(0, len(flat), 4096):
        block = flat[start : start + 4096].astype(np.float32)
        nearest[start : start + 4096] = ((block[:, None] - table[None]) ** 2).sum(axis=2).argmin(axis=1)
    values: Floats = low + nearest.reshape(pixels.shape[:-1]) / (_SHADES - 1) * (high - low)
    return values


def pixel_centres(low: float, high: float, count: int) -> Floats:
    """Return where the centres of `count` equal pixels lie that fill a range."""
    return low + (np.arange(count) + 0.5) / count * (high - low)


def value_range(
    surface: Gridded, x_range: tuple[float, float], y_range: tuple[float, float]
) -> tuple[float, float]:
    """Return the lowest and the highest value on a fine grid; a flat function gets a span of one."""
    values = surface.grid(np.linspace(*x_range, 201), np.linspace(*y_range, 201))
    low, high = float(values.min()), float(values.max())
    return (low, high) if high - low > 1e-9 * max(1.0, abs(high)) else (low - 0.5, high + 0.5)


class Heatmap(Group):
    """A function's values over a rectangle as colours, `size` units wide, centred on the origin.

    It is as high as wide, or `height` units.

    `image` holds the pixels, the centre of each showing the function's value there; `panel` the axes
    with their ticks, and the way from numbers to places (`to_point`); `contours` the lines of equal
    height at the colour bar's ticks; `bar` the colour bar; `names` what is measured along x, y and the bar.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Gridded,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        size: float,
        symbols: tuple[Symbol, Symbol, Symbol],
        colors: tuple[str, str],
        *,
        height: float | None = None,
        label_size: float = typesetting.SMALL,
        ticks: int = 6,
    ) -> None:
        super().__init__()
        height = size if height is None else height
        self.theme, self.surface, self.x_range, self.y_range = theme, surface, x_range, y_range
        self.low, self.high = value_range(surface, x_range, y_range)
        self.panel = PlotPanel(
            theme, x_range, y_range, size, height, symbols[0], symbols[1], ticks=ticks, label_size=label_size
        )
        self.panel.grid.set_stroke(opacity=0.0)
        self.image = self._image(size, height)
        lines = Contours(surface, x_range, y_range)
        self.contours = VGroup(*(self._contour(lines, float(level)) for level in self.levels()))
        self.border = Rectangle(width=size, height=height, stroke_color=theme.dimmed, stroke_width=2.0)
        self.bar = ColorBar(theme, self.low, self.high, height, symbols[2], label_size=label_size)
        self.bar.next_to(self.image, RIGHT, buff=0.3)
        self.bar.match_strip(self.image)
        self.names = self._names(symbols, colors)
        self.add(self.image, self.contours, self.border, self.panel, self.bar, self.names)
        self.variables, self.value_name = (symbols[0].plain, symbols[1].plain), symbols[2].plain
        measured(self.image, self._read_image)
        measured(self.contours, self._read_contours)

    def levels(self) -> list[float]:
        """Return the heights at which contour lines run: the ticks of the colour bar."""
        return [float(value) for value in tick_values(self.low, self.high, most=11)]

    def pixels_to_values(self) -> Floats:
        """Read the image back: the function's value at every pixel, the lowest y in the first row."""
        return decode(self.image.pixel_array[::-1, :, :3], self.low, self.high, self.theme)

    def to_point(self, x: float, y: float) -> Floats:
        """Return the place on stage of the point (x, y)."""
        return self.panel.to_point(x, y)

    def _read_image(self, image: ImageMobject) -> Iterable[Measurement]:
        """Read some pixels back as values, each at the place on the map where its centre lies."""
        rows, columns = image.pixel_array.shape[:2]
        corner, opposite = np.array(image.points[2]), np.array(image.points[1])
        picks = [
            (row, column)
            for row in range(rows // 8, rows, rows // 4)
            for column in range(columns // 8, columns, columns // 4)
        ]
        chosen = np.array([image.pixel_array[pick] for pick in picks])
        values = decode(chosen, self.low, self.high, self.theme)
        for (row, column), value in zip(picks, values, strict=True):
            share = np.array([(column + 0.5) / columns, (rows - row - 0.5) / rows, 0.0])
            x, y = self.panel.read(corner + share * (opposite - corner))
            yield self._measurement("heatmap pixel", float(value), x, y, 2 / 255)

    def _read_contours(self, contours: VGroup) -> Iterable[Measurement]:
        for line, level in zip(contours, self.levels(), strict=True):
            if len(line.points):
                anchors = line.get_anchors()
                x, y = self.panel.read(anchors[len(anchors) // 3])
                share = self._within_half_a_pixel(x, y) / (self.high - self.low)
                yield self._measurement("contour", level, x, y, max(2e-3, share))

    def _within_half_a_pixel(self, x: float, y: float) -> float:
        """Return by how much the function changes over half a pixel round a place; much beside a cliff."""
        half, steps = Frame.current().half_pixel(), np.array([-1.0, 0.0, 1.0])
        across, up = (half / unit for unit in self.panel.unit)
        xs, ys = np.clip(x + across * steps, *self.x_range), np.clip(y + up * steps, *self.y_range)
        around = self.surface.grid(xs, ys)
        return float(np.abs(around - around[1, 1]).max())

    def _measurement(
        self, kind: MeasurementKind, value: float, x: float, y: float, share: float
    ) -> Measurement:
        tolerance = share * (self.high - self.low)
        at = dict(zip(self.variables, (x, y), strict=True))
        return Measurement(kind, self.value_name, value, tolerance, at)

    def _names(self, symbols: tuple[Symbol, ...], colors: tuple[str, str]) -> VGroup:
        below, above, over_bar = (
            typesetting.math([Piece(symbol.typst, "symbol")], color, size=typesetting.BODY, display=False)
            for symbol, color in zip(symbols, (*colors, self.theme.ink), strict=True)
        )
        below.next_to(self.panel.x_labels, DOWN, buff=0.1)
        above.next_to(self.panel.axes[1], UP, buff=0.1)
        over_bar.next_to(self.bar.strip, UP, buff=0.1)
        return VGroup(below, above, over_bar)

    def _image(self, size: float, height: float) -> ImageMobject:
        xs = pixel_centres(*self.x_range, RESOLUTION)
        ys = pixel_centres(*self.y_range, RESOLUTION)
        values = self.surface.grid(xs, ys)[::-1]
        image = SampledImage(colorize(values, self.low, self.high, self.theme))
        image.stretch_to_fit_width(size).stretch_to_fit_height(height)
        return image

    def _contour(self, contours: Contours, level: float) -> VMobject:
        line = VMobject(stroke_color=self.theme.ink, stroke_width=1.6, stroke_opacity=0.55, fill_opacity=0.0)
        for path in contours.paths(level):
            line.start_new_path(self.panel.to_point(*path[0]))
            line.add_points_as_corners(self.panel.to_points(path[1:, 0], path[1:, 1]))
        return line


class ColorBar(Group):
    """The colour map upright, warm end up, with ticks at round values: which colour is which height."""

    def __init__(
        self,
        theme: Theme,
        low: float,
        high: float,
        height: float,
        symbol: Symbol,
        *,
        label_size: float = typesetting.SMALL,
    ) -> None:
        super().__init__()
        self.theme, self.low, self.high = theme, low, high
        rising = pixel_centres(low, high, RESOLUTION)[::-1, None]
        self.strip = SampledImage(colorize(np.repeat(rising, 4, axis=1), low, high, theme))
        self.strip.stretch_to_fit_width(0.24).stretch_to_fit_height(height)
        self.ticks, self.labels = VGroup(), VGroup()
        named = Symbol(symbol.typst, f"{symbol.plain} tick", symbol.spoken)
        left, bottom = self.strip.get_right()[0], self.strip.get_bottom()[1]
        for value in tick_values(low, high, most=11):
            y = bottom + (float(value) - low) / (high - low) * height
            tick = Line(
                np.array([left, y, 0.0]),
                np.array([left + 0.1, y, 0.0]),
                stroke_color=theme.dimmed,
                stroke_width=2.5,
            )
            quantity = Quantity(named, value)
            piece = Piece(quantity.shown.typst, "number", quantity)
            label = typesetting.math([piece], theme.dimmed, size=label_size, display=False)
            self.ticks.add(tick)
            self.labels.add(label.next_to(tick, RIGHT, buff=0.1))
        self.add(self.strip, self.ticks, self.labels)

    def match_strip(self, image: ImageMobject) -> None:
        """Move the bar so that its strip stands level with an image, labels or not."""
        self.shift(UP * (image.get_center()[1] - self.strip.get_center()[1]))
