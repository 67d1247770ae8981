"""What stands on stage, sorted into texts and shapes as a reader sees them; contrast and rest."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from manim import RIGHT, UP, Circle, DecimalNumber, Line, Mobject, Rectangle, Text, VGroup

from backprop_core.quantity import Piece, Symbol
from scenes.audit.legible.contrast import contrast
from scenes.audit.look.names import called
from scenes.audit.look.resting import PAUSE, Rest
from scenes.audit.look.texts import Scenery, seen_in, text_glyphs
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import MovingDigits, Readout

X = Symbol("x", "x", "x", "input")


def formula() -> typesetting.TypesetLine:
    return typesetting.math([Piece("x_1", "symbol"), "+", Piece("y", "symbol")], "#FFFFFF")


def texts_in(seen: Scenery) -> set[int]:
    return {id(glyph.text) for glyph in seen.glyphs}


def test_a_line_is_one_text_and_its_parts_are_told_apart() -> None:
    line = formula()
    seen = seen_in([VGroup(line, Circle())])
    assert texts_in(seen) == {id(line)}
    assert set(seen.parts()) == {id(line.part(index)) for index in (0, 1, 3)}
    assert len(seen.glyphs) == 4 and len(seen.shapes) == 1


def test_a_part_by_itself_is_a_text_too() -> None:
    part = formula().part(1)
    assert texts_in(seen_in([part])) == {id(part)}


def test_a_readout_is_one_text_with_its_label_and_its_digits() -> None:
    readout = Readout(X, lambda: Fraction(1, 4), "#FFFFFF")
    seen = seen_in([readout])
    assert texts_in(seen) == {id(readout)}
    assert any(isinstance(glyph.part, MovingDigits) for glyph in seen.glyphs)
    assert called(readout) == "“x = 0.25”"


@pytest.mark.parametrize(
    "make",
    [lambda: Text("abc"), lambda: DecimalNumber(1.5, mob_class=Text)],  # type: ignore[arg-type]
    ids=["Text", "DecimalNumber"],
)
def test_manims_own_texts_are_texts(make: Callable[[], Mobject]) -> None:
    foreign = make()
    seen = seen_in([foreign])
    assert texts_in(seen) == {id(foreign)} and not seen.shapes
    assert {id(glyph.mobject) for glyph in seen.glyphs} <= text_glyphs([foreign])


def test_what_is_transparent_is_not_seen() -> None:
    line = formula().set_fill(opacity=0.0)
    assert not seen_in([line]).glyphs
    assert not seen_in([Circle(stroke_width=0, fill_opacity=0)]).shapes


@pytest.mark.parametrize(("opacity", "in_front", "seen"), [(1.0, 1, 0), (0.5, 1, 4), (1.0, -1, 4)])
def test_a_text_behind_an_opaque_shape_is_not_seen(opacity: float, in_front: int, seen: int) -> None:
    curtain = Rectangle(width=9, height=2, fill_opacity=opacity).set_z_index(in_front)
    assert len(seen_in([curtain, formula()]).glyphs) == seen


def test_only_a_shape_that_covers_all_of_a_text_hides_it() -> None:
    disc = Circle(radius=1.0, fill_opacity=1.0)
    near_its_corner = formula().scale(0.5).move_to((RIGHT + UP) * 0.8)
    assert len(seen_in([near_its_corner, disc]).glyphs) == 4


def test_a_strokes_width_counts() -> None:
    (shape,) = seen_in([Line(-RIGHT, RIGHT, stroke_width=20)]).shapes
    assert shape.seen_box == pytest.approx([-1.1, -0.1, 1.1, 0.1])


def test_contrast_is_that_of_wcag() -> None:
    white, black, grey = (np.full((1, 3), value) for value in (1.0, 0.0, 0x77 / 255))
    assert contrast(white, black) == pytest.approx([21.0])
    assert contrast(grey, white) == pytest.approx([4.48], abs=0.005)


def test_a_thing_rests_when_it_has_stood_for_a_while() -> None:
    rest, line = Rest(), formula()
    for time, shift, opacity, resting in (
        (0.0, 0.0, 1.0, False),
        (PAUSE, 0.0, 1.0, True),
        (2 * PAUSE, 0.1, 1.0, False),
        (3 * PAUSE, 0.0, 1.0, True),
        (4 * PAUSE, 0.0, 0.8, False),
    ):
        line.shift(RIGHT * shift).set_fill(opacity=opacity)
        glyphs = seen_in([line]).glyphs
        rest.note(glyphs, time)
        assert rest.resting(glyphs[0], time) is resting, time
