"""The drags say what the core says, at every position, and stand where the page takes them to stand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from manim import config as frame
from manim import tempconfig

from config import Settings, load_settings
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.curve import claims_of_curve
from scenes.audit.truth.precision import Claim, big
from scenes.audit.truth.surface import claims_of_surface
from scenes.chapters.drags.drag import Drag
from scenes.chapters.drags.heatmap_drag import HeatmapDrag
from scenes.chapters.drags.tangent_drag import TangentDrag
from scenes.stage.measure import Measurement, is_measurable, measurements_of
from tests import oracles

CONFIGS = {
    "as delivered": "",
    "a hill and a saddle": """
        [tangent]
        expression = "x^3/3 - x"
        low = -1.87
        high = 2.43
        [surface]
        expression = "x*y"
        x_low = -0.7
        x_high = 1.35
        y_low = 0.1
        y_high = 2.9
    """,
    "narrow and wide": """
        [tangent]
        expression = "exp(3*x)"
        low = 0.004
        high = 0.031
        start = 0.01
        nudge = 0.01
        [surface]
        expression = "sin(x/40) + y^2"
        x_low = -90
        x_high = 160
        y_low = -0.02
        y_high = 0.02
        point_x = 10
        point_y = 0.01
    """,
}


@pytest.fixture(autouse=True)
def media_of_its_own(tmp_path: Path) -> Iterator[None]:
    """Let Manim leave its files where no other test does."""
    with tempconfig({"media_dir": str(tmp_path / "media"), "verbosity": "CRITICAL"}):
        yield


@pytest.fixture(params=CONFIGS)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Return the settings of one of the configurations."""
    file = tmp_path / "my.toml"
    file.write_text(CONFIGS[request.param], encoding="utf-8")
    return load_settings(file)


def claims(drag: type[Drag], settings: Settings) -> dict[str, Claim]:
    """Return what the names on the picture stand for, recomputed without the core."""
    lecture = settings.lecture
    if drag is TangentDrag:
        return claims_of_curve(function_of(lecture.tangent.expression, "x"))
    return claims_of_surface(function_of(lecture.surface.expression, "x", "y"))


def true_value(claim: Claim, at: dict[str, float | Fraction]) -> object:
    assert callable(claim)
    return claim({name: big(value) for name, value in at.items()})


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("max(x^2, 2 - x)/x", Fraction("1.01")),
        ("sqrt(x)", Fraction("0.02")),
        ("1/x", Fraction("0.5")),
    ],
)
def test_a_curve_is_dragged_where_it_has_slopes(tmp_path: Path, text: str, first: Fraction) -> None:
    path = tmp_path / "my.toml"
    path.write_text(f'[tangent]\nexpression = "{text}"\nlow = -3\nhigh = 3\nstart = 2\n')
    slider = TangentDrag.slider_of(load_settings(path))
    (axis,) = slider.axes
    assert (axis.values[0], axis.values[-1]) == (first, Fraction(3))
    for reading in slider.readings:
        assert np.isfinite([float(reading.value(x)) for x in axis.values]).all()


@pytest.mark.parametrize("drag", [TangentDrag, HeatmapDrag])
def test_positions_are_even_steps_over_the_range(drag: type[Drag], settings: Settings) -> None:
    given, slider = settings.lecture, drag.slider_of(settings)
    if drag is TangentDrag:
        ranges, homes, most = [(given.tangent.low, given.tangent.high)], [given.tangent.start], 241
    else:
        surface, most = given.surface, 51
        ranges = [(surface.x_low, surface.x_high), (surface.y_low, surface.y_high)]
        homes = [surface.point_x, surface.point_y]
    for axis, (low, high), home in zip(slider.axes, ranges, homes, strict=True):
        steps = {after - before for before, after in pairwise(axis.values)}
        (step,) = steps
        assert 20 <= len(axis.values) <= most
        assert low <= axis.values[0] < low + step
        assert high - step < axis.values[-1] <= high
        assert all((value / step).denominator == 1 for value in axis.values)
        assert abs(axis.values[axis.start] - home) <= step
        assert all(axis.quantity(index).relation == "=" for index in range(len(axis.values)))
    for number in (0, 1, slider.frames // 3, slider.frames - 1):
        first, *rest = slider.indices(number)
        assert first + sum(index * len(slider.axes[0].values) for index in rest) == number


@pytest.mark.parametrize("drag", [TangentDrag, HeatmapDrag])
def test_every_reading_is_what_mathematics_says(drag: type[Drag], settings: Settings) -> None:
    slider, known = drag.slider_of(settings), claims(drag, settings)
    names = [axis.symbol.plain for axis in slider.axes]
    for number in range(0, slider.frames, 29):
        at = dict(zip(names, slider.point(number), strict=True))
        for index, reading in enumerate(slider.readings):
            quantity = slider.reading(index, number)
            true = true_value(known[reading.symbol.plain], cast(dict[str, float | Fraction], at))
            assert oracles.shows(quantity.text, quantity.relation, true), (at, quantity)


class Stand:
    """What stood on stage at the end of each stretch."""

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.places: list[tuple[float, float]] = []
        self.found: list[Measurement] = []


def played(drag: type[Drag], settings: Settings) -> tuple[Stand, Drag]:
    """Play a drag without drawing it and note what stands there where a stretch ends."""
    stand, scenes = Stand(), []

    class Watched(drag):  # type: ignore[misc, valid-type]
        def on_beat_end(self, name: str) -> None:
            stand.positions.append(self.frame_index)
            point = self.view.point if drag is TangentDrag else self.crosshair.dot
            x, y, _ = point.get_center()
            stand.places.append((0.5 + x / frame.frame_width, 0.5 - y / frame.frame_height))
            family = [member for mobject in self.mobjects for member in mobject.get_family()]
            stand.found += [one for m in family if is_measurable(m) for one in measurements_of(m)]
            super().on_beat_end(name)

        def construct(self) -> None:
            super().construct()
            scenes.append(self)

    Watched.dry_run(settings)
    return stand, scenes[0]


@pytest.mark.parametrize("drag", [TangentDrag, HeatmapDrag])
def test_the_picture_shows_the_reading_and_stands_where_the_pointer_is(
    drag: type[Drag], settings: Settings
) -> None:
    """Numbers on stage are those of the table; the point stands at its share; drawings are to scale."""
    stand, scene = played(drag, settings)
    timeline, slider = scene.timeline, scene.slider
    assert timeline.end_tick == slider.frames
    assert [beat.end_tick - 1 for beat in timeline.beats] == stand.positions
    for beat, position, place in zip(timeline.beats, stand.positions, stand.places, strict=True):
        shown = {number.name: (number.relation, number.text) for number in beat.shown}
        readings = [slider.reading(index, position) for index in range(len(slider.readings))]
        axes = zip(slider.axes, slider.indices(position), strict=True)
        expected = [*readings, *(axis.quantity(index) for axis, index in axes)]
        assert {q.name: (q.relation, q.text) for q in expected}.items() <= shown.items()
        for axis, index, found in zip(slider.axes, slider.indices(position), place, strict=False):
            first, last = axis.ends
            share = index / (len(axis.values) - 1)
            assert found == pytest.approx(first + share * (last - first), abs=1e-6)
    known = claims(drag, settings)
    for one in stand.found:
        if not one.name.endswith("tick"):
            true = float(str(true_value(known[one.name], dict(one.at))))
            assert abs(one.found - true) <= 2 * one.tolerance, one
    assert {one.kind for one in stand.found} >= {"tangent"}
    assert np.all(np.diff(stand.positions) > 0)
